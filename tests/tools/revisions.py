"""Makes a database of four revisions from the example package: revisions.py PROGRAM PACKAGE OUT

2 adds a source with an Urdu title, a figure that replaces another (which thereby only stands
differently), a remark, and changes what the series is said to count. 3 closes the target and mends
the growth rate. 4 changes only what the package says about itself.
"""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

FILES = ["series", "sources", "figures", "targets", "growth_rates", "remarks"]
FIRST_DAY = 1767225600  # 2026-01-01
URDU = "کاغذی کشتیوں کی برآمدات"


def read(folder):
    tables = {}
    for name in FILES:
        with open(folder / (name + ".csv"), encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            tables[name] = (list(reader.fieldnames), list(reader))
    return tables


def write(folder, tables):
    for name, (columns, rows) in tables.items():
        with open(folder / (name + ".csv"), "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(rows, key=lambda row: row["id"]))


def row_of(tables, file, start):
    return next(row for row in tables[file][1] if row["id"].startswith(start))


def second(tables, descriptor):
    tables["series"][1][0]["definition"] = "Value of folded boats of paper or card, free on board"
    tables["sources"][1].append({
        "id": "harbour-2025-11", "title": URDU, "publisher": "Café du Port",
        "published_on": "2025-11-03", "url": "https://example.org/harbour", "type": "article"})
    tables["figures"][1].append({
        **row_of(tables, "figures", "boats.2024"), "id": "boats.2024.harbour-2025-11",
        "number": "1.190", "source": "harbour-2025-11", "locator": "line 4", "status": "revised",
        "statement": "After a recount the harbour speaks of 1.190 million dollars.",
        "replaces": "boats.2024.boat-office-2025-09"})
    tables["remarks"][1].append({
        "id": "boats.remark.harbour-2025-11", "period_start": "", "period_end": "",
        "source": "harbour-2025-11", "locator": "line 9", "rank": "normal",
        "statement": "Most boats sail to Perú, says the harbour master's \"great book\"."})


def third(tables, descriptor):
    tables["targets"][1].clear()
    tables["growth_rates"][1][0]["statement"] = "Exports of 2024 are about a tenth above 2023."


def fourth(tables, descriptor):
    descriptor["title"] = "Exports of paper boats (an invented example, mended)"


def main(program, package, out):
    tables = read(pathlib.Path(package))
    descriptor = json.loads(pathlib.Path(package, "datapackage.json").read_text("utf-8"))
    pathlib.Path(out).unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for number, revise in enumerate([lambda *_: None, second, third, fourth]):
            revise(tables, descriptor)
            write(folder, tables)
            (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
            subprocess.run([program, "import", folder, "--database", out], check=True,
                           env=os.environ | {"SOURCE_DATE_EPOCH": str(FIRST_DAY + 86400 * number)})


main(*sys.argv[1:4])
