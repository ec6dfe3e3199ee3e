"""An import with every check, beside sqlite3 taking in the same rows with none."""
import os
import pathlib
import re
import subprocess
import time

from measure import Failed, Ratio, Row
from streams import timed

MOST = 3
FILES = ["series", "sources", "figures", "targets", "growth_rates", "remarks"]


def peer(place, package):
    """sqlite3 .import of the package's files: tables of text, no index, no check."""
    database = place.folder / "peer.db"
    database.unlink(missing_ok=True)
    script = "".join(f".import {package}/{name}.csv {name}\n" for name in FILES)
    _, seconds, cpu = timed("sqlite3", "-csv", database, input=script, text=True)
    database.unlink()
    return seconds, cpu


def watch(pid):
    """To its end: status, what it used, and most megabytes. Not ru_maxrss: a program inherits it."""
    most = 0
    while True:
        peak = re.search(r"VmHWM:\s+(\d+) kB", pathlib.Path(f"/proc/{pid}/status").read_text())
        most = max(most, int(peak[1]) / 1024) if peak else most
        done, status, used = os.wait4(pid, os.WNOHANG)
        if done:
            return status, used, most
        time.sleep(0.05)


def ours(place, package):
    database = place.folder / "imported.db"
    database.unlink(missing_ok=True)
    began = time.monotonic()
    child = subprocess.Popen([place.program, "import", package, "--database", database],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    status, used, most = watch(child.pid)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise Failed(f"the import of {package.name} ended with {child.returncode}")
    seconds, size = time.monotonic() - began, database.stat().st_size
    database.unlink()
    return seconds, used.ru_utime + used.ru_stime, size, most


def compare(place, report, figures):
    package, lines, rounds, most = place.package(figures), [], [], 0
    for _ in range(1 if place.quick else 3):
        theirs, own = peer(place, package), ours(place, package)
        rounds.append(own[1] / theirs[1])
        lines.append(f"- exportstats {own[0]:.1f} s, {own[1]:.1f} s of CPU, {own[2] / 2 ** 20:.0f} "
                     f"MB; sqlite3 .import {theirs[0]:.1f} s, {theirs[1]:.1f} s of CPU")
        most = max(most, own[3])
    found = Ratio(rounds)
    report.text(f"import of {figures:,} figures", "\n".join(lines))
    report.row(Row(f"import of {figures:,} figures, CPU", f"≤ {MOST} × sqlite3 .import", str(found),
                   found.middle <= MOST, f"at most {most:.0f} MB resident"))


def large(place, report, figures):
    seconds, cpu, size, most = ours(place, place.package(figures))
    report.row(Row(f"import of {figures:,} figures", "done, in bounded memory",
                   f"{seconds:.0f} s, {cpu:.0f} s of CPU, at most {most:.0f} MB", most < 512,
                   f"{size / 2 ** 20:.0f} MB of database"))


def run(place, report):
    report.attempt("import", compare, place, report, 100000 if place.quick else place.large)
    if not place.quick and place.largest > place.large:
        report.attempt("large import", large, place, report, place.largest)
