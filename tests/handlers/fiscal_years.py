"""A fiscal year's name asks each series for the days that it means there.

Made for it: the bundled package and one series more, whose year begins in April.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile

BINARY, PACKAGE = (os.path.abspath(path) for path in sys.argv[1:3])


def append(package, file, like, **cells):
    """A row as the one with that id, but for these cells."""
    path = os.path.join(package, file)
    with open(path, encoding="utf-8", newline="") as table:
        reader = csv.DictReader(table)
        row = next(row for row in reader if row["id"] == like)
    with open(path, "a", encoding="utf-8", newline="") as table:
        csv.DictWriter(table, reader.fieldnames, lineterminator="\n").writerow({**row, **cells})


def found(database, question):
    done = subprocess.run([BINARY, "get", question, "--database", database], check=True,
                          capture_output=True, text=True)
    return sorted((row["series"], row["period"]["start"], row["period"]["end"])
                  for row in json.loads(done.stdout)["data"])


def expect(database, question, *expected):
    seen = found(database, question)
    if seen != sorted(expected):
        sys.exit(f"{question}: {seen} instead of {sorted(expected)}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        package, database = os.path.join(folder, "package"), os.path.join(folder, "a.db")
        shutil.copytree(PACKAGE, package)
        append(package, "series.csv", "pk-ict", id="april", broader="", part_of="",
               fiscal_year_start="04-01")
        append(package, "figures.csv", "pk-ict.fy2020.tie-app-2021-08-29", id="april.fy2020",
               series="april", period_start="2019-04-01", period_end="2020-03-31", period_label="",
               replaces="")
        append(package, "figures.csv", "pk-ict.fy2020.tie-app-2021-08-29", id="april.other",
               series="april", period_start="2019-07-01", period_end="2020-06-30", period_label="",
               replaces="")
        subprocess.run([BINARY, "import", package, "--database", database], check=True,
                       capture_output=True)
        april = ("april", "2019-04-01", "2020-03-31")
        july = ("pk-ict", "2019-07-01", "2020-06-30")
        expect(database, "/v1/figures?period=FY2019-20&series=april,pk-ict", april, july)
        expect(database, "/v1/figures?period=FY2019-20&series=april", april)
        expect(database, "/v1/figures?period=2019-07-01/2020-06-30&series=april,pk-ict", july,
               ("april", *july[1:]))


main()
