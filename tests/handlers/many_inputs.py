"""What is made of very many figures is an answer as well: many_inputs.py EXPORTSTATS PACKAGE

Made for it: the example package, with a figure for each month of decades, a target over all of
them, and a whole of four hundred parts that nobody prints in one of three years, with another
definition beside it.
"""

import calendar
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile

BINARY, PACKAGE = (os.path.abspath(path) for path in sys.argv[1:3])
YEARS, PARTS = range(1980, 2024), 400
SOURCE = "boat-office-2025-09"
LONG = "a-very-long-id-that-is-repeated-" * 3


def widen(folder, file, column):
    """A column that the example leaves out."""
    path = os.path.join(folder, file)
    with open(path, encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    with open(path, "w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, [*rows[0], column], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def append(folder, file, rows):
    path = os.path.join(folder, file)
    with open(path, encoding="utf-8", newline="") as table:
        columns = next(csv.reader(table))
    with open(path, "a", encoding="utf-8", newline="") as table:
        csv.DictWriter(table, columns, restval="", lineterminator="\n").writerows(rows)


def claim(name, series, start, end, number, **more):
    return {"id": LONG + name, "series": series, "period_start": start, "period_end": end,
            "number": str(number), "comparator": "=", "source": SOURCE, "locator": "table 2",
            "statement": "A figure of the table.", "rank": "normal", **more}


def fill(folder):
    parts = [f"{LONG}part-{number}" for number in range(PARTS)]
    append(folder, "series.csv",
           [{"id": name, "name": f"Boats ({name[-5:]})", "definition": "Boats", "geography": "WLD",
             "unit": "USD", "part_of": part_of, "broader": "wider" if name == "whole" else ""}
            for name, part_of in [("months", ""), ("whole", ""), ("wider", "")]
            + [(i, "whole") for i in parts]])
    months = [(year, month) for year in YEARS for month in range(1, 13)]
    append(folder, "figures.csv",
           [claim(f"{y}-{m:02}", "months", f"{y}-{m:02}-01",
                  f"{y}-{m:02}-{calendar.monthrange(y, m)[1]}", 2, status="actual")
            for y, m in months]
           + [claim(f"whole-{y}", "whole", f"{y}-01-01", f"{y}-12-31", 900, status="actual")
              for y in (2020, 2022)]
           + [claim("wider-2020", "wider", "2020-01-01", "2020-12-31", 950, status="actual")]
           + [claim(f"of-{number}", part, "2021-01-01", "2021-12-31", 3, status="actual")
              for number, part in enumerate(parts)])
    append(folder, "targets.csv",
           [claim("target", "months", f"{YEARS[0]}-01-01", f"{YEARS[-1]}-12-31", 700,
                  reading="cumulative")])
    return len(months)


def get(database, question):
    done = subprocess.run([BINARY, "get", question, "--database", database], capture_output=True,
                          text=True)
    answer = json.loads(done.stdout)
    if done.returncode or not isinstance(answer, list):
        sys.exit(f"{question}: {done.stdout[:300]}{done.stderr}")
    return answer


def sentence(database, name):
    done = subprocess.run([BINARY, "get", f"/v1/figures/{LONG}{name}.txt", "--database", database],
                          capture_output=True, text=True, check=True)
    return done.stdout


def main():
    with tempfile.TemporaryDirectory() as place:
        folder, database = os.path.join(place, "package"), os.path.join(place, "a.db")
        shutil.copytree(PACKAGE, folder)
        widen(folder, "series.csv", "part_of")
        widen(folder, "series.csv", "broader")
        widen(folder, "targets.csv", "period_start")
        months = fill(folder)
        subprocess.run([BINARY, "import", folder, "--database", database], check=True,
                       capture_output=True)
        target, = get(database, "/v1/targets?series=months&shape=array")
        reading, = target["progress"]["readings"]
        assert (reading["verdict"], len(reading["figures"])) == ("met", months), reading["verdict"]
        whole, = get(database, "/v1/figures?series=whole&period=2021&derived=include&shape=array")
        inputs = whole["derivation"]["inputs"]
        assert (whole["value"], len(inputs)) == (3 * PARTS, PARTS), whole["value"]
        said = sentence(database, "whole-2020")
        assert "By another definition: Boats (wider), US$950." in said, said


main()
