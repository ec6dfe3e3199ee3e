"""What holds whatever is asked, over a generated package and many generated questions:
properties.py EXPORTSTATS BUNDLED PACKAGE GENERATOR

- An answer bound to a revision has the same bytes before and after another import.
- An answer as of a day shows no claim that was not known by then, and has the same data as if the
  package held nothing else.
- The order of rows in the package does not matter.
- The pages of a list, one after the other, are the list.

The seed is fixed: the same questions on every run. LONG_TESTS in the environment asks more.
"""
import csv
import datetime
import http.client
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "server"))
from service import BINARY, Service  # noqa: E402  (it reads the same arguments)

GENERATOR = sys.argv[4]
LONG = bool(os.environ.get("LONG_TESTS"))
FIGURES, QUESTIONS = (20000, 4000) if LONG else (3000, 200)
CLAIM_FILES = ["figures", "targets", "growth_rates", "remarks"]
FILES = ["series", "sources"] + CLAIM_FILES
CURSOR = re.compile(r"cursor=[^&\"\s>]*")
DAYS = ["2003-02-11", "2006-10-01", "2011-05-05", "2019-12-31"]


class Package:
    def __init__(self, folder):
        self.tables = {}
        self.descriptor = (folder / "datapackage.json").read_text("utf-8")
        for name in FILES:
            with open(folder / (name + ".csv"), encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                self.tables[name] = (list(reader.fieldnames), list(reader))

    def write(self, folder):
        folder.mkdir(exist_ok=True)
        (folder / "datapackage.json").write_text(self.descriptor, "utf-8")
        for name, (columns, rows) in self.tables.items():
            with open(folder / (name + ".csv"), "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)

    def rows(self, name):
        return self.tables[name][1]

    def keep(self, name, keeps):
        columns, rows = self.tables[name]
        self.tables[name] = (columns, [row for row in rows if keeps(row)])

    def known(self):
        """The day from which each claim counts; "" for none."""
        days = {row["id"]: row["published_on"] for row in self.rows("sources")}
        return {row["id"]: row["stated_on"] or days[row["source"]]
                for name in CLAIM_FILES for row in self.rows(name)}

    def cut(self, day):
        """Without what was not known on that day."""
        known = self.known()
        for name in CLAIM_FILES:
            self.keep(name, lambda row: "" < known[row["id"]] <= day)
            for row in self.rows(name):
                row["replaces"] = " ".join(i for i in row["replaces"].split()
                                           if "" < known[i] <= day)
        return self

    def shuffle(self, dice):
        for _, rows in self.tables.values():
            dice.shuffle(rows)

    def change(self, dice):
        """Another edition: rows that are gone, mended, marked, new."""
        replaced = {i for name in CLAIM_FILES for row in self.rows(name)
                    for i in row["replaces"].split()}
        for name in CLAIM_FILES:
            self.keep(name, lambda row: row["id"] in replaced or dice.random() > 0.05)
            for row in self.rows(name):
                chance = dice.random()
                if chance < 0.1:
                    row["statement"] += " Mended."
                elif chance < 0.15 and name != "remarks":
                    row["number"] = row["number"][::-1] if row["number"].isdigit() else "77.7"
                elif chance < 0.18 and row["rank"] == "normal":
                    row.update(rank="deprecated", rank_reason="It was read wrongly.")
        figures = self.rows("figures")
        sources = [row["id"] for row in self.rows("sources")]
        for row in dice.sample(figures, len(figures) // 20):
            figures.append({**row, "id": row["id"] + ".new", "source": dice.choice(sources),
                            "replaces": row["id"] if dice.random() < 0.5 else ""})
        for row in dice.sample(self.rows("series"), 2):
            row.update(name=row["name"] + " anew", part_of="")
        for row in dice.sample(self.rows("sources"), 10):
            row.update(published_on="2009-09-09", title=row["title"] + ", second printing")


    def thin(self, dice):
        """Some periods have no figure, and years are printed beside the months, and by deadlines."""
        gone = {(row["series"], row["period_start"]) for row in self.rows("figures")
                if dice.random() < 0.08}
        self.keep("figures", lambda row: (row["series"], row["period_start"]) not in gone)
        years = [row for row in self.rows("figures") if row["period_start"][5:] in ("01-01", "07-01")]
        for row in years:
            start = datetime.date.fromisoformat(row["period_start"])
            end = start.replace(year=start.year + 1) - datetime.timedelta(days=1)
            self.rows("figures").append({**row, "id": row["id"] + ".year", "replaces": "",
                                         "period_end": end.isoformat()})
            for number in ("1", "2"):  # a conflict about a deadline
                self.rows("figures").append({**row, "id": f"{row['id']}.by.{number}", "replaces": "",
                                             "period_start": "", "period_end": end.isoformat(),
                                             "number": number, "comparator": "="})
        for row in self.rows("series"):
            row["unit"] = "USD"
        return self


class Questions:
    def __init__(self, package, dice):
        self.dice = dice
        self.ids = {name: [row["id"] for row in package.rows(name)] for name in FILES}
        # "Oct 2009": 2009-10 would be refused, since it reads as a fiscal year too.
        self.periods = sorted({datetime.date.fromisoformat(row["period_start"]).strftime("%b %Y")
                               for row in package.rows("figures") if row["period_start"]})
        self.places = sorted({row["geography"] for row in package.rows("series")})
        self.units = sorted({row["unit"] for row in package.rows("series")})

    def maybe(self, chance, value):
        return value() if self.dice.random() < chance else None

    def some(self, name, most=3):
        return ",".join(self.dice.sample(self.ids[name], self.dice.randint(1, most)))

    def day(self):
        return f"{self.dice.randint(2001, 2023)}-{self.dice.randint(1, 12):02}-15"

    def filters(self):
        choice = self.dice.choice
        from_day, to_day = sorted([self.day(), self.day()])
        return {"series": self.maybe(.6, lambda: self.some("series")),
                "period": self.maybe(.3, lambda: choice(self.periods)),
                "source": self.maybe(.1, lambda: self.some("sources")),
                "rank": self.maybe(.1, lambda: choice(["preferred", "normal"])),
                "period_type": self.maybe(.1, lambda: "month"),
                "from": self.maybe(.2, lambda: from_day), "to": self.maybe(.2, lambda: to_day),
                "geo": self.maybe(.1, lambda: choice(self.places)),
                "unit": self.maybe(.1, lambda: choice(self.units)),
                "sort": self.maybe(.4, lambda: choice(["series", "period", "-period", "value",
                                                       "-value", "-period,value"]))}

    def about_claims(self):
        choice = self.dice.choice
        path, name = choice([("figures", "figures")] * 4 + [("targets", "targets"),
                                                            ("growth-rates", "growth_rates"),
                                                            ("remarks", "remarks")])
        if self.dice.random() < .3:
            tail = choice(["", "", "/why", "/history"]) if path == "figures" else ""
            return f"/v1/{path}/{choice(self.ids[name])}{tail}", {}
        asked = self.filters()
        if path == "figures":
            asked["units"] = self.maybe(.2, lambda: choice(["chg", "pch", "pc1", "cca"]))
            asked["select"] = self.maybe(.6, lambda: choice(
                ["latest", "first"] if asked["units"] else ["latest", "first", "all"]))
            if asked["units"] and "value" in (asked["sort"] or ""):
                asked["sort"] = "-period"
            if not asked["units"] and asked["select"] != "all" and self.dice.random() < .2:
                asked.update(derived="include", sort=None, source=None, rank=None)
                return f"/v1/{path}", asked
            asked["status"] = self.maybe(.1, lambda: choice(["actual", "actual,revised"]))
        return f"/v1/{path}", asked

    def about_others(self):
        choice = self.dice.choice
        path = choice(["series", "sources", "conflicts", "conflicts", "search", "claims"])
        if path == "claims":
            return f"/v1/sources/{choice(self.ids['sources'])}/claims", {}
        if path == "search":
            return "/v1/search", {"q": choice(["class", "trade", "report 1*", '"class 1"', "page"])}
        if path == "conflicts":
            return "/v1/conflicts", {"series": self.some("series")}
        return "/v1/" + path, {}

    def one(self, day):
        """A path and its arguments; as of the day, where there is one."""
        path, asked = (self.about_claims if self.dice.random() < .75 else self.about_others)()
        asked["as_of"] = day
        is_list = not re.search(r"/(figures|targets|growth-rates|remarks)/[^/]*$", path)
        asked["limit"] = self.maybe(.5, lambda: self.dice.randint(1, 300)) if is_list else None
        asked = {name: value for name, value in asked.items() if value is not None}
        return path, asked


class Client:
    def __init__(self, database):
        # Each answer is worked out: what was kept would be the same bytes by itself.
        self.service = Service(str(database))
        self.connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=60)

    def ask(self, path, asked):
        target = path + ("?" + urllib.parse.urlencode(asked) if asked else "")
        self.connection.request("GET", target)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode(), answer.getheader("ETag")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()
        self.service.close()


def import_package(package, folder, database):
    package.write(folder)
    done = subprocess.run([BINARY, "import", folder, "--database", database], capture_output=True,
                          text=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600"})
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return database


def with_format(dice, path, asked):
    return path + dice.choice(["", "", ".csv", ".ndjson", ".txt"]), asked


def claims_shown(value, ids):
    """Every id of a claim in an answer, save those that a claim says it replaces."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in ("replaces", "links"):
                yield from claims_shown(part, ids)
    elif isinstance(value, list):
        for part in value:
            yield from claims_shown(part, ids)
    elif value in ids:
        yield value


def check_revision(folder, dice, fresh, faults):
    package = fresh()
    asks = Questions(package, dice)
    questions = [with_format(dice, *asks.one(dice.choice([None, asks.day()])))
                 for _ in range(QUESTIONS)]
    database = import_package(package, folder / "grows", folder / "grows.db")
    answers, found = [], 0
    for number in (1, 2):
        with Client(database) as client:
            answers.append([client.ask(path, {**asked, "revision": 1})
                            for path, asked in questions])
        if number == 1:
            package.change(dice)
            import_package(package, folder / "grows", database)
    for question, before, after in zip(questions, *answers):
        found += before[0] == 200
        if before != after:
            faults.append(f"revision 1 changed: {question}\n{before[1][:400]}\n{after[1][:400]}")
    print(f"revision: {found} of {len(questions)} questions with an answer, the same twice")
    assert found > QUESTIONS * 0.8


def check_day(folder, dice, generated, faults):
    def fresh():
        return generated().thin(random.Random("thin"))

    known = fresh().known()
    whole = import_package(fresh(), folder / "whole", folder / "whole.db")
    seen = asked_of = 0
    for day in DAYS:
        part = import_package(fresh().cut(day), folder / "part", folder / f"{day}.db")
        asks = Questions(fresh().cut(day), dice)
        with Client(whole) as all_known, Client(part) as known_then:
            for _ in range(QUESTIONS // 2):
                path, asked = asks.one(day)
                status, body, _ = all_known.ask(path, asked)
                asked_of += 1
                if status == 404:  # a source that was not known yet
                    continue
                assert status == 200, f"{path} {asked}: {body}"
                # A page of conflicts may end early, sooner where there is more to look at.
                is_walk = path == "/v1/conflicts"
                data = pages_of(all_known, path, asked) if is_walk else json.loads(body)["data"]
                for claim in claims_shown(data, known):
                    seen += 1
                    if not "" < known[claim] <= day:
                        faults.append(f"{path} {asked} shows {claim}, known on {known[claim]}")
                then = (pages_of(known_then, path, asked) if is_walk
                        else json.loads(known_then.ask(path, asked)[1])["data"])
                if path != "/v1/search" and without_versions(data) != without_versions(then):
                    faults.append(f"{path} {asked}: {first_difference(data, then)}")
    print(f"as_of: {seen} claims in {asked_of} answers, none of them later, and nothing else")
    assert seen > 10 * QUESTIONS


def without_versions(data):
    """A replaced claim may name what is not known yet."""
    if isinstance(data, dict):
        return {key: without_versions(part) for key, part in data.items() if key != "replaces"}
    return [without_versions(part) for part in data] if isinstance(data, list) else data


def first_difference(a, b):
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for x, y in zip(a, b):
            if without_versions(x) != without_versions(y):
                return first_difference(x, y)
    if isinstance(a, dict) and isinstance(b, dict):
        return {key: (a[key], b.get(key)) for key in a if a[key] != b.get(key)}
    return str(a)[:300], str(b)[:300]


def check_order(folder, dice, fresh, faults):
    package = fresh()
    asks = Questions(package, dice)
    questions = [with_format(dice, *asks.one(dice.choice([None, asks.day()])))
                 for _ in range(QUESTIONS)]
    one = import_package(package, folder / "ordered", folder / "ordered.db")
    package.shuffle(dice)
    other = import_package(package, folder / "shuffled", folder / "shuffled.db")
    with Client(one) as first, Client(other) as second:
        for path, asked in questions:
            a, b = first.ask(path, asked), second.ask(path, asked)
            if a[0] != b[0] or CURSOR.sub("", a[1]) != CURSOR.sub("", b[1]):
                faults.append(f"{path} {asked} depends on the order:\n{a[1][:400]}\n{b[1][:400]}")
    print(f"order: {len(questions)} questions, the same whatever the order of rows")


def pages_of(client, path, asked):
    """The rows of all pages, as texts."""
    status, body, _ = client.ask(path, asked)
    rows = []
    while True:
        assert status == 200, f"{path} {asked}: {body}"
        answer = json.loads(body)
        rows += answer["data"]
        if not answer["links"]["next"]:
            return rows
        status, body, _ = client.ask(answer["links"]["next"], {})


def check_pages(folder, dice, fresh, faults):
    package = fresh().thin(dice)
    asks = Questions(package, dice)
    lists = [("/v1/figures", {"derived": "include"}), ("/v1/conflicts", {})]
    lists += [("/v1/figures", {"derived": "include", "series": i, "sort": sort})
              for i in asks.ids["series"] for sort in ("period", "-period")]
    derived = 0
    with Client(import_package(package, folder / "thin", folder / "thin.db")) as client:
        for number in range(max(QUESTIONS // 10, len(lists))):
            path, asked = lists[number] if number < len(lists) else asks.one(None)
            asked.pop("limit", None)
            if re.fullmatch(r"/v1/(figures|targets|growth-rates|remarks|conflicts)", path):
                whole = json.loads(client.ask(path, {**asked, "shape": "array"})[1])
                if number < len(lists) and asked.get("sort") == "-period" and whole[::-1] != up:
                    faults.append(f"{path} {asked}: not the same downwards")
                up = whole
                derived += sum(bool(row.get("derived")) for row in whole)
                if pages_of(client, path, {**asked, "limit": dice.randint(7, 90)}) != whole:
                    faults.append(f"{path} {asked}: the pages are another list")
    print(f"pages: as the whole, with {derived} figures that are derived")
    assert derived > 20


def main():
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.executable, GENERATOR, folder / "generated", "--figures", str(FIGURES)],
                       check=True)
        for check in (check_revision, check_day, check_order, check_pages):
            check(folder, random.Random(check.__name__), lambda: Package(folder / "generated"),
                  faults)
    sys.exit("\n".join(faults[:20]) or 0)


if __name__ == "__main__":
    main()
