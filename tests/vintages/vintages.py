"""Real numbers with their revisions, asked for as they stood: vintages.py EXPORTSTATS CSV.

Each edition of the accounts is a source that is known from the last day of its quarter. The package
grows edition by edition through several imports; then every question is asked through the door that
the server uses. `as_of` an edition's day, and `revision` of the import that ended with it, both give
that edition's own numbers, to the last digit. Nothing is computed here but where the decimal point
of "millions" stands.
"""
import collections
import csv
import decimal
import json
import pathlib
import subprocess
import sys
import tempfile

ASKED = ["2012q1", "2012q4", "2014q3", "2018q2", "2024q4"]  # editions
QUARTERS = ["2008-Q1", "2008-Q3", "2008-Q4", "2009-Q1", "2009-Q2", "2009-Q4", "2010-Q2", "2010-Q4",
            "2011-Q1", "2011-Q3"]
DAYS = {"1": ("01-01", "03-31"), "2": ("04-01", "06-30"), "3": ("07-01", "09-30"),
        "4": ("10-01", "12-31")}
SHARED = ["id", "series", "period_start", "period_end", "period_label", "number", "scale",
          "comparator", "source", "locator", "stated_by", "stated_on", "origin", "statement",
          "replaces", "rank", "rank_reason", "note"]


def last_day(edition):
    return edition[:4] + "-" + DAYS[edition[-1]][1]


def write(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["id"]))


def write_package(folder, prints, until):
    """The editions up to one, as whoever keeps the package would have had them."""
    folder.mkdir(exist_ok=True)
    known = [p for p in prints if p["vintage"] <= until]
    names = ["series", "sources", "figures", "targets", "growth_rates", "remarks"]
    (folder / "datapackage.json").write_text(json.dumps({
        "name": "ch-exports", "licenses": [{"name": "CC0-1.0"}],
        "resources": [{"path": name + ".csv"} for name in names]}) + "\n", "utf-8")
    write(folder / "series.csv",
          ["id", "name", "definition", "geography", "unit", "broader", "part_of",
           "fiscal_year_start", "note"],
          [{"id": "ch-exports", "name": "Exports", "definition": "Exports of goods and services.",
            "geography": "CH", "unit": "CHF"}])
    write(folder / "sources.csv",
          ["id", "title", "publisher", "author", "published_on", "url", "archive_url",
           "accessed_on", "language", "type", "origin", "note"],
          [{"id": "seco-" + edition, "publisher": "SECO", "published_on": last_day(edition),
            "url": "https://www.seco.admin.ch/", "type": "dataset"}
           for edition in sorted({p["vintage"] for p in known})])
    write(folder / "figures.csv", SHARED + ["status"],
          [{"id": f"ch-exports.{p['period'].lower()}.{p['vintage']}", "series": "ch-exports",
            "period_start": p["period"][:5] + DAYS[p["period"][-1]][0],
            "period_end": p["period"][:5] + DAYS[p["period"][-1]][1],
            "number": p["value_mio_chf"], "scale": "million", "comparator": "=",
            "source": "seco-" + p["vintage"], "locator": p["period"],
            "statement": f"Exports of {p['period']}.", "rank": "normal", "status": "actual"}
           for p in known])
    for name, more in (("targets", ["reading", "set_by"]),
                       ("growth_rates", ["base_start", "base_end"])):
        write(folder / (name + ".csv"), SHARED + more, [])
    write(folder / "remarks.csv",
          [c for c in SHARED if c not in ("number", "scale", "comparator")], [])


class Service:
    def __init__(self, program, database):
        self.program, self.database = program, database

    def import_package(self, folder):
        subprocess.run([self.program, "import", folder, "--database", self.database], check=True,
                       stdout=subprocess.PIPE)

    def values(self, question):
        """The value of each quarter, as written in the answer."""
        out = subprocess.run(
            [self.program, "get", f"/v1/figures.csv?fields=period.label,value,citation.source{question}",
             "--database", self.database], check=True, stdout=subprocess.PIPE, text=True).stdout
        return {row["period_label"]: (decimal.Decimal(row["value"]), row["citation_source"])
                for row in csv.DictReader(out.splitlines())}


def check(service, prints, faults):
    editions = sorted({p["vintage"] for p in prints})
    expected = collections.defaultdict(dict)
    for p in prints:
        expected[p["vintage"]][p["period"]] = (decimal.Decimal(p["value_mio_chf"]) * 10 ** 6,
                                               "seco-" + p["vintage"])
    asked = 0

    def compare(question, wanted):
        nonlocal asked
        got = service.values(question)
        asked += len(wanted)
        if got != wanted:
            faults.append(f"{question}: {sorted(set(got.items()) ^ set(wanted.items()))[:4]}")

    for number, edition in enumerate(ASKED, 1):
        compare(f"&as_of={last_day(edition)}", expected[edition])
        compare(f"&revision={number}", expected[edition])
        # The revision's own day, and an earlier one asked of it.
        compare(f"&revision={number}&as_of={last_day(ASKED[0])}", expected[ASKED[0]])
        for quarter in QUARTERS:
            compare(f"&as_of={last_day(edition)}&period={quarter}",
                    {quarter: expected[edition][quarter]})
            compare(f"&revision={number}&period={quarter}",
                    {quarter: expected[edition][quarter]})
    # Every other edition too, and on the day before one there is only the one before.
    for before, edition in zip([None] + editions, editions):
        compare(f"&as_of={last_day(edition)}", expected[edition])
        day = f"{edition[:4]}-{DAYS[edition[-1]][0]}"
        compare(f"&as_of={day}", expected[before] if before else {})
    compare("", expected[editions[-1]])
    first = {}
    for edition in reversed(editions):
        first.update(expected[edition])
    compare("&select=first", first)
    return asked


def main():
    program, source = sys.argv[1:3]
    with open(source, encoding="utf-8", newline="") as file:
        prints = list(csv.DictReader(file))
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        service = Service(program, folder / "vintages.db")
        for edition in ASKED:
            write_package(folder / "package", prints, edition)
            service.import_package(folder / "package")
        print(f"{check(service, prints, faults)} numbers of {len(prints)} prints asked for")
    sys.exit("\n".join(faults) or 0)


if __name__ == "__main__":
    main()
