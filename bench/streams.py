"""A million figures at once: against the sqlite3 shell, in memory, and beside other clients."""
import resource
import socket
import subprocess
import threading
import time

from measure import Failed, Ratio, Row, Side, interleave, middle
from processes import exportstats

FASTER = 1.3
MEGABYTE = 2 ** 20
MOST_GROWTH, MOST_STALLED, STALLED = 8, 40, 100
POINT = "/v1/figures?series=s000001&limit=1"


def all_figures(name):
    return f"/v1/figures.{name}?select=all"


def timed(*command, **options):
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([str(part) for part in command], check=True, **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done, time.monotonic() - began, (after.ru_utime + after.ru_stime -
                                            before.ru_utime - before.ru_stime)


def download(ours, path):
    """All of it, thrown away: rows, bytes, seconds, CPU of the server."""
    before = ours.cpu()
    done, seconds, _ = timed("curl", "-sS", "--fail", "-o", "/dev/null", "-w",
                             "%{size_download}", ours.url(path), capture_output=True, text=True)
    return int(done.stdout), seconds, ours.cpu() - before


def shell(place, database):
    """The same statement through the sqlite3 shell: seconds and CPU."""
    statement = subprocess.run([place.program.parent / "bench/list-sql"], check=True,
                               capture_output=True, text=True).stdout
    _, seconds, cpu = timed("sqlite3", "-readonly", "-csv", database, input=statement, text=True,
                            stdout=subprocess.DEVNULL)
    return seconds, cpu


def shell_rows(place, database):
    """How many rows it reads: what is compared must be the same."""
    statement = subprocess.run([place.program.parent / "bench/list-sql"], check=True,
                               capture_output=True, text=True).stdout
    counted = f"SELECT count(*) FROM ({statement.rstrip().removesuffix(';')});"
    return int(subprocess.run(["sqlite3", "-readonly", database], input=counted, text=True,
                              check=True, capture_output=True).stdout)


def count_lines(ours, path):
    text = subprocess.run(f"curl -sS --fail '{ours.url(path)}' | wc -l", shell=True, check=True,
                          capture_output=True, text=True).stdout
    return int(text)


def speed(place, report, ours, database, figures):
    formats = {"CSV": all_figures("csv"), "NDJSON": all_figures("ndjson")}
    for name, path in formats.items():
        rows = count_lines(ours, path) - (name == "CSV")
        if rows != figures:
            raise Failed(f"{rows} rows of {figures} as {name}")
    if shell_rows(place, database) != figures:
        raise Failed(f"{shell_rows(place, database)} rows of {figures} from sqlite3")
    rounds = [(shell(place, database), {name: download(ours, path)
                                        for name, path in formats.items()})
              for _ in range(place.rounds)]
    lines = ["| round | side | rows/s | CPU s | bytes |", "|---|---|---|---|---|"]
    for number, (peer, answers) in enumerate(rounds, 1):
        lines.append(f"| {number} | sqlite3 -csv | {figures / peer[0]:,.0f} | {peer[1]:.2f} | |")
        for name, (size, seconds, cpu) in answers.items():
            lines.append(f"| {number} | exportstats, {name} | {figures / seconds:,.0f} | {cpu:.2f} "
                         f"| {size:,} |")
    report.text(f"streams, {figures:,} figures, all columns", "\n".join(lines))
    for name in formats:
        wall = Ratio([peer[0] / answers[name][1] for peer, answers in rounds])
        cpu = Ratio([peer[1] / answers[name][2] for peer, answers in rounds])
        report.row(Row(f"{figures:,} figures as {name}, rows a second", f"≥ {FASTER} × sqlite3 -csv",
                       str(wall), wall.middle >= FASTER, f"rows a CPU second: {cpu}"))


def held(ours):
    return ours.memory() + ours.socket_memory()


def memory(place, report, ours):
    before, most, path = held(ours), 0, all_figures("csv")
    with subprocess.Popen(["curl", "-sS", "-o", "/dev/null", ours.url(path)]) as reader:
        while reader.poll() is None:
            most = max(most, held(ours))
            time.sleep(0.05)
    growth = (most - before) / MEGABYTE
    report.row(Row("memory that a stream takes, sockets included", f"< {MOST_GROWTH} MB",
                   f"{growth:.1f} MB", growth < MOST_GROWTH))


def stalled(place, report, ours):
    """Readers that ask for everything and then read nothing."""
    before, readers = held(ours), []
    try:
        for _ in range(STALLED):
            reader = socket.create_connection(("127.0.0.1", ours.port))
            reader.sendall(f"GET {all_figures('csv')} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
            readers.append(reader)
        last, now = 0, 1
        while now > last:  # until nobody's buffers grow any more
            time.sleep(1)
            last, now = now, held(ours)
    finally:
        for reader in readers:
            reader.close()
    growth = (now - before) / MEGABYTE
    report.row(Row(f"memory with {STALLED} stalled readers, sockets included",
                   f"< {MOST_STALLED} MB", f"{growth:.1f} MB", growth < MOST_STALLED))


def beside(place, report, ours):
    """Another client of the same worker while one stream runs."""
    ended = threading.Event()

    def stream():
        while not ended.is_set():
            download(ours, all_figures("csv"))

    thread = threading.Thread(target=stream)
    thread.start()
    side = Side(ours, [POINT])
    try:
        interleave([side], place, connections=1)
    finally:
        ended.set()
        thread.join()
    alone = Side(ours, [POINT])
    interleave([alone], place, connections=1)
    worst = middle(side, "p99")
    report.row(Row("another client beside one stream, p99", "≤ 2 ms", f"{worst:.2f} ms",
                   worst <= 2, f"without the stream {middle(alone, 'p99'):.2f} ms"))


def run(place, report):
    figures = place.large
    subprocess.run(["ninja", "-C", place.program.parent, "bench/list-sql"], check=True,
                   stdout=subprocess.DEVNULL)
    database = place.database(figures)
    with exportstats(place, database) as ours:
        report.attempt("memory that a stream takes", memory, place, report, ours)
        report.attempt("streams beside sqlite3", speed, place, report, ours, database, figures)
        report.attempt("another client beside a stream", beside, place, report, ours)
        report.attempt("stalled readers", stalled, place, report, ours)
