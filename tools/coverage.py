"""coverage.py BUILD: which lines the tests ran in a build that counts them, by room.

Lists every line of stats/ and handlers/ that none ran and that gives no reason in a comment on it,
"unreachable: why", and fails where there is one.
"""

import json
import os
import subprocess
import sys

ROOMS = ("base", "stats", "config", "db", "package", "cache", "http", "formats", "handlers", "server",
         "commands")
HELD = ("stats", "handlers")
PATIENCE = 1200  # seconds
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def measure(build):
    """By room: by file: by line, how often it was run. gcovr by one thread: of several it waits for
    ever where one fails."""
    command = ["gcovr", build, "--root", ROOT, "--object-directory", build, "--json",
               "--exclude-lines-by-pattern", ".*unreachable: .*"]
    for room in ROOMS:
        command += ["--filter", room + "/"]
    rooms = {room: {} for room in ROOMS}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=PATIENCE)
    for file in json.loads(done.stdout)["files"]:
        counts = {line["line_number"]: line["count"] for line in file["lines"]
                  if not line.get("gcovr/noncode")}
        rooms[file["file"].split("/")[0]][file["file"]] = counts
    return rooms


def summarize(rooms):
    print(f"{'room':12} {'lines':>8} {'run':>8} {'percent':>8}")
    for room, files in rooms.items():
        counts = [count for file in files.values() for count in file.values()]
        run = sum(count > 0 for count in counts)
        print(f"{room:12} {len(counts):8} {run:8} {100 * run / max(len(counts), 1):7.1f}%")


def missing(rooms):
    total = 0
    for room in HELD:
        for name, counts in sorted(rooms[room].items()):
            lines = sorted(line for line, count in counts.items() if count == 0)
            total += len(lines)
            if lines:
                print(name + ":", *lines)
    print(total, f"lines of {'/ and '.join(HELD)}/ were run by no test and give no reason")
    return total


def main():
    os.chdir(ROOT)
    rooms = measure(sys.argv[1])
    summarize(rooms)
    sys.exit(missing(rooms) > 0)


main()
