"""Measures every bar of speed beside its peer, and writes bench/RESULTS.md: ./dev bench --help."""
import argparse
import importlib
import pathlib
import resource
import sys

from place import SOURCE, Place, say
from report import Report

GROUPS = ["answers", "questions", "streams", "sizes", "imports", "connections", "rest",
          "profiles"]  # no bar of its own


def arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("program", type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true",
                        help="two minutes: short rounds, at most 100,000 figures, no profiles")
    parser.add_argument("--only", choices=GROUPS, action="append",
                        help="these groups alone; RESULTS.md is then left as it is")
    parser.add_argument("--rounds", type=int, help="turns of each side, at least 3")
    parser.add_argument("--largest", type=int, metavar="FIGURES",
                        help="of a database; without it 10,000,000, or 100,000 with --quick")
    parser.add_argument("--out", type=pathlib.Path, help="instead of bench/RESULTS.md")
    return parser.parse_args()


def main():
    given = arguments()
    folder = given.program.resolve().parent / "bench"
    folder.mkdir(exist_ok=True)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65536), hard))
    place = Place(program=given.program.resolve(), folder=folder, quick=given.quick,
                  rounds=max(3, given.rounds or (3 if given.quick else 5)),
                  seconds=1 if given.quick else 3,
                  largest=given.largest or (100000 if given.quick else 10000000))
    report = Report(place, sys.argv[2:])
    out = given.out or (None if given.only else SOURCE / "bench/RESULTS.md")
    for group in given.only or (GROUPS[:-1] if given.quick else GROUPS):
        report.attempt(group, importlib.import_module(group).run, place, report)
        if out:  # after each, so that a run that is ended leaves what it measured
            report.write(out)
            say(f"written: {out}")
    return 0 if report.passed() else 1


sys.exit(main())
