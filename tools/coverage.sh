#!/bin/sh
# Which lines the tests ran, by room; fails where a line of stats/ or handlers/ was run by none and
# gives no reason in a comment, "unreachable: why", on the same line.
set -eu
cd "$(dirname "$0")/.."
folder=$1
measure() {
    gcovr "$folder" --root . --object-directory "$folder" --exclude-lines-by-pattern '.*unreachable: .*' \
        --exclude-throw-branches "$@"
}

printf '%-12s %8s %8s %8s\n' room lines run percent
for room in base stats config db formats http handlers; do
    measure --filter "$room/" --csv | awk -F, -v room="$room" 'NR > 1 { lines += $2; run += $3 }
        END { printf "%-12s %8d %8d %7.1f%%\n", room, lines, run, lines ? 100 * run / lines : 0 }'
done

say_missing='import json, sys
missing = 0
for file in json.load(sys.stdin)["files"]:
    lines = [str(line["line_number"]) for line in file["lines"]
             if line["count"] == 0 and not line.get("gcovr/noncode")]
    missing += len(lines)
    if lines:
        print(file["file"] + ":", " ".join(lines))
print(missing, "lines of stats/ and handlers/ were run by no test and give no reason")
sys.exit(missing > 0)'
measure --filter stats/ --filter handlers/ --json | python3 -c "$say_missing"
