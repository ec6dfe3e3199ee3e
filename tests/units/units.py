"""Other units, frequencies and computed growth against fractions: units.py EXPORTSTATS [CASES].

A package is generated (fixed seed): months, quarters, halves, years, days and odd spans, with gaps,
several prints, open comparators, estimates, zeros and losses, and four starts of the fiscal year; then
it is revised. What the service lists as chosen is taken as it is; everything else is worked out here
once more, by fractions and by logarithms of fifty digits, and each row of each answer must be the
same, to the last digit of its bounds.
"""
import collections
import csv
import datetime
import decimal
import io
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
from decimal import Decimal
from fractions import Fraction

UNITS = ["lin", "chg", "ch1", "pch", "pc1", "pca", "cch", "cca", "log"]
FREQUENCIES, METHODS = ["a", "q", "m"], ["sum", "avg", "eop"]
TYPES_OF = {"a": [["quarter"], ["month", "half"]], "q": [["quarter"], ["month", "quarter"]], "m": []}
REALISED = {"actual", "provisional", "revised"}
SHARED = ["id", "series", "period_start", "period_end", "period_label", "number", "scale",
          "comparator", "source", "locator", "stated_by", "stated_on", "origin", "statement",
          "replaces", "rank", "rank_reason", "note"]
ONE_DAY = datetime.timedelta(days=1)
EARLY, LATE = datetime.date.min, datetime.date.max
decimal.getcontext().prec = 60

# Days and periods, in words of their own.


def is_month_end(day):
    return (day + ONE_DAY).day == 1


def same_day(day, months, month_ends=False):
    """month_ends: the last day of a month stays one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (datetime.date(year + month // 11, (month + 1) % 12 + 1, 1) - ONE_DAY).day
    return datetime.date(year, month + 1,
                         last if month_ends and is_month_end(day) else min(day.day, last))


def months_of(start, end):
    after = end + ONE_DAY
    count = (after.year - start.year) * 12 + after.month - start.month
    return count if after.day == start.day else 0


def span(day, first, last):
    """From so many months behind a day up to so many: neighbours adjoin, whatever the months' lengths."""
    return same_day(day, first), same_day(day, last) - ONE_DAY


def before(start, end):
    months = months_of(start, end)
    if months:
        return span(start, -months, 0)
    days = end - start + ONE_DAY
    return start - days, start - ONE_DAY


def year_earlier(start, end):
    months = months_of(start, end)
    if months:
        return span(start, -12, months - 12)
    return same_day(start, -12, month_ends=True), same_day(end, -12, month_ends=True)


def base_of(units, period):
    if units in ("chg", "pch", "pca", "cch", "cca"):
        return before(*period)
    return year_earlier(*period) if units in ("ch1", "pc1") else None


def row_period(frequency, fiscal_start, day):
    if frequency == "a":
        month, first = map(int, fiscal_start.split("-"))
        start = datetime.date(day.year, month, first)
        return span(start if start <= day else datetime.date(day.year - 1, month, first), 0, 12)
    months = 3 if frequency == "q" else 1
    return span(datetime.date(day.year, (day.month - 1) // months * months + 1, 1), 0, months)


# Numbers: a value and what its digits can mean; None is an open side.

Number = collections.namedtuple("Number", "value low high")


def exact(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def terminates(fraction):
    rest = fraction.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1 and (fraction * 10 ** 40).denominator == 1


def nearest(fraction, places=4):
    scaled = abs(fraction) * 10 ** places
    whole = math.floor(scaled + Fraction(1, 2))
    return Fraction(whole if fraction >= 0 else -whole, 10 ** places)


def shown(fraction, rounding):
    if fraction is None or terminates(fraction):
        return fraction
    scaled = fraction * 10 ** 4
    return nearest(fraction) if rounding == 0 else Fraction(
        math.floor(scaled) if rounding < 0 else math.ceil(scaled), 10 ** 4)


def divide(a, b):
    if b.low is None or b.low <= 0:
        return None

    def end(value, by):
        return None if value is None else 0 if value == 0 or by is None else value / by
    return Number(a.value / b.value, end(a.low, b.high if (a.low or 0) > 0 else b.low),
                  end(a.high, b.high if (a.high or 0) < 0 else b.low))


def subtract(a, b):
    return Number(a.value - b.value,
                  None if a.low is None or b.high is None else a.low - b.high,
                  None if a.high is None or b.low is None else a.high - b.low)


def each(number, value, low, high):
    return Number(value(number.value), None if number.low is None else low(number.low),
                  None if number.high is None else high(number.high))


def on_grid(number, places, factor=1):
    """Fifty-digit decimals to fractions: nearest, and outward."""
    def cut(rounding):
        def of(value):
            whole = (value * factor).scaleb(places).to_integral_value(rounding)
            return Fraction(int(whole), 10 ** places)
        return of
    return each(number, cut(decimal.ROUND_HALF_UP), cut(decimal.ROUND_FLOOR),
                cut(decimal.ROUND_CEILING))


def logarithm(number, factor):
    if number.low is None or number.low <= 0:
        return None
    return on_grid(each(number, *[lambda x: exact(x).ln()] * 3), 4, factor)


def compound(ratio, months):
    if ratio.low is None or ratio.low < 0:
        return None
    if 12 % months == 0:
        power = each(ratio, *[lambda x: x ** (12 // months)] * 3)
    else:
        root = Decimal(12) / Decimal(months)
        power = on_grid(each(ratio, *[lambda x: exact(x) ** root if x else Decimal(0)] * 3), 6)
    return each(power, *[lambda x: (x - 1) * 100] * 3)


def transformed(units, period, figure, base):
    """A number, or why there is none."""
    months = months_of(*period)
    if units == "lin":
        return figure
    if units == "log":
        return logarithm(figure, 1) or "not-positive"
    if base is None:
        return "no-base"
    if units in ("chg", "ch1"):
        return subtract(figure, base)
    ratio = divide(figure, base)
    if ratio is None:
        return "not-positive"
    if units in ("pch", "pc1"):
        return each(ratio, *[lambda x: (x - 1) * 100] * 3)
    if units == "cch":
        return logarithm(ratio, 100) or "not-positive"
    if not months:
        return "no-months"
    if units == "pca":
        return compound(ratio, months) or "not-positive"
    return logarithm(ratio, Decimal(1200) / Decimal(months)) or "not-positive"


def aggregated(method, parts):
    parts = parts[-1:] if method == "eop" else parts
    if any(part is None for part in parts):
        return None
    share = Fraction(1, len(parts) if method == "avg" else 1)

    def total(ends):
        return None if None in ends else sum(ends) * share
    return Number(*(total(list(ends)) for ends in zip(*parts)))


# The package.


class Package:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.series, self.figures = [], []

    def add(self, series, period, number, scale, comparator="=", status="actual", print_=0):
        start, end = period
        key = f"{series}.{start}.{end}.{print_}".lower()
        day = self.random.randrange(0, 720) if print_ or self.random.random() < 0.9 else None
        on = "" if day is None else (datetime.date(2023, 1, 1) + day * ONE_DAY).isoformat()
        self.figures.append({
            "id": key, "series": series, "period_start": start.isoformat(),
            "period_end": end.isoformat(), "number": number, "scale": scale,
            "comparator": comparator, "source": self.random.choice(["office", "paper"]),
            "locator": "table 1", "stated_on": on, "statement": "Exports came to that.",
            "rank": "normal", "status": status})

    def number(self, loss):
        places, drawn = self.random.randrange(0, 4), self.random.randrange(1, 10 ** 6)
        text = f"{Decimal(drawn).scaleb(-places):f}"
        if loss and self.random.random() < 0.2:
            return self.random.choice(["0", "0.0", "-" + text])
        return text

    def prints(self, series, period, unit, loss):
        scale = "" if unit in ("count", "percent") else self.random.choice(["", "thousand", "million", "lakh"])
        for i in range(self.random.choice([1, 1, 1, 2, 3])):
            status = self.random.choices(["actual", "provisional", "revised", "estimated",
                                          "projected"], [12, 2, 2, 1, 1])[0]
            comparator = self.random.choices(["=", "~", ">", ">=", "<", "<="],
                                             [20, 2, 1, 1, 1, 1])[0]
            number = self.number(loss)
            self.add(series, period, number, scale, comparator, status, i)

    def make_series(self, name, fiscal_start, unit, kinds, loss):
        self.series.append({"id": name, "name": name, "definition": "Exports.", "geography": "PK",
                            "unit": unit, "fiscal_year_start": fiscal_start})
        month, first = map(int, fiscal_start.split("-"))
        begin = datetime.date(2018, month, first)
        for kind, share in kinds.items():
            for i in range(48 // kind):
                if self.random.random() < share:
                    self.prints(name, span(begin, i * kind, (i + 1) * kind), unit, loss)
        for _ in range(4):
            start = begin + self.random.randrange(1000) * ONE_DAY
            self.prints(name, (start, start + self.random.randrange(0, 40) * ONE_DAY), unit, loss)
        for months in (5, 7, 24):
            self.prints(name, span(begin, 0, months), unit, loss)
            self.prints(name, span(begin, -months, 0), unit, loss)

    def make(self):
        kinds = [{1: 1}, {1: 0.9, 12: 1}, {3: 1}, {3: 0.8, 12: 0.7}, {6: 1, 12: 1}, {12: 1},
                 {1: 0.6, 3: 0.6, 6: 0.6}, {1: 1, 3: 1}]
        starts = ["01-01", "07-01", "04-06", "10-01"]
        units = ["USD", "PKR", "count", "percent"]
        for i, kind in enumerate(kinds * 2):
            self.make_series(f"s{i:02}", starts[(i + i // 8) % 4], units[i % 4], kind, i % 5 == 3)
        # Days of every other year, before all other series: thousands without a rate or a month.
        self.series.append({"id": "days", "name": "days", "definition": "Exports of a day.",
                            "geography": "PK", "unit": "USD", "fiscal_year_start": "01-01"})
        for year in range(1980, 2012, 2):
            for i in range(365):
                day = datetime.date(year, 1, 1) + i * ONE_DAY
                self.add("days", (day, day), str(100 + i), "")

    def revise(self):
        """Every tenth print leaves, every tenth is mended."""
        kept = []
        for i, row in enumerate(self.figures):
            if row["series"] == "days" or i % 10 > 1:
                kept.append(row)
            elif i % 10 == 1:
                kept.append(row | {"number": "1" + row["number"].lstrip("-")})
        self.figures = kept

    def write(self, folder):
        def table(name, columns, rows):
            with open(folder / (name + ".csv"), "w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(sorted(rows, key=lambda row: row["id"]))
        unique = {row["id"]: row for row in self.figures}
        table("series", ["id", "name", "definition", "geography", "unit", "broader", "part_of",
                         "fiscal_year_start", "note"], self.series)
        table("sources", ["id", "title", "publisher", "author", "published_on", "url",
                          "archive_url", "accessed_on", "language", "type", "origin", "note"],
              [{"id": "office", "publisher": "Office", "url": "https://example.org/",
                "type": "dataset"},
               {"id": "paper", "publisher": "Paper", "url": "https://example.org/p",
                "type": "article"}])
        table("figures", SHARED + ["status"], unique.values())
        table("targets", SHARED + ["reading", "set_by"], [])
        table("growth_rates", SHARED + ["base_start", "base_end"], [])
        table("remarks", [c for c in SHARED if c not in ("number", "scale", "comparator")], [])
        names = ["series", "sources", "figures", "targets", "growth_rates", "remarks"]
        (folder / "datapackage.json").write_text(json.dumps({
            "name": "units", "licenses": [{"name": "CC0-1.0"}],
            "resources": [{"path": name + ".csv"} for name in names]}) + "\n", "utf-8")


# The service.


class Service:
    def __init__(self, program, database):
        self.program, self.database = program, database

    def take(self, package, folder):
        package.write(folder)
        subprocess.run([self.program, "import", folder, "--database", self.database], check=True,
                       stdout=subprocess.DEVNULL,
                       env=os.environ | {"SOURCE_DATE_EPOCH": "1767225600"})

    def get(self, path):
        done = subprocess.run([self.program, "get", path, "--database", self.database],
                              capture_output=True, check=False)
        if done.returncode:
            sys.exit(f"{path}: {done.stdout.decode()}{done.stderr.decode()}")
        return done.stdout.decode()

    def rows(self, path):
        return list(csv.DictReader(io.StringIO(self.get(path), newline="")))

    def pages(self, path):
        rows = []
        while path:
            answer = json.loads(self.get(path), parse_float=Decimal)
            rows += answer["data"]
            path = answer["links"]["next"]
        return rows


def fraction(text):
    return Fraction(text) if text else None


def period_in(row, prefix="period"):
    return tuple(datetime.date.fromisoformat(row[f"{prefix}_{end}"]) for end in ("start", "end"))


class Chosen:
    """What the service lists as chosen, by series and period."""

    def __init__(self, rows, starts, shares):
        self.rows, self.starts, self.shares = rows, starts, shares
        self.at = {}
        for row in rows:
            row["period"] = period_in(row)
            row["number"] = Number(*(fraction(row[name]) for name in
                                     ("value", "bounds_low", "bounds_high")))
            self.at[row["series"], row["period"]] = row

    def realised(self, series, period):
        row = self.at.get((series, period))
        return row if row and row["status"] in REALISED else None

    def number(self, series, period):
        row = self.realised(series, period)
        return row and row["number"]

    def expect_units(self, units, window):
        for row in self.rows:
            period = row["period"]
            if period[0] < window[0] or period[1] > window[1]:
                continue
            base_period = base_of(units, period)
            base = base_period and self.realised(row["series"], base_period)
            result = transformed(units, period, row["number"], base and base["number"])
            if row["status"] not in REALISED:
                result = "not-realised"
            yield (row["id"], result, base and base["id"], base_period)

    def lengths(self, types):
        """Of each series the shortest figures that count."""
        found = {}
        for (series, period), row in self.at.items():
            months = months_of(*period)
            if row["status"] in REALISED and months in (1, 3, 6, 12) and (
                    not types or row["period_type"] in types):
                found[series] = min(months, found.get(series, 12))
        return found

    def parts(self, series, period, length, types):
        count = months_of(*period) // length
        for i in range(count):
            part = span(period[0], i * length, (i + 1) * length)
            row = self.realised(series, part)
            yield part, row if row and (not types or row["period_type"] in types) else None

    def expect_frequency(self, frequency, method, units, window, types):
        for series, length in sorted(self.lengths(types).items()):
            periods = {row_period(frequency, self.starts[series], period[1])
                       for (other, period) in self.at if other == series}
            for period in sorted(periods):
                if period[0] < window[0] or period[1] > window[1]:
                    continue
                rows = [row for _, row in self.parts(series, period, length, types)]
                if not any(rows):
                    continue
                total = aggregated(method, [row and row["number"] for row in rows])
                base_period = base_of(units, period)
                base = base_period and aggregated(method, [
                    row and row["number"]
                    for _, row in self.parts(series, base_period, length, types)])
                result = transformed(units, period, total, base) if total else "gap"
                if method == "sum" and series in self.shares:
                    result, total, base = "no-sum", None, None
                yield (series, period, result, total, base, base_period)


failures, checked = [], 0


def same(where, got, expected):
    global checked
    checked += 1
    if got != expected:
        failures.append(f"{where}: {got} where {expected} is expected")


def check_result(where, row, result):
    if isinstance(result, str):
        expected = (None, None, None, result)
    else:
        expected = (shown(result.value, 0), shown(result.low, -1), shown(result.high, 1), "")
    same(where, (fraction(row["value"]), fraction(row["bounds_low"]), fraction(row["bounds_high"]),
                 row["reason"]), expected)


def check_base_period(where, row, base_period):
    same(where + " base period", (row["base_period_start"], row["base_period_end"]),
         tuple(day.isoformat() for day in base_period) if base_period else ("", ""))


def check_units(service, chosen, asked, units, window):
    path = f"/v1/figures.csv?units={units}&{asked}"
    rows = service.rows(path)
    expected = list(chosen.expect_units(units, window))
    same(path, [row["id"] for row in rows], [item[0] for item in expected])
    for row, (_, result, base, base_period) in zip(rows, expected):
        where = f"{path} {row['id']}"
        check_result(where, row, result)
        same(where + " base", row["base_figure"], base or "")
        check_base_period(where, row, base_period)


def check_number(where, row, prefix, number):
    names = (prefix + "_value", prefix + "_bounds_low", prefix + "_bounds_high")
    same(f"{where} {prefix}", tuple(fraction(row[name]) for name in names),
         (shown(number.value, 0), shown(number.low, -1), shown(number.high, 1))
         if number else (None, None, None))


def check_frequency(service, chosen, asked, question, window):
    frequency, method, units, types = question
    path = (f"/v1/figures.csv?frequency={frequency}&aggregation_method={method}&units={units}&{asked}"
            + (f"&period_type={','.join(types)}" if types else ""))
    rows = service.rows(path)
    expected = list(chosen.expect_frequency(frequency, method, units, window, types))
    same(path, [(row["series"], period_in(row)) for row in rows], [item[:2] for item in expected])
    for row, (_, period, result, total, base, base_period) in zip(rows, expected):
        where = f"{path} {row['series']} {period[0]}"
        check_result(where, row, result)
        check_number(where, row, "aggregate", total)
        check_number(where, row, "base", base)
        check_base_period(where, row, base_period)
        inputs = json.loads(row["inputs"])
        same(where + " gap", bool(row["missing"]), any(not part["figure"] for part in inputs))
        same(where + " missing", row["missing"],
             ", ".join(part["period"] for part in inputs if not part["figure"]))


def check_computed(service, chosen, asked, window):
    path = f"/v1/growth-rates.csv?basis=computed&{asked}"
    rows = service.rows(path)
    expected = [item for item in chosen.expect_units("pc1", window)
                if item[2] and item[1] != "not-realised"]
    same(path, [row["current_figure"] for row in rows], [item[0] for item in expected])
    for row, (_, result, base, base_period) in zip(rows, expected):
        where = f"{path} {row['current_figure']}"
        check_result(where, row | {"value": row["percent"]}, result)
        same(where + " base", row["base_figure"], base)
        check_base_period(where, {f"base_period_{end}": row[f"base_period_{end}"]
                                  for end in ("start", "end")}, base_period)


def check_pages(service):
    """By pages and backwards as in one piece, also where a page found nothing for long."""
    for path, key in [("/v1/growth-rates{}?basis=computed", "percent"),
                      ("/v1/figures{}?frequency=a&aggregation_method=sum", "value"),
                      ("/v1/figures{}?series=s06&frequency=q&aggregation_method=avg&sort=-period",
                       "value")]:
        whole = [(row["series"], row["period_start"], fraction(row[key]))
                 for row in service.rows(path.format(".csv"))]
        pages = [(row["series"], row["period"]["start"],
                  None if row[key] is None else Fraction(row[key]))
                 for row in service.pages(path.format("") + "&limit=37")]
        same(path, pages, whole)
    down = service.rows("/v1/figures.csv?series=s06&frequency=q&aggregation_method=avg&sort=-period")
    up = service.rows("/v1/figures.csv?series=s06&frequency=q&aggregation_method=avg")
    same("backwards", down, up[::-1])
    bare = json.loads(service.get("/v1/growth-rates?basis=computed&shape=array&fields=series"))
    same("array", len(bare), len(service.rows("/v1/growth-rates.csv?basis=computed")))


def check_rare(service, chosen):
    """Days have no months; no series is made of days; a window may hold no whole period."""
    rule = "select=latest&series=days"
    check_units(service, chosen(rule), rule, "pca", (EARLY, LATE))
    same("days", service.rows("/v1/figures.csv?series=days&frequency=a&aggregation_method=sum"), [])
    same("window", service.rows("/v1/figures.csv?frequency=a&aggregation_method=sum"
                                "&from=2019-02-01&to=2019-12-30"),
         [])


def main(program, cases):
    """At least `cases` questions: all units with all frequencies, then drawn ones."""
    rng = random.Random(20)
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        package = Package(7)
        package.make()
        service = Service(program, str(folder / "units.db"))
        service.take(package, folder)
        package.revise()
        service.take(package, folder)
        starts = {row["id"]: row["fiscal_year_start"] for row in package.series}
        shares = {row["id"] for row in package.series if row["unit"] == "percent"}
        lists = {}

        def chosen(rule):
            if rule not in lists:
                lists[rule] = Chosen(service.rows("/v1/figures.csv?" + rule), starts, shares)
            return lists[rule]
        others = [row["id"] for row in package.series if row["id"] != "days"]
        rules = ["select=latest", "select=first", "select=latest&as_of=2023-08-15",
                 "select=latest&revision=1", "select=first&as_of=2024-03-01&revision=1"]
        questions = [(units, None) for units in UNITS[1:]] + [
            (units, (frequency, method)) for units in UNITS for frequency in FREQUENCIES
            for method in METHODS]
        for case in range(max(cases, len(questions))):
            units, frequency = questions[case] if case < len(questions) else rng.choice(questions)
            rule = rng.choice(rules)
            window, asked = (EARLY, LATE), f"{rule}&series={','.join(others)}"
            if rng.random() < 0.4:
                start = datetime.date(2018, 1, 1) + rng.randrange(900) * ONE_DAY
                window = (start, start + rng.randrange(200, 900) * ONE_DAY)
                asked += f"&from={window[0]}&to={window[1]}"
            known = chosen(f"{rule}&series={','.join(others)}")
            if frequency:
                types = rng.choice([None, None, ["month"], *TYPES_OF[frequency[0]]])
                check_frequency(service, known, asked, (*frequency, units, types), window)
            else:
                check_units(service, known, asked, units, window)
        for asked in ("revision=2", "as_of=2023-08-15", "revision=1"):
            check_computed(service, chosen(asked), asked, (EARLY, LATE))
        check_pages(service)
        check_rare(service, chosen)
    for failure in failures[:20]:
        print(failure)
    print(f"{checked} values compared, {len(failures)} differ")
    return 1 if failures else 0


sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else
              2000 if os.environ.get("LONG_TESTS") else 100))
