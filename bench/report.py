"""bench/RESULTS.md: every bar with its figure, then both sides of each pair."""
import datetime
import pathlib
import platform
import re
import subprocess
import sys

from measure import Failed, middle, not_measured
from place import say

HEAD = """# Measured

Written by `./dev bench{arguments}` on {date}, commit {commit}. {machine}

{versions}

CPU is utime + stime of all processes of a server per 10,000 requests; a ratio is the median of
{rounds} rounds in which the sides took turns, with the least and the greatest beside it. Load from
wrk at 64 connections over loopback where nothing else is said; one worker on either side. The
figures of both sides count only where no request failed and the bytes were the same. Each database
is read once before it is asked, so that it lies in memory as the peer's files do. The largest had
{largest:,} figures; the bars ask for 10,000,000.
"""


def first_line(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().splitlines()[0]


def machine():
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())[1])
    return (f"{cpu[1] if cpu else platform.machine()}, {len(pathlib.os.sched_getaffinity(0))} cores, "
            f"{memory / 2 ** 20:.0f} GiB, Linux {platform.release()}.")


def versions(program):
    packages = ["libmicrohttpd12", "libsqlite3-0", "libc6"]
    debian = first_line("dpkg-query", "-W", "-f", "${Package} ${Version}, ", *packages)
    return (f"{first_line(program, '--version')}; {first_line('nginx', '-v')}; "
            f"{first_line('wrk', '-v').partition(' [')[0]}; sqlite3 "
            f"{first_line('sqlite3', '--version').partition(' ')[0]}; {debian.rstrip(', ')}.")


class Report:
    def __init__(self, place, arguments):
        self.place, self.rows, self.tables = place, [], []
        self.head = HEAD.format(
            arguments="".join(" " + part for part in arguments), machine=machine(),
            date=datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
            commit=first_line("git", "rev-parse", "--short", "HEAD"),
            versions=versions(place.program), rounds=place.rounds, largest=place.largest)

    def row(self, row):
        self.rows.append(row)
        print(f"{'pass' if row.passed else 'FAIL'}  {row.what}: {row.value}  (bar: {row.bar})",
              flush=True)

    def attempt(self, what, measure, *arguments):
        """A measurement that fails is a row that says so; the others go on."""
        say(what)
        try:
            measure(*arguments)
        except (Failed, OSError, subprocess.CalledProcessError) as failed:
            self.row(not_measured(what, "", failed))
            print(f"      {failed}", file=sys.stderr)

    def details(self, title, sides):
        lines = [f"\n### {title}\n",
                 "| side | CPU s per 10k | requests/s | p50 ms | p99 ms | body bytes | head bytes"
                 " | memory MB | |", "|---|---|---|---|---|---|---|---|---|"]
        for side in sides:
            lines.append(
                f"| {side.name} | {middle(side):.3f} | {middle(side, 'rate'):,.0f} "
                f"| {middle(side, 'p50'):.2f} | {middle(side, 'p99'):.2f} "
                f"| {middle(side, 'body'):,.0f} | {side.head} | {side.memory / 2 ** 20:.1f} | {side.note} |")
        self.tables.append("\n".join(lines))

    def text(self, title, text):
        self.tables.append(f"\n### {title}\n\n{text}")

    def write(self, path):
        bars = "\n".join(f"| {row.what} | {row.bar} | {row.value} | "
                         f"{'pass' if row.passed else '**fail**'} | {row.note} |"
                         for row in self.rows)
        path.write_text(f"{self.head}\n| what | bar | measured | | note |\n|---|---|---|---|---|\n"
                        f"{bars}\n\n## Both sides\n" + "\n".join(self.tables) + "\n", "utf-8")

    def passed(self):
        return all(row.passed for row in self.rows)
