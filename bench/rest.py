"""What it costs to be there: memory, the time to the first answer, and nothing while nobody asks."""
import statistics
import time

from measure import Row
from processes import exportstats

MOST_MEMORY, MOST_MS, STILL = 8, 20, 5


def run(place, report):
    database, ready, sizes = place.bundled(), [], []
    for _ in range(place.rounds):
        with exportstats(place, database) as ours:
            ready.append(ours.ready_ms)
            ours.get("/v1/figures?limit=20")
            sizes.append(ours.memory() / 2 ** 20)
            before = ours.cpu()
            time.sleep(1 if place.quick else STILL)
            spent = ours.cpu() - before
    size, first = statistics.median(sizes), statistics.median(ready)
    report.row(Row("memory at rest with the bundled data", f"≤ {MOST_MEMORY} MB PSS",
                   f"{size:.1f} MB", size <= MOST_MEMORY, "after an answer"))
    report.row(Row("start to first answer", f"≤ {MOST_MS} ms", f"{first:.0f} ms", first <= MOST_MS,
                   "readyz, asked by a Python client"))
    report.row(Row("CPU while nobody asks", "0", f"{spent:.2f} s", spent == 0))
