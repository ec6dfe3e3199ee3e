"""many_rows.py PROGRAM: lists of a package with more series, figures and texts than any room keeps at once.

Every row of a stream cites what the package says of its series and source; a search of what stands
everywhere knows no total, but what has no date; the package comes out as it went in; and pages one after the other are the
stream, whatever the rows are made of.
"""
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile

SERIES, SOURCES = 2300, 40
OF_ONE_PLACE = 55000  # whose ids fit into a question's memory once, but not twice
WITH_FIGURES = 36000  # of these: db/cited.c keeps the texts of some 32000 series at most
MONTHS = ["2024-01", "2024-02", "2024-03", "2025-01", "2025-02"]  # with one that is missing
LAST = {"01": "31", "02": "28", "03": "31"}
UNITS = ["USD", "EUR", "PKR", "count"]
SCHEMA = {
    "series": ["id", "name", "definition", "geography", "unit", "broader", "part_of",
               "fiscal_year_start"],
    "sources": ["id", "title", "publisher", "published_on", "url", "type"],
    "figures": ["id", "series", "period_start", "period_end", "number", "comparator", "source",
                "locator", "statement", "rank", "status"],
    "targets": ["id", "series", "period_end", "number", "comparator", "source", "locator", "statement",
                "rank", "reading"],
    "growth_rates": ["id", "series", "period_start", "period_end", "number", "comparator", "source",
                     "locator", "statement", "rank"],
    "remarks": ["id", "series", "period_start", "period_end", "source", "locator", "statement",
                "rank"],
}
LISTS = [
    ("/v1/figures", "fields=id,unit,citation.title"),
    ("/v1/figures", "derived=include&fields=series,derived"),
    ("/v1/figures", "units=pc1&fields=series,value"),
    ("/v1/figures", "frequency=q&aggregation_method=sum&fields=series,value"),
    ("/v1/growth-rates", "basis=computed&fields=series,percent"),
    ("/v1/conflicts", "fields=series,period.label"),
    ("/v1/series", "fields=id"),
]
faults = []


def series_of(i):
    return {"id": f"s{i:04}", "name": f"Goods of class {i}", "definition": f"Class {i} at the border",
            "geography": "WLD", "unit": UNITS[i * 7 % 4], "broader": "", "part_of": "",
            "fiscal_year_start": "07-01" if i % 3 else "01-01"}


def source_of(i):
    return {"id": f"report-{i:02}", "title": f"Report {i} on trade", "publisher": f"Office {i % 7}",
            "published_on": f"2025-06-{i % 28 + 1:02}" if i % 13 else "", "url": f"https://example.org/{i}",
            "type": "report"}


def figure_of(i, m):
    month = MONTHS[m]
    return {"id": f"s{i:04}.{month}", "series": f"s{i:04}", "period_start": f"{month}-01",
            "period_end": f"{month}-{29 if month == '2024-02' else LAST[month[5:]]}",
            "number": str(100 + i + m), "comparator": "=", "source": f"report-{(i + m) % SOURCES:02}",
            "locator": f"table {m + 1}", "statement": "Goods left by ship.", "rank": "normal",
            "status": "actual"}


def other_of(i):
    """Another print of the first month: a conflict."""
    return figure_of(i, 0) | {"id": f"s{i:04}.other", "number": str(500 + i),
                              "source": f"report-{(i + 9) % SOURCES:02}"}


def make_tables():
    figures = [figure_of(i, m) for i in range(SERIES) for m in range(len(MONTHS))]
    return {"series": [series_of(i) for i in range(SERIES)],
            "sources": [source_of(i) for i in range(SOURCES)],
            "figures": figures + [other_of(i) for i in range(0, SERIES, 3)]}


def write_package(folder, tables):
    folder.mkdir()
    for name, columns in SCHEMA.items():
        with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as out:
            rows = csv.DictWriter(out, columns, lineterminator="\n")
            rows.writeheader()
            rows.writerows(tables.get(name, []))
    resources = [{"name": name.replace("_", "-"), "path": f"{name}.csv"} for name in SCHEMA]
    (folder / "datapackage.json").write_text(json.dumps(
        {"name": "many", "title": "Many", "licenses": [{"name": "CC0-1.0"}], "resources": resources}))


class Client:
    def __init__(self, program, database):
        self.command = [program, "get", "--database", database]

    def get(self, target, check=True):
        return subprocess.run([*self.command, target], check=check, capture_output=True).stdout


def check_citations(client, tables):
    unit = {row["id"]: row["unit"] for row in tables["series"]}
    title = {row["id"]: row["title"] for row in tables["sources"]}
    shown = client.get("/v1/figures.csv?select=all&fields=id,series,unit,citation.source,citation.title")
    rows = list(csv.DictReader(io.StringIO(shown.decode())))
    if sorted(row["id"] for row in rows) != sorted(row["id"] for row in tables["figures"]):
        faults.append(f"{len(rows)} figures were streamed, {len(tables['figures'])} are there")
    for row in rows:
        if row["unit"] != unit[row["series"]] or \
                row["citation_title"] != title[row["citation_source"]]:
            faults.append(f"a row cites what is not its own: {row}")
            return


def check_search(client, tables):
    dated = {row["id"] for row in tables["sources"] if row["published_on"]}
    left_out = sum(row["source"] not in dated for row in tables["figures"])
    for day, undated in (("", 0), ("&as_of=2025-06-30", left_out)):
        meta = json.loads(client.get(f"/v1/search?q=ship&limit=1{day}"))["meta"]
        if meta["total"] is not None or meta["excluded"]["undated"] != undated:
            faults.append(f"a search of what stands everywhere: {meta}")
    for day, says in (("", "2 rows; next"),
                      ("&as_of=2025-06-30",
                       f"2 rows; {left_out} claims without a date left out; next")):
        last = client.get(f"/v1/search.txt?q=ship&limit=2{day}").decode().splitlines()[-1]
        if not last.startswith(says):
            faults.append(f"a search of what stands everywhere ends with {last}")
    if json.loads(client.get("/v1/search?q=ship+s0007&limit=1"))["meta"]["total"] is not None:
        return
    faults.append("a search of what stands in few places knows no total")


def check_pages(client, path, asked):
    whole = [json.loads(line) for line in client.get(f"{path}.ndjson?{asked}").splitlines()]
    rows, following = [], f"{path}?{asked}&limit=800"
    while following:
        page = json.loads(client.get(following))
        rows += page["data"]
        following = page["links"]["next"]
    if rows != whole or len(whole) < 700:
        faults.append(f"{path}?{asked}: {len(whole)} rows in one piece, {len(rows)} in pages")


def check_one_place(program, folder):
    """More series of one place than a question can name: they are listed, but nothing is asked of all."""
    package, database = pathlib.Path(folder, "place"), str(pathlib.Path(folder, "place.db"))
    series = [series_of(i) | {"id": f"{i:06}-{'s' * 55}"} for i in range(OF_ONE_PLACE)]
    figures = [figure_of(i, 0) | {"id": f"f{i}", "series": series[i]["id"], "source": "report-00"}
               for i in range(WITH_FIGURES)]
    tables = {"series": series, "sources": [source_of(0)], "figures": figures}
    write_package(package, tables)
    subprocess.run([program, "import", package, "--database", database], check=True)
    client = Client(program, database)
    check_citations(client, tables)
    listed = json.loads(client.get("/v1/series?geo=WLD&limit=1", check=False))
    if listed.get("meta", {}).get("total") != OF_ONE_PLACE:
        faults.append(f"the series of one place: {listed}")
    for path in ("/v1/figures?geo=WLD", "/v1/series?geo=WLD&as_of=2025-06-30"):
        refused = json.loads(client.get(path, check=False))
        if refused.get("detail") != "the question names too many series":
            faults.append(f"{path}: {refused}")


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        package, database = pathlib.Path(folder, "package"), str(pathlib.Path(folder, "many.db"))
        tables = make_tables()
        write_package(package, tables)
        subprocess.run([program, "import", package, "--database", database], check=True)
        client = Client(program, database)
        check_citations(client, tables)
        check_search(client, tables)
        subprocess.run([program, "export", f"{folder}/out", "--database", database], check=True)
        for name in ("series", "figures"):
            if client.get(f"/{name}.csv") != pathlib.Path(folder, "out", f"{name}.csv").read_bytes():
                faults.append(f"/{name}.csv is not what is exported")
        for path, asked in LISTS:
            check_pages(client, path, asked)
        check_one_place(program, folder)
    for fault in faults:
        print(fault)
    print(f"{SERIES} series, {len(faults)} faults")
    sys.exit(bool(faults))


main()
