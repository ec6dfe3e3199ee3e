"""An import with every check, beside sqlite3 taking in the same rows with none."""
import resource

from measure import Ratio, Row
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


def ours(place, package):
    database = place.folder / "imported.db"
    database.unlink(missing_ok=True)
    _, seconds, cpu = timed(place.program, "import", package, "--database", database,
                            capture_output=True)
    size = database.stat().st_size
    database.unlink()
    return seconds, cpu, size


def compare(place, report, figures):
    package, lines, rounds = place.package(figures), [], []
    for _ in range(1 if place.quick else 3):
        theirs, own = peer(place, package), ours(place, package)
        rounds.append(own[1] / theirs[1])
        lines.append(f"- exportstats {own[0]:.1f} s, {own[1]:.1f} s of CPU, {own[2] / 2 ** 20:.0f} "
                     f"MB; sqlite3 .import {theirs[0]:.1f} s, {theirs[1]:.1f} s of CPU")
    found = Ratio(rounds)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    report.text(f"import of {figures:,} figures", "\n".join(lines))
    report.row(Row(f"import of {figures:,} figures, CPU", f"≤ {MOST} × sqlite3 .import", str(found),
                   found.middle <= MOST, f"at most {most:.0f} MB resident"))


def large(place, report, figures):
    seconds, cpu, size = ours(place, place.package(figures))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    report.row(Row(f"import of {figures:,} figures", "done, in bounded memory",
                   f"{seconds:.0f} s, {cpu:.0f} s of CPU, at most {most:.0f} MB", most < 512,
                   f"{size / 2 ** 20:.0f} MB of database"))


def run(place, report):
    report.attempt("import", compare, place, report, 100000 if place.quick else place.large)
    if not place.quick and place.largest > place.large:
        report.attempt("large import", large, place, report, place.largest)
