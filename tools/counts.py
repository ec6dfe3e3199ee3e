#!/usr/bin/python3
"""counts.py BUILD...: what the attacks and faults of the last test run in these builds came to.

A test that asks under attack or with faults prints lines such as `counts: requests=12 right=10 error=2`,
which meson keeps to itself. Here they are added up and shown; and so is what was left out, and why, which
meson takes for a success.
"""

import json
import os
import re
import sys

# In words: what was tried; the three outcomes that are right; the two that never may be.
COLUMNS = {"requests": "requests tried", "faults": "faults injected", "right": "right bytes",
           "error": "error told", "cut": "visibly cut", "wrong": "WRONG", "crashes": "CRASHES"}
LINE = re.compile(r"^counts:((?: \w+=\d+)+)$", re.M)
SKIPPED = re.compile(r"\.\.\. skipped (.+)$", re.M)


def read_run(build):
    """The name of each test, and what it said."""
    with open(os.path.join(build, "meson-logs", "testlog.json"), encoding="utf-8") as log:
        for line in log:
            test = json.loads(line)
            name = test["name"].rpartition(" / ")[2]
            yield f"{name} ({build.removeprefix('build-')})", test.get("stdout") or "", test.get("stderr") or ""


def add_up(said):
    """None where it said nothing."""
    lines = LINE.findall(said)
    total = dict.fromkeys(COLUMNS, 0)
    for line in lines:
        for name, count in (pair.split("=") for pair in line.split()):
            total[name] += int(count)
    return total if lines else None


def main(builds):
    tests = [test for build in builds for test in read_run(build)]
    rows = [(name, total) for name, said, _ in tests for total in [add_up(said)] if total]
    if not rows:
        return
    rows.append(("all", {name: sum(total[name] for _, total in rows) for name in COLUMNS}))
    width = max(len(name) for name, _ in rows)
    print(" " * width, *(f"{title:>15}" for title in COLUMNS.values()))
    for name, total in rows:
        print(f"{name:<{width}}", *(f"{total[column]:>15}" for column in COLUMNS))
    for name, _, told in tests:
        for why in sorted(set(SKIPPED.findall(told))):
            print(f"left out of {name}: {why}")


if __name__ == "__main__":
    main(sys.argv[1:])
