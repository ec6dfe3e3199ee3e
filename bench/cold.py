"""What each question costs: cold.py EXPORTSTATS DATABASE [--most MS] [--all] [--only WORD]

Asks a server of its own, never twice the same: every filter alone (and in pairs), every sort, days and
revisions, every list, search with rare and common words, the evidence of the largest group. Prints
the CPU of the server for each first page (the median of three, user and system) that takes more
than --most milliseconds, with --all all of them; the exit status is 1 where any does.
"""
import argparse
import itertools
import json
import pathlib
import statistics
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

ROUNDS, PAGE = 3, 100


class Service:
    def __init__(self, program, database):
        self.process = subprocess.Popen(
            [program, "serve", "--listen", "127.0.0.1:0", "--database", database, "--workers", "1",
             "--log", "false", "--query-timeout", "60000"], stdout=subprocess.PIPE, text=True)
        started = self.process.stdout.readline()
        if not started:
            sys.exit("the server did not start")
        self.base = "http://" + json.loads(started)["address"]

    def get(self, path):
        with urllib.request.urlopen(self.base + path, timeout=120) as answer:
            return answer.read()

    def json(self, path):
        return json.loads(self.get(path))

    def cpu(self):
        """Milliseconds of the processor that all its threads took."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task")
        return sum(int((task / "schedstat").read_text().split()[0])
                   for task in tasks.iterdir()) / 1e6

    def cost(self, path, round_number):
        """The first page; another limit each time, so that no answer is kept from before."""
        mark = "&" if "?" in path else "?"
        began = self.cpu()
        try:
            body = self.get(f"{path}{mark}limit={PAGE - round_number}")
        except urllib.error.HTTPError as error:
            error.read()
            return None, error.code
        return self.cpu() - began, len(body)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def middle(items):
    return items[len(items) // 2]


def facts(service):
    """Values to ask with, from the data itself."""
    series = service.json("/v1/series?limit=1000")["data"]
    sources = service.json("/v1/sources?limit=1000")["data"]
    figures = service.json("/v1/figures?limit=1000")["data"]
    info = service.json("/v1")
    later = service.json("/v1/figures?limit=1&sort=-period")["data"][0]
    days = sorted({source["published_on"] for source in sources if source["published_on"]})
    crowd = max(figures, key=lambda figure: figure["alternatives"])
    return {"series": middle(series)["id"], "series2": series[-1]["id"],
            "geo": series[0]["geography"], "geos": ",".join(sorted({s["geography"] for s in series})),
            "unit": next(s["unit"] for s in series if s["unit"]),
            "source": max(sources, key=lambda s: s["counts"]["figures"])["id"],
            "source2": sources[-1]["id"],
            "period": middle(figures)["period"]["label"],
            "start": middle(figures)["period"]["start"], "last_end": later["period"]["end"],
            "days": [days[len(days) // 50], middle(days), days[-1], "2099-12-31"],
            "figure": crowd["id"], "info": info,
            "revision": service.json("/v1/changes?limit=1")["data"][0]["number"]}


def claim_filters(f):
    """Each filter with values that match much, little and nothing."""
    early, mid, late, _ = f["days"]
    return {
        "series": [f["series"], f"{f['series']},{f['series2']}"],
        "geo": [f["geo"], f["geos"]], "unit": [f["unit"]],
        "source": [f["source"], f"{f['source']},{f['source2']}"],
        "status": ["actual", "projected", "actual,provisional,revised,estimated,projected"],
        "rank": ["normal", "preferred", "deprecated"],
        "period": [f["period"], "2020", "1901"],
        "period_type": ["month", "fiscal-year", "day"],
        "from": [f["start"], "2000-01-01", f["last_end"]], "to": ["2009-12-31", "1950-01-01"],
        "select": ["all", "first"], "as_of": [early, mid, late, "2099-12-31"],
        "sort": ["period", "-period", "value", "-value", "-period,value", "period,-value"],
    }


def form(path, pairs):
    return path + ("?" + urllib.parse.urlencode(pairs, safe=",/") if pairs else "")


def claim_questions(f, pairs):
    filters = claim_filters(f)
    single = [(name, value) for name, values in filters.items() for value in values]
    for path in ("/v1/figures", "/v1/targets", "/v1/growth-rates", "/v1/remarks"):
        yield form(path, [])
        for pair in single:
            yield form(path, [pair])
    for one, other in itertools.combinations(single, 2):
        if pairs and one[0] != other[0]:
            yield form("/v1/figures", [one, other])
    for select, day, sort in itertools.product(filters["select"], f["days"], filters["sort"]):
        yield form("/v1/figures", [("select", select), ("as_of", day), ("sort", sort)])


def mixed_questions(f):
    """What several filters leave, of which none is few or an index's own."""
    _, mid, late, end = f["days"]
    rare, wide = "estimated,projected", [("geo", f["geos"])]
    for day in ([], [("as_of", mid)], [("as_of", late)], [("as_of", end)]):
        for sort in ([], [("sort", "-period")], [("sort", "value")]):
            yield form("/v1/figures", [("geo", f["geo"])] + day + sort)
            yield form("/v1/figures", [("geo", f["geo"]), ("status", rare)] + day + sort)
            yield form("/v1/figures", wide + [("source", f["source"]), ("rank", "normal")] + day + sort)
            yield form("/v1/figures", [("period_type", "fiscal-year")] + wide + day + sort)
        yield form("/v1/figures", [("from", f["start"]), ("rank", "normal,preferred")] + day)
        yield form("/v1/figures", [("period", "FY2005-06")] + day)
        yield form("/v1/figures", [("period", "FY2005-06"), ("select", "all"), ("status", rare)] + day)
        yield form("/v1/figures", [("source", f"{f['source']},{f['source2']}"), ("from", f["start"])] + day)


def other_questions(f):
    days = ["", *f["days"]]
    for path in ("/v1/series", "/v1/sources", "/v1/conflicts"):
        for day in days:
            yield form(path, [("as_of", day)] if day else [])
    for name in ("geo", "unit"):
        for day in days:
            yield form("/v1/series", [(name, f[name])] + ([("as_of", day)] if day else []))
    for day in days:
        tail = [("as_of", day)] if day else []
        for name in ("series", "period"):
            yield form("/v1/conflicts", [(name, f[name])] + tail)
        yield form("/v1/conflicts", [("series", f["series"]), ("period", f["period"])] + tail)
        for part in ("", "/why", "/history"):
            yield form(f"/v1/figures/{f['figure']}{part}", tail)
        yield form(f"/v1/series/{f['series']}", tail)
        yield form(f"/v1/sources/{f['source']}", tail)
        yield form(f"/v1/sources/{f['source']}/claims", tail)
    yield "/v1"
    yield "/v1/changes"
    yield f"/v1/changes/{f['revision']}"
    yield "/v1/changes/1"


def search_questions(f):
    words = ["trade", "tra*", "t*", "units", "\"of the same page\"", "million 2005", "class 17",
             "report", "nosuchword", "2005-07", f["series"], "trade of class came to",
             "\"trade of class\" million"]
    for word in words:
        for day in ("", f["days"][1]):
            yield form("/v1/search", [("q", word)] + ([("as_of", day)] if day else []))
    for kind in ("figure", "series", "source,target", "remark"):
        yield form("/v1/search", [("q", "trade"), ("kind", kind)])


def questions(f, pairs):
    yield from other_questions(f)
    yield from search_questions(f)
    yield from mixed_questions(f)
    yield from claim_questions(f, pairs)


def ask(service, given):
    costs = {}
    asked = [path for path in questions(facts(service), given.pairs) if not given.only or given.only in path]
    for path in dict.fromkeys(asked):
        rounds = [service.cost(path, 0)]
        # What is far above stays there.
        if not rounds[0][0] or rounds[0][0] < 4 * given.most:
            rounds += [service.cost(path, i) for i in range(1, ROUNDS)]
        if any(cost is None for cost, _ in rounds):
            costs[path] = (-1.0, rounds[0][1])
        else:
            costs[path] = (statistics.median(cost for cost, _ in rounds), rounds[0][1])
    return costs


def report(costs, given):
    slow = {path: cost for path, (cost, _) in costs.items() if cost > given.most}
    refused = [path for path, (cost, _) in costs.items() if cost < 0]
    shown = costs if given.all else slow
    for path in sorted(shown, key=lambda path: -costs[path][0]):
        print(f"{costs[path][0]:9.2f} ms {costs[path][1]:9d} B  {path}")
    print(f"{len(costs)} questions, {len(slow)} above {given.most:g} ms, "
          f"{len(refused)} refused, median "
          f"{statistics.median(cost for cost, _ in costs.values()):.2f} ms")
    return 1 if slow else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("database")
    parser.add_argument("--most", type=float, default=50.0)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", help="questions that hold this text")
    parser.add_argument("--pairs", action="store_true", help="filters in pairs, too: an hour")
    given = parser.parse_args()
    service = Service(given.program, given.database)
    try:
        costs = ask(service, given)
    finally:
        service.stop()
    return report(costs, given)


if __name__ == "__main__":
    sys.exit(main())
