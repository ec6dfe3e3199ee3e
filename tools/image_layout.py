#!/usr/bin/python3
"""image_layout.py ONE OTHER BOUND: two OCI layouts of an image, as the engine wrote them out.

They must have the same digest; the image must be one layer below BOUND bytes, owned by root and changed by
nobody, and its own list (sbom.json) must name each file in it with its digest.
"""

import hashlib
import json
import os
import sys
import tarfile

SBOM = "usr/share/doc/exportstats/sbom.json"
RECORDS = "var/lib/dpkg/status.d/"


def read_json(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return json.load(file)


def blob(layout, digest):
    return os.path.join(layout, "blobs", *digest.split(":"))


def digest_of(layout):
    one, = read_json(layout, "index.json")["manifests"]
    return one["digest"]


def read_layer(path):
    """What each file holds, and the names of those that somebody may change or run as another."""
    with tarfile.open(path) as layer:
        files = {each.name.removeprefix("./"): layer.extractfile(each).read() for each in layer if each.isfile()}
        open_to_all = [each.name for each in layer if each.isfile() and (each.mode & 0o7022 or each.uid)]
    return files, open_to_all


def check_list(files):
    components = json.loads(files[SBOM])["components"]
    listed = {each["name"]: each["hashes"][0]["content"] for each in components if each["type"] == "file"}
    found = {"/" + name: hashlib.sha256(data).hexdigest() for name, data in files.items()
             if name != SBOM and not name.startswith(RECORDS)}
    if listed != found:
        sys.exit(f"the list is not of these files: {sorted(set(listed.items()) ^ set(found.items()))[:10]}")
    return len(listed), sum(each["type"] == "library" for each in components)


def main(one, other, bound):
    digest = digest_of(one)
    if digest != digest_of(other):
        sys.exit(f"two builds of one commit differ: {digest}, {digest_of(other)}")
    manifest = read_json(blob(one, digest))
    layer, = manifest["layers"]
    files, open_to_all = read_layer(blob(one, layer["digest"]))
    if open_to_all:
        sys.exit(f"changed by anybody, or run as another: {open_to_all}")
    listed, packages = check_list(files)
    size = sum(map(len, files.values()))
    if size > int(bound):
        sys.exit(f"{size} bytes, more than {bound}")
    print(f"twice {digest}; {size / 1e6:.1f} MB, {layer['size'] / 1e6:.1f} MB to pull; "
          f"all {listed} files and {packages} packages are listed")


if __name__ == "__main__":
    main(*sys.argv[1:])
