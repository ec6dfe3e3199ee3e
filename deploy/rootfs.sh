#!/bin/sh
# rootfs.sh FOLDER [PROGRAM]: collects in FOLDER what the built program needs to run, laid out as a root
# file system: the program, the libraries that it loads, the bundled data as a database, all licences,
# and a list of it all (sbom.json). The Dockerfile's last stage is that folder.
set -eu
root=$1
program=${2:-build/exportstats}
database=$root/usr/share/exportstats/exportstats.db

# The Debian package that a library came from; its path may begin with /usr there.
package_of() {
    dpkg-query -S "*$1" | sed -n '1s/:.*//p'
}

# Scanners read what is installed from status.d.
keep_package() {
    install -Dm 444 "/usr/share/doc/$1/copyright" "$root/usr/share/doc/$1/copyright"
    mkdir -p "$root/var/lib/dpkg/status.d"
    dpkg-query -s "$1" >"$root/var/lib/dpkg/status.d/$1"
}

install -Dsm 555 "$program" "$root/usr/local/bin/exportstats"
ldd "$program" | grep -o '/[^ ]*' | while read -r library; do
    install -Dm 555 "$library" "$root$library"
    keep_package "$(package_of "$library")"
done
install -Dm 444 LICENSE "$root/usr/share/doc/exportstats/LICENSE"
install -Dm 444 data/LICENSE "$root/usr/share/doc/exportstats/LICENSE.data"
mkdir -p "$(dirname "$database")"
"$program" import data/pakistan-it-exports --database "$database"
chmod 444 "$database"
# An import leaves its lock beside the database; nobody writes here.
find "$(dirname "$database")" -type f ! -name exportstats.db -delete
version=$("$program" --version)
"$(dirname "$0")/sbom.py" "$root" "${version#* }" >"$root/usr/share/doc/exportstats/sbom.json"
chmod 444 "$root/usr/share/doc/exportstats/sbom.json"
find "$root" -exec touch -hd "@${SOURCE_DATE_EPOCH:-$(date +%s)}" {} +
