"""Where the time goes: perf over the three hot paths, by library and by function."""
import itertools
import subprocess
import threading

from answers import QUESTION, hit_often
from measure import Failed, Side, wrk
from processes import exportstats
from questions import never_repeated
from streams import all_figures, download

SECONDS, LIBRARIES, FUNCTIONS = 3, 6, 14


def shares(data, sort, most):
    said = subprocess.run(["perf", "report", "-i", data, "--no-children", "--stdio", "-q", "--sort",
                           sort, "--percent-limit", "0.5"], capture_output=True, text=True,
                          check=False).stdout
    lines = [" ".join(line.split()) for line in said.splitlines() if line.strip()[:1].isdigit()]
    return lines[:most]


def record(place, report, title, server, load):
    """perf beside the load, which runs in a thread of its own."""
    data = place.folder / "perf.data"
    thread = threading.Thread(target=load)
    thread.start()
    done = subprocess.run(["perf", "record", "-q", "-F", "1999", "-p", str(server.child.pid), "-o",
                           data, "sleep", str(SECONDS)], capture_output=True, text=True,
                          check=False)
    thread.join()
    if done.returncode or not data.exists():
        raise Failed(f"perf: {done.stderr.strip()[-200:]}")
    report.text(f"profile: {title}", "\n".join(
        ["By library: " + "; ".join(shares(data, "dso", LIBRARIES)) + ".", "",
         *(f"- {line}" for line in shares(data, "dso,symbol", FUNCTIONS))]))
    data.unlink()


def run(place, report):
    with exportstats(place, place.bundled()) as ours:
        hit_often(ours, {})
        side = Side(ours, [QUESTION])
        report.attempt("profile of a cached answer", record, place, report, "the same question again",
                       ours, lambda: wrk(side, SECONDS + 1, 64, place.folder))
    figures = place.large
    with exportstats(place, place.database(figures)) as ours:
        asked = itertools.islice(never_repeated(figures, "&limit=20", 0), 100000)
        side = Side(ours, list(asked))
        report.attempt("profile of a new question", record, place, report,
                       f"a new question, 20 full rows, {figures:,} figures", ours,
                       lambda: wrk(side, SECONDS + 1, 64, place.folder))
        report.attempt("profile of a stream", record, place, report,
                       f"{figures:,} figures as CSV", ours,
                       lambda: download(ours, all_figures("csv")))
