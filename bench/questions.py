"""A new question each time, never asked before, beside nginx serving those very bytes."""
import itertools
import random

from measure import Failed, Side, at_most, check_same_size, interleave
from processes import exportstats, nginx

FILES = 400  # answers that nginx serves in turn
NARROW = "id,series,period.label,value,unit,display"
SORTS = ["series", "period", "-period"]
PERIODS = 100  # months a series, from July 2001, see generate_package.py


def day(generator, first, last):
    return (f"{generator.randrange(first, last)}-{generator.randrange(1, 13):02}"
            f"-{generator.randrange(1, 29):02}")


def never_repeated(figures, tail, seed):
    """Lists of one series between two days, in some order: always more rows than a page."""
    generator, seen = random.Random(seed), set()
    series = max(1, figures // (PERIODS * 5))
    while True:
        path = (f"/v1/figures?series=s{generator.randrange(series):06}"
                f"&from={day(generator, 1995, 2006)}&to={day(generator, 2009, 2030)}"
                f"&sort={generator.choice(SORTS)}{tail}")
        if path not in seen:
            seen.add(path)
            yield path


def answers_as_files(ours, questions, root):
    """nginx's paths: the answers to some questions, each in a file."""
    paths = []
    for i, question in enumerate(itertools.islice(questions, FILES)):
        status, _, body = ours.get(question)
        if status != 200:
            raise Failed(f"{question}: {status}")
        (root / f"{i}.json").write_bytes(body)
        paths.append(f"/{i}.json")
    return paths


def compare(place, report, figures, title, tail, bar):
    most = int(place.seconds * place.rounds * (80000 if "fields" in tail else 40000))
    with exportstats(place, place.database(figures)) as ours:
        questions = never_repeated(figures, tail, place.rounds)
        root = place.root("questions")
        files = answers_as_files(ours, questions, root)
        with nginx(place, root) as peer:
            sides = [Side(ours, list(itertools.islice(questions, most)), once=True),
                     Side(peer, files)]
            interleave(sides, place)
    check_same_size(*sides)
    report.details(f"{title}, {figures:,} figures", sides)
    report.row(at_most(f"{title}, {figures:,} figures", *sides, bar))


def run(place, report):
    large = place.largest
    full, narrow = "new question, 20 full rows", "new question, 5 rows of 6 columns"
    for title, tail, figures, bar in [
            (full, "&limit=20", 2000, 5), (full, "&limit=20", large, 6),
            (narrow, f"&limit=5&fields={NARROW}", 2000, 2.5),
            (narrow, f"&limit=5&fields={NARROW}", large, 2.5)]:
        report.attempt(f"{title}, {figures:,} figures", compare, place, report, figures, title,
                       tail, bar)
