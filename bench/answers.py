"""The same question again: plain, compressed, and where the client has it already."""
import signal
import subprocess
import time

from measure import Failed, Row, Side, at_most, interleave, ratio, sample
from processes import exportstats, nginx

QUESTION = "/v1/figures?limit=2"
SYSTEM_CALLS = 2
CALLS = ["recvfrom", "sendmsg", "sendto", "epoll_wait", "poll", "write"]


def check_same(ours, peer):
    """Both sides give the same body to the byte, and headers alike in number."""
    bodies = [side.server.get(side.paths[0], **side.headers) for side in (ours, peer)]
    for status, headers, body in bodies:
        if status != 200 or (headers.get("Content-Encoding") or "") != \
                (bodies[0][1].get("Content-Encoding") or ""):
            raise Failed(f"{ours.paths[0]}: status {status}, headers {dict(headers)}")
    if bodies[0][2] != bodies[1][2]:
        raise Failed(f"{ours.paths[0]}: the two sides do not send the same bytes")


def hit_often(server, headers):
    for _ in range(3):  # a compressed variant is made on an entry's second hit
        answer = server.get(QUESTION, **headers)
    return answer


def pair(place, ours, headers):
    """The question to us, and to nginx with sendfile and with open_file_cache, as files."""
    root = place.root("answers" + "".join(headers.values()))
    _, given, body = hit_often(ours, headers)
    encoded = given.get("Content-Encoding")
    if headers.get("Accept-Encoding") and not encoded:
        raise Failed("the answer was not compressed")
    (root / ("answer.json.gz" if encoded else "answer.json")).write_bytes(body)
    (root / "answer.json").touch()
    sides = [Side(ours, [QUESTION], headers, note="log: JSON lines")]
    for file_cache in (False, True):
        sides.append(Side(nginx(place, root, file_cache), ["/answer.json"], headers,
                          note="log: combined, buffered"))
    return sides


def compare(place, report, ours, title, headers):
    sides = pair(place, ours, headers)
    try:
        for peer in sides[1:]:
            check_same(sides[0], peer)
        interleave(sides, place)
    finally:
        for side in sides[1:]:
            side.server.__exit__()
    report.details(title, sides)
    report.row(at_most(title, sides[0], sides[1], 0.80))
    report.row(at_most(title, sides[0], sides[2], 1.0))


def not_modified(place, report, ours):
    """A 304 beside the answer it saves."""
    title = "304 on If-None-Match"
    etag = hit_often(ours, {})[1]["ETag"]
    if ours.get(QUESTION, **{"If-None-Match": etag})[0] != 304:
        raise Failed("no 304")
    sides = [Side(ours, [QUESTION], {"If-None-Match": etag}), Side(ours, [QUESTION])]
    interleave(sides, place)
    report.details(title, sides)
    found = ratio(*sides)
    report.row(Row(title, "≤ the cached answer", str(found), found.middle <= 1.0))


def count_calls(ours, seconds, place):
    """Requests, system calls of all threads by name, and all of them as "all". perf counts in the kernel: a
    tracer would slow the server tenfold, and calls by the clock or by the connection would count tenfold."""
    counts = place.folder / "calls.csv"
    events = {"raw_syscalls:sys_enter": "all"} | \
        {f"syscalls:sys_enter_{name}": name for name in CALLS}
    counter = subprocess.Popen(["perf", "stat", "-x", ",", "-o", counts, "-p", str(ours.child.pid),
                                *(part for event in events for part in ("-e", event))])
    time.sleep(0.5)  # until it counts
    taken = sample(Side(ours, [QUESTION]), seconds, 64, place.folder)  # connecting is counted too
    counter.send_signal(signal.SIGINT)
    counter.wait()
    lines = [line.split(",") for line in counts.read_text().splitlines()]
    calls = {events[line[2]]: int(line[0]) for line in lines if len(line) > 2 and line[0].isdigit()}
    if calls.get("recvfrom", 0) < taken.requests:
        raise Failed(f"perf counted {calls} for {taken.requests} requests")
    return taken.requests, calls


def system_calls(place, report, ours):
    asked, calls = count_calls(ours, 2, place)
    total = calls.pop("all")
    calls["others"] = total - sum(calls.values())
    most = sorted(filter(calls.get, calls), key=calls.get, reverse=True)
    report.row(Row("system calls a request at 64 connections, cached answer",
                   f"≤ {SYSTEM_CALLS}", f"{total / asked:.3f}", total <= SYSTEM_CALLS * asked,
                   ", ".join(f"{name} {calls[name] / asked:.3f}" for name in most)))


def run(place, report):
    with exportstats(place, place.bundled()) as ours:
        compare(place, report, ours, "cached answer, plain", {})
        report.attempt("cached answer, gzip", compare, place, report, ours,
                       "cached answer, gzip", {"Accept-Encoding": "gzip"})
        report.attempt("304 on If-None-Match", not_modified, place, report, ours)
        report.attempt("system calls a request", system_calls, place, report, ours)
