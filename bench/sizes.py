"""What must not grow with the data: a point question, and the first page of whatever is asked."""
import random
import sys

from measure import Failed, Row, Side, at_most, interleave
from place import GENERATOR
from processes import exportstats
from questions import PERIODS

sys.path.append(str(GENERATOR.parent))
from generate_package import month  # noqa: E402: the first and last day of one

MOST_MS = 50
FIELDS = ["series", "period.label", "period.start", "period.end", "value", "unit", "display",
          "bounds.low", "bounds.high", "status", "rank", "note", "origin", "citation.title"]
# One question a filter, a sort and a kind of evidence, as a user would first ask it.
FIRST_PAGES = [
    "figures", "figures?select=all", "figures?select=first",
    *(f"figures?sort={sort}" for sort in ("series", "period", "-period", "value", "-value",
                                          "-period,value", "period,-value")),
    *(f"figures?{series}&sort={sort}" for sort in ("-period", "value", "-value")
      for series in ("series=s000001", "series=s000001,s000002", "geo=PK")),
    "figures?series=s000001", "figures?geo=PK", "figures?unit=USD", "figures?geo=PK&unit=USD",
    "figures?source=source-00000007", "figures?period=2005-03", "figures?period=2005-Q1",
    "figures?period=FY2005-06", "figures?from=2005-01-01", "figures?to=2003-01-01",
    "figures?from=2004-01-01&to=2004-12-31", "figures?status=revised", "figures?status=actual",
    "figures?rank=preferred", "figures?rank=deprecated&select=all", "figures?period_type=month",
    "figures?period_type=fiscal-year", "figures?as_of=2008-01-01",
    "figures?series=s000001&as_of=2008-01-01", "figures?period=2005-03&as_of=2008-01-01",
    "figures?geo=PK&as_of=2008-01-01", "figures?sort=-period&as_of=2008-01-01",
    "figures?sort=value&as_of=2008-01-01",
    "targets", "growth-rates", "remarks", "series", "sources", "changes", "revisions",
    "conflicts", "conflicts?series=s000001", "conflicts?period=2005-03",
    "search?q=trade", "search?q=class+7", "search?q=%22Report+7%22",
]


def points(ours, figures, most, seed):
    """Single figures, each question asked once: an id, and some of the fields."""
    generator, paths = random.Random(seed), set()
    series = max(1, figures // (PERIODS * 5))
    while len(paths) < most:
        chosen = generator.randrange(1, 1 << len(FIELDS))
        fields = ",".join(field for i, field in enumerate(FIELDS) if chosen >> i & 1)
        period = "/".join(month(generator.randrange(PERIODS)))
        paths.add(f"/v1/figures?series=s{generator.randrange(series):06}"
                  f"&period={period}&fields={fields}")
    for path in list(paths)[:20]:
        if ours.get(path)[0] != 200:
            raise Failed(f"{path}: {ours.get(path)[0]}")
    return list(paths)


def point(place, report, small, large):
    sides, most = [], int(place.seconds * place.rounds * 80000)
    with exportstats(place, place.database(large)) as of_large, \
            exportstats(place, place.database(small)) as of_small:
        for server, figures in ((of_large, large), (of_small, small)):
            server.name = f"{figures:,} figures"
            sides.append(Side(server, points(server, figures, most, place.rounds), once=True))
        interleave(sides, place)
    report.details("the same point question", sides)
    report.row(at_most(f"point question at {large:,} figures", *sides, 2))


def first_pages(place, report, figures):
    slow, lines = [], []
    with exportstats(place, place.database(figures)) as ours:
        ours.get("/v1/series/s000001")  # the database is open
        for question in FIRST_PAGES:
            before = ours.fine_cpu()
            status, _, _ = ours.get("/v1/" + question)
            cost = (ours.fine_cpu() - before) * 1000
            if status not in (200, 404):
                raise Failed(f"{question}: {status}")
            if status == 200:
                lines.append((cost, question))
            if cost > MOST_MS:
                slow.append(f"{question} {cost:.0f} ms")
    lines.sort(reverse=True)
    report.text(f"first pages at {figures:,} figures, CPU of the first time it is asked",
                "\n".join(f"- {cost:.1f} ms `/v1/{question}`" for cost, question in lines))
    report.row(Row(f"first page of {len(lines)} filters, sorts, evidence at {figures:,} figures",
                   f"≤ {MOST_MS} ms of CPU", f"{lines[0][0]:.0f} ms at most", not slow,
                   "no full scan: tests/db/test_plans.c" + "".join("; " + s for s in slow[:6])))


def run(place, report):
    report.attempt("point question", point, place, report, 2000, place.largest)
    report.attempt("first pages", first_pages, place, report, place.large)
