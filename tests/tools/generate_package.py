"""Writes a data package of any size: generate_package.py FOLDER --figures N [--seed S] [--edition E].

Series x periods x prints x sources, with conflicts, rounded relays, revisions that replace, wrong
prints, undated sources and long titles, about as often as in real data; targets, growth rates and
remarks beside them. A later edition is the one before with a source more, some prints of it, notes on
rows that stood without, and some rows gone: imported one after the other they make revisions. The
same arguments give the same bytes, which are canonical: an export of the package gives them back.
A million figures take some seconds.
"""
import argparse
import datetime
import json
import pathlib
import random
import zlib

SHARED = ["id", "series", "period_start", "period_end", "period_label", "number", "scale",
          "comparator", "source", "locator", "stated_by", "stated_on", "origin", "statement",
          "replaces", "rank", "rank_reason", "note"]
PERIODS, PRINTS, FIRST_YEAR = 100, 5, 2001
UNITS = ["USD", "USD", "PKR", "EUR", "count", "percent"]
PLACES = ["PK", "IN", "BD", "LK", "CN", "DE", "US", "WLD"]
TYPES = ["dataset", "report", "press-release", "article", "article", "article", "forum"]
LONG = ("Quarterly review of goods and services by class, destination and mode of supply, with notes on "
        "coverage, revisions and what earlier issues had left out")
NOTED, GONE, ADDED = 100, 200, 100  # of an edition: every so many-th row, by chance
SPEAKERS = ["", "", "Ministry of Commerce", "Central bank", "Bureau of Statistics, trade wing"]


def month(index):
    """First and last day of the index-th month since July of the first year."""
    year, number = divmod(index + 6, 12)
    first = datetime.date(FIRST_YEAR + year, number + 1, 1)
    after = datetime.date(FIRST_YEAR + (index + 7) // 12, (index + 7) % 12 + 1, 1)
    return first.isoformat(), (after - datetime.timedelta(days=1)).isoformat()


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if "," in cell or '"' in cell else cell


class Package:
    def __init__(self, folder, figures, seed, edition=1):
        self.folder, self.figures, self.edition = pathlib.Path(folder), figures, edition
        self.random = random.Random(seed)
        self.series = max(1, figures // (PERIODS * PRINTS))
        self.sources = max(2 * PRINTS, figures // 50)
        self.months = [month(i) for i in range(PERIODS)]
        self.folder.mkdir(parents=True, exist_ok=True)

    def write(self, name, columns, rows):
        with open(self.folder / name, "w", encoding="utf-8", newline="") as out:
            out.write(",".join(columns) + "\n")
            out.writelines(rows)

    def series_id(self, i):
        return f"s{i:06d}"

    def source_id(self, i):
        return f"source-{i:08d}"

    def series_rows(self):
        for i in range(self.series):
            whole = self.series_id(i - i % 10) if i % 10 else ""
            yield (f"{self.series_id(i)},Series {i},\"Goods and services of class {i}, at current "
                   f"prices.\",{PLACES[i % len(PLACES)]},{UNITS[i % len(UNITS)]},,{whole},"
                   f"{'07-01' if i % 2 else '01-01'},\n")

    def source_rows(self):
        day = datetime.date(FIRST_YEAR, 8, 1)
        for i in range(self.sources):
            on = (day + datetime.timedelta(days=i * 8000 // self.sources)).isoformat()
            on = "" if i % 11 == 5 else on
            title = f"\"{LONG}, no. {i}\"" if i % 13 == 7 else f"Report {i} on trade"
            yield (f"{self.source_id(i)},{title},Publisher {i % 97},,{on},"
                   f"https://example.org/reports/{i},,,en,{TYPES[i % len(TYPES)]},"
                   f"{'' if i % 3 else 'bureau'},\n")

        for edition in range(2, self.edition + 1):
            yield (f"{self.edition_id(edition)},Edition {edition} of the tables,Publisher 0,,"
                   f"{FIRST_YEAR + 25 + edition}-01-15,https://example.org/editions/{edition},,,en,"
                   "dataset,,\n")

    def edition_id(self, edition):
        """Sorted behind all others."""
        return f"source-e{edition:04d}"

    def changed(self, what, claim, often):
        """The first edition that changes this claim so, or none that was asked for."""
        for edition in range(2, self.edition + 1):
            if zlib.crc32(f"{what}{edition}{claim}".encode()) % often == 0:
                return edition
        return 0

    def claim(self, kind, series, period, source, cells, last):
        start, end = self.months[period]
        number, scale, rank, replaces = cells
        of = self.edition_id(-source) if source < 0 else self.source_id(source)
        claim = f"{self.series_id(series)}.{kind}{start[:7]}.{of}"
        noted = self.edition > 1 and not kind and self.changed("note", claim, NOTED)
        note = f"Seen through for edition {noted}." if noted else ""
        reason = "" if rank == "normal" else "The table of the same page says otherwise."
        row = [claim, self.series_id(series), start, end, "", number, scale,
               "~" if source % 23 == 0 else "=", of, f"page {source % 40 + 1}",
               quoted(SPEAKERS[source % len(SPEAKERS)]), "", "bureau" if source % 2 else "",
               f"Trade of class {series} came to {number} {scale or 'units'} in {start[:7]}.",
               replaces, rank, reason, note, *last]
        return ",".join(row) + "\n", claim

    def prints_of(self, series, period, count):
        """The prints of one true value: exact, rounded, revised, wrong."""
        unit = UNITS[series % len(UNITS)]
        true = self.random.randrange(10 ** 5, 10 ** 7)
        # Sources in the order of their days, each print by another one.
        first = self.random.randrange(self.sources)
        places = sorted({(first + k * 7) % self.sources for k in range(count)})
        before, rows = "", []
        for k, source in enumerate(places):
            dice = self.random.random()
            value, replaces, rank, status = true, "", "normal", "actual"
            if dice < 0.1 and before:
                true += self.random.randrange(-3000, 3000)
                value, replaces, status = true, before, "revised"
            elif dice < 0.12:
                value, rank = true * 11 // 10, "deprecated"
            elif dice < 0.14:
                rank = "preferred"
            elif dice < 0.2:
                status = ("provisional", "estimated", "projected")[k % 3]
            if unit == "percent":
                number, scale = f"{value % 1000 / 10:.1f}", ""
            elif unit == "count":
                number, scale = str(value), ""
            elif dice > 0.6:
                number, scale = f"{value / 10 ** 6:.2f}", "billion"
            else:
                number, scale = f"{value // 1000}.{value % 1000:03d}", "million"
            row, before = self.claim("", series, period, source, (number, scale, rank, replaces),
                                     [status])
            rows.append(row)
        return rows if self.edition == 1 else [*self.edit(series, period, rows, before, number, scale)]

    def edit(self, series, period, rows, last, number, scale):
        """What the later editions made of one group: the last print, to which no other refers, may be
        gone, and another may be added that says what it said."""
        yield from rows[:-1]
        if len(rows) == 1 or not self.changed("gone", last, GONE):
            yield rows[-1]
        for edition in range(2, self.edition + 1):
            if zlib.crc32(f"new{edition}{last}".encode()) % ADDED == 0:
                yield self.claim("", series, period, -edition, (number, scale, "normal", ""),
                                 ["actual"])[0]

    def figure_rows(self):
        left = self.figures
        for series in range(self.series):
            for period in range(PERIODS):
                cells_left = (self.series - series - 1) * PERIODS + PERIODS - period
                count = min(-(-left // cells_left), self.sources)
                left -= count
                yield from self.prints_of(series, period, count)

    def few(self, kind, last):
        for series in range(self.series):
            for period in range(5):
                source = (series * 31 + period) % self.sources
                yield self.claim(kind, series, period * 12, source,
                                 (str(period * 7 + 3), "", "normal", ""), last)[0]

    def remark_rows(self):
        drop = (5, 6, 7)
        for row in self.few("remark.", []):
            yield ",".join(c for i, c in enumerate(row.split(",")) if i not in drop)

    def descriptor(self):
        files = ["series", "sources", "figures", "targets", "growth_rates", "remarks"]
        return {"name": f"generated-{self.figures}", "licenses": [{"name": "CC0-1.0"}],
                "resources": [{"name": name.replace("_", "-"), "path": name + ".csv"}
                              for name in files]}

    def make(self):
        (self.folder / "datapackage.json").write_text(
            json.dumps(self.descriptor(), indent=2) + "\n", "utf-8")
        self.write("series.csv", ["id", "name", "definition", "geography", "unit", "broader",
                                  "part_of", "fiscal_year_start", "note"], self.series_rows())
        self.write("sources.csv", ["id", "title", "publisher", "author", "published_on", "url",
                                   "archive_url", "accessed_on", "language", "type", "origin",
                                   "note"], self.source_rows())
        self.write("figures.csv", SHARED + ["status"], self.figure_rows())
        self.write("targets.csv", SHARED + ["reading", "set_by"],
                   self.few("target.", ["level", "Ministry of Commerce"]))
        self.write("growth_rates.csv", SHARED + ["base_start", "base_end"],
                   self.few("growth.", ["", ""]))
        self.write("remarks.csv", [c for c in SHARED if c not in ("number", "scale",
                                                                  "comparator")],
                   self.remark_rows())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--figures", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edition", type=int, default=1)
    given = parser.parse_args()
    Package(given.folder, given.figures, given.seed, given.edition).make()


if __name__ == "__main__":
    main()
