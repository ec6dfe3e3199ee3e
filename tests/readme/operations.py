"""Holds docs/operations.md against the program: every setting, metric, event and field has its name
there, and no other has.

    operations.py PROGRAM FOLDER DATABASE     FOLDER holds docs/
"""
import json
import pathlib
import re
import socket
import subprocess
import sys
import time

FORM = {"time", "level", "event"}  # of every line
RARE = {  # what no healthy service of a moment's life tells
    "limit", "internal error", "no database", "reload failed", "database not taken up",
    "log lines dropped", "not confined", "confined",
}
RARE_FIELDS = {"detail", "lines", "landlock", "reads"}


def section(text, title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.M | re.S)[1]


def first_cells(text):
    """The names in code style in the first column of its tables."""
    rows = re.findall(r"^\| (`.*?) \|", text, re.M)
    return {name for row in rows for name in re.findall(r"`(.*?)`", row)}


def ask(address, path, *headers):
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), 30) as client:
        lines = [f"GET {path} HTTP/1.1", "Host: a", "Connection: close", *headers]
        client.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return b"".join(iter(lambda: client.recv(65536), b"")).decode()


def live(program, database):
    """The metrics, and the log's lines, of a short life with everything in it."""
    server = subprocess.Popen([program, "serve", "--database", database, "--listen", "127.0.0.1:0",
                               "--admin-listen", "127.0.0.1:0", "--trusted-proxies", "127.0.0.1",
                               "--idle-timeout", "1"], stdout=subprocess.PIPE, text=True)
    try:
        return live_shortly(server)
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


def live_shortly(server):
    lines = [json.loads(server.stdout.readline()) for _ in range(3)]
    admin, public = (next(line["address"] for line in lines if line["event"] == event)
                     for event in ("admin", "start"))
    ask(public, "/v1/figures", "X-Forwarded-For: 192.0.2.1",
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    host, _, port = public.rpartition(":")
    with socket.socket() as stalled:
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        stalled.connect((host, int(port)))
        stalled.sendall(b"GET /v1/snapshot.db HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(3)
    metrics = ask(admin, "/metrics")
    server.send_signal(1)
    time.sleep(0.5)
    server.terminate()
    lines += [json.loads(line) for line in server.stdout]
    assert server.wait(30) == 0, "the service did not end well"
    return metrics, lines


def compare(what, real, said):
    for name in sorted(real - said):
        yield f"{what} without a word in docs/operations.md: {name}"
    for name in sorted(said - real):
        yield f"docs/operations.md names a {what} that there is not: {name}"


def faults(text, settings, metrics, lines):
    yield from compare("setting", settings,
                       set(re.findall(r"--([a-z][a-z-]+)", text)) - {"check-config", "live"})
    yield from compare("metric", set(re.findall(r"^# TYPE (\S+)", metrics, re.M)),
                       first_cells(section(text, "Metrics")))
    log = section(text, "Log")
    events = {line["event"] for line in lines}
    yield from compare("event", events | RARE, first_cells(log))
    fields = {name for line in lines for name in line}
    named = set(re.findall(r"`([a-z_]+)`", log)) - events - RARE - {"cut", "hit", "miss", "traceparent"}
    yield from compare("field", fields | RARE_FIELDS, named | FORM)


def main():
    program, folder, database = sys.argv[1:4]
    text = pathlib.Path(folder, "docs/operations.md").read_text("utf-8")
    help_text = subprocess.run([program, "serve", "--help"], check=True, text=True, encoding="utf-8",
                               stdout=subprocess.PIPE).stdout
    settings = set(re.findall(r"^  --(\S+) .*\n    EXPORTSTATS_", help_text, re.M))
    metrics, lines = live(program, database)
    found = [*faults(text, settings, metrics, lines)]
    print("\n".join(found) or f"{len(settings)} settings and {len(lines)} lines agree with the document")
    return 1 if found else 0


sys.exit(main())
