"""Load from wrk, two sides in turn, and what their figures say together."""
import dataclasses
import itertools
import json
import os
import pathlib
import statistics
import subprocess

MOST_A_SECOND = 80000  # requests that are never asked again
SCRIPT = pathlib.Path(__file__).with_name("wrk.lua")


@dataclasses.dataclass
class Side:
    """Who is asked what: one path, or a list of them, of which no round asks one again."""
    server: object
    paths: list
    headers: dict = dataclasses.field(default_factory=dict)
    once: bool = False
    note: str = ""
    asked: int = 0  # of the paths, when no path may be asked again
    samples: list = dataclasses.field(default_factory=list)
    memory: float = 0  # bytes, after the last round
    head: int = 0  # bytes of an answer's head

    @property
    def name(self):
        return self.server.name


@dataclasses.dataclass
class Sample:
    cpu: float  # seconds per 10,000 requests
    rate: float  # requests a second
    p50: float  # milliseconds
    p99: float
    body: float  # bytes of an answer without its head
    requests: int


class Failed(Exception):
    """A figure that does not count, and why."""


def wrk(side, seconds, connections, folder):
    """One run; its result as wrk.lua prints it. Of paths for many rounds it reads what one can take."""
    file, most = folder / "paths.txt", int(seconds * MOST_A_SECOND) + 2 * connections
    file.write_text("".join(path + "\n" for path in side.paths[side.asked:side.asked + most]))
    said = subprocess.run(
        ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "10s", "-s",
         SCRIPT, side.server.url("/")],
        env=os.environ | {"PATHS": str(file),
                          "HEADERS": "\n".join(f"{k}: {v}" for k, v in side.headers.items())},
        capture_output=True, text=True, check=False)
    lines = [line for line in said.stdout.splitlines() if line.startswith("RESULT ")]
    if not lines:
        raise Failed(f"wrk: {said.stderr.strip()[-300:]}")
    return json.loads(lines[0][7:])


def sample(side, seconds, connections, folder):
    for attempt in range(3):
        before = side.server.cpu()
        result = wrk(side, seconds + attempt, connections, folder)
        cpu = side.server.cpu() - before
        if result["requests"]:  # else the machine had no time for us
            break
    if result["failed"] or not result["requests"]:
        raise Failed(f"{side.name}: {result['failed']} of {result['requests']} requests failed")
    if side.once:
        if result["around"]:
            raise Failed(f"{side.name}: too few questions for {seconds} s, some came again")
        side.asked += result["requests"] + 2 * connections
    return Sample(cpu * 10000 / result["requests"], result["requests"] * 1e6 / result["us"],
                  result["p50"] / 1000, result["p99"] / 1000,
                  result["bytes"] / result["requests"] - side.head, result["requests"])


def warm(side, place, connections):
    """Its caches are filled."""
    if place.quick:
        for path in itertools.islice(itertools.cycle(side.paths), 200):
            side.server.get(path, **side.headers)
    else:
        wrk(side, 1, connections, place.folder)


def interleave(sides, place, connections=64, seconds=None):
    """Each side in turn, as many rounds as asked; sides keep their samples."""
    for side in sides:
        side.head = side.server.head_size(side.paths[-1], side.headers)
        if not side.once:
            warm(side, place, connections)
    for _ in range(place.rounds):
        for side in sides:
            side.samples.append(sample(side, seconds or place.seconds, connections, place.folder))
            side.memory = side.server.memory()


def check_same_size(ours, peer):
    """That both sent answers of the same size, where each of many is an answer of its own."""
    bodies = middle(ours, "body"), middle(peer, "body")
    if not 0.95 < bodies[0] / bodies[1] < 1.05:
        raise Failed(f"{bodies[0]:.0f} bytes a body against {bodies[1]:.0f}")


def middle(side, what="cpu"):
    return statistics.median(getattr(sample, what) for sample in side.samples)


@dataclasses.dataclass
class Row:
    """One bar of the design, and how far we are from it."""
    what: str
    bar: str
    value: str
    passed: bool
    note: str = ""


@dataclasses.dataclass
class Ratio:
    rounds: list

    @property
    def middle(self):
        return statistics.median(self.rounds)

    def __str__(self):
        return f"{self.middle:.2f} × ({min(self.rounds):.2f}–{max(self.rounds):.2f})"


def ratio(ours, peer, what="cpu"):
    return Ratio([getattr(a, what) / max(getattr(b, what), 1e-9)
                  for a, b in zip(ours.samples, peer.samples)])


def at_most(what, ours, peer, bar, of="cpu", note=""):
    found = ratio(ours, peer, of)
    return Row(what, f"≤ {bar:g} × {peer.name}", str(found), found.middle <= bar, note)


def not_measured(what, bar, why):
    return Row(what, bar, "not measured", False, str(why))
