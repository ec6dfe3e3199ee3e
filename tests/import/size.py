"""Imports a generated package: size.py EXPORTSTATS GENERATOR [--figures N].

Says how long it took and how much memory; the memory may not grow with the package. What is
exported is what was imported, and importing it again makes no revision; a later edition makes one.
Figures that replace each other, one after the other, are sound as a chain and all at fault as a
circle; neither takes more than their number.
"""
import argparse
import csv
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time

MOST_MEGABYTES = 320  # caches and sorters are of fixed size
MOST_LINKED = 100000

# A sanitizer keeps freed memory back to catch its use: that is not the program's.
os.environ.setdefault("ASAN_OPTIONS", "quarantine_size_mb=8")


def run(*command):
    began = time.monotonic()
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True,
                          check=True)
    return done.stdout, time.monotonic() - began


def check(program, generator, figures, folder):
    package, database, out = folder / "package", folder / "large.db", folder / "out"
    run(sys.executable, generator, package, "--figures", figures)
    said, seconds = run(program, "import", package, "--database", database)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{figures} figures in {seconds:.2f} s, at most {megabytes:.0f} MB, "
          f"database of {database.stat().st_size / 2 ** 20:.0f} MB: {said.strip()}")
    if megabytes > MOST_MEGABYTES:
        yield f"{megabytes:.0f} MB of memory, at most {MOST_MEGABYTES} were expected"
    run(program, "export", out, "--database", database)
    for file in sorted(package.glob("*.csv")):
        if file.read_bytes() != (out / file.name).read_bytes():
            yield f"{file.name} did not come out as it went in"
    if "nothing to do" not in run(program, "import", out, "--database", database)[0]:
        yield "the same package made a revision"
    run(sys.executable, generator, package, "--figures", figures, "--edition", 2)
    said, seconds = run(program, "import", package, "--database", database)
    print(f"its second edition in {seconds:.2f} s: {said.strip()}")
    if not re.search(r"revision 2: [1-9]\d* added, [1-9]\d* changed, [1-9]\d* closed", said):
        yield f"the second edition: {said}"
    run(program, "export", out, "--database", database)
    if (package / "figures.csv").read_bytes() != (out / "figures.csv").read_bytes():
        yield "the second edition did not come out as it went in"


def link(figures, last):
    """Each figure replaces the next one, the last one the one that is named."""
    with figures.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    place = header.index("replaces")
    for row, following in zip(rows, [row[0] for row in rows[1:]] + [last(rows)]):
        row[place] = following
    with figures.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return len(rows)


def check_links(program, generator, figures, folder):
    package = folder / "linked"
    run(sys.executable, generator, package, "--figures", min(figures, MOST_LINKED))
    for name, last in (("chain", lambda rows: ""), ("circle", lambda rows: rows[0][0])):
        linked = link(package / "figures.csv", last)
        expected = linked if name == "circle" else 0
        began = time.monotonic()
        done = subprocess.run([program, "check", str(package)], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, check=False)
        said = done.stderr.splitlines()[-1:] if done.returncode else ["0 faults"]
        print(f"a {name} of {linked} in {time.monotonic() - began:.2f} s: {said}")
        if said != [f"{expected} faults"]:
            yield f"a {name} of {linked}: {said}, expected {expected} faults"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("generator")
    parser.add_argument("--figures", type=int, default=20000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asked = given.program, given.generator, given.figures, pathlib.Path(folder)
        faults = [*check(*asked), *check_links(*asked)]
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
