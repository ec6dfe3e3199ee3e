#!/usr/bin/python3
"""counts.py BUILD...: what the attacks and faults of the last test run in these builds came to.

A test that asks under attack or with faults prints lines such as `counts: requests=12 right=10 error=2`,
which meson keeps to itself. Here they are added up and shown.
"""

import json
import os
import re
import sys

# In words: what was tried; the three outcomes that are right; the two that never may be.
COLUMNS = {"requests": "requests tried", "faults": "faults injected", "right": "right bytes",
           "error": "error told", "cut": "visibly cut", "wrong": "WRONG", "crashes": "CRASHES"}
LINE = re.compile(r"^counts:((?: \w+=\d+)+)$", re.M)


def read_run(build):
    """The name of each test, and its outcome."""
    with open(os.path.join(build, "meson-logs", "testlog.json"), encoding="utf-8") as log:
        for line in log:
            test = json.loads(line)
            yield test["name"].rpartition(" / ")[2], test.get("stdout") or ""


def add_up(said):
    """None where it said nothing."""
    lines = LINE.findall(said)
    total = dict.fromkeys(COLUMNS, 0)
    for line in lines:
        for name, count in (pair.split("=") for pair in line.split()):
            total[name] += int(count)
    return total if lines else None


def main(builds):
    rows = [(f"{name} ({build.removeprefix('build-')})", total) for build in builds
            for name, said in read_run(build) for total in [add_up(said)] if total]
    if not rows:
        return
    rows.append(("all", {name: sum(total[name] for _, total in rows) for name in COLUMNS}))
    width = max(len(name) for name, _ in rows)
    print(" " * width, *(f"{title:>15}" for title in COLUMNS.values()))
    for name, total in rows:
        print(f"{name:<{width}}", *(f"{total[column]:>15}" for column in COLUMNS))


if __name__ == "__main__":
    main(sys.argv[1:])
