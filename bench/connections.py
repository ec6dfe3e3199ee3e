"""Many connections at once, and many that say nothing."""
import socket

from answers import QUESTION, check_same
from measure import Failed, Row, Side, interleave, middle, ratio
from processes import exportstats, nginx

COUNTS = [128, 256, 1000]
SLOWER = 3
IDLE, MOST_IDLE = 10000, 100


def busy(place, report, count):
    with exportstats(place, place.bundled(), workers=2) as ours:
        root = place.root("connections")
        (root / "answer.json").write_bytes(ours.get(QUESTION)[2])
        with nginx(place, root, workers=2) as peer:
            sides = [Side(ours, [QUESTION]), Side(peer, ["/answer.json"])]
            check_same(*sides)
            interleave(sides, place, connections=count)
    report.details(f"{count} connections, two workers", sides)
    found = ratio(*sides, "p99")
    report.row(Row(f"{count} connections, p99", f"no stall, ≤ {SLOWER} × {peer.name}", str(found),
                   found.middle <= SLOWER,
                   f"{middle(sides[0], 'p99'):.1f} ms against {middle(sides[1], 'p99'):.1f}"))


def idle(place, report):
    """Each has had an answer and stays open; some of them are asked again at the end."""
    clients = []
    request = b"GET /livez HTTP/1.1\r\nHost: bench\r\n\r\n"
    with exportstats(place, place.bundled(), idle_timeout=600) as ours:
        before = ours.memory() + ours.socket_memory()
        try:
            for _ in range(IDLE):
                client = socket.create_connection(("127.0.0.1", ours.port), 60)
                client.sendall(request)
                if b" 200 " not in client.recv(4096):
                    raise Failed("a connection got no answer")
                clients.append(client)
            grown = (ours.memory() + ours.socket_memory() - before) / 2 ** 20
            for client in clients[::1000]:
                client.sendall(request)
                if b" 200 " not in client.recv(4096):
                    raise Failed("an idle connection was lost")
        finally:
            for client in clients:
                client.close()
    report.row(Row(f"{IDLE:,} idle keep-alive connections", f"≤ {MOST_IDLE} MB",
                   f"{grown:.1f} MB", grown <= MOST_IDLE, "sockets included"))


def run(place, report):
    for count in COUNTS:
        report.attempt(f"{count} connections", busy, place, report, count)
    report.attempt("idle connections", idle, place, report)
