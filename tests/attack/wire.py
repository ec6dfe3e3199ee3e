"""What a client without mercy sees: all bytes that come back, taken apart into answers."""

import socket
import time
from typing import NamedTuple

PROBE_ID = "probe"
PROBE = (b"GET /livez HTTP/1.1\r\nHost: probe\r\nX-Request-Id: " + PROBE_ID.encode() +
         b"\r\nConnection: close\r\n\r\n")


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes
    whole: bool


def send_all(client, data, pieces=1, pause=0.002):
    """All of it, or as much as the other side takes before it closes."""
    size = max(1, -(-len(data) // pieces))
    try:
        for at in range(0, len(data), size):
            client.sendall(data[at:at + size])
            if pieces > 1:
                time.sleep(pause)
    except ConnectionError:
        pass


def read_all(client, patience):
    """All that comes until the other side closes, and whether it did."""
    got, end = [], time.monotonic() + patience
    try:
        while time.monotonic() < end:
            client.settimeout(max(0.01, end - time.monotonic()))
            got.append(client.recv(65536))
            if not got[-1]:
                return b"".join(got), True
    except ConnectionError:
        return b"".join(got), True
    except TimeoutError:
        pass
    return b"".join(got), False


def read_chunks(data):
    """The body of chunks at the front, what is behind them, and whether the last one was there."""
    body = b""
    while True:
        size, end, rest = data.partition(b"\r\n")
        if not end:
            return body, b"", False
        count = int(size.split(b";")[0], 16)
        body += rest[:count]
        if rest[count:count + 2] != b"\r\n":
            return body, b"", False
        data = rest[count + 2:]
        if count == 0:
            return body, data, True


def read_head(data):
    head, end, rest = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    if not end or not first.startswith("HTTP/1."):
        raise ValueError(f"no head of an answer: {data[:200]!r}")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return int(first.split()[1]), headers, rest


def read_answers(data, headless):
    """headless(i): whether the i-th answer has no body, being one to HEAD."""
    answers = []
    while data:
        status, headers, rest = read_head(data)
        if status < 200 or status in (204, 304) or headless(len(answers)):
            body, data, whole = b"", rest, True
        elif headers.get("transfer-encoding", "").lower() == "chunked":
            body, data, whole = read_chunks(rest)
        elif "content-length" in headers:
            length = int(headers["content-length"])
            body, data, whole = rest[:length], rest[length:], len(rest) >= length
        else:
            body, data, whole = rest, b"", True
        answers.append(Answer(status, headers, body, whole))
    return answers


def methods_of(data):
    """Of the requests in a row that these bytes are, as their first lines tell."""
    return [line.split(b" ")[0] for line in data.split(b"\r\n") if b" HTTP/" in line]


def exchange(client, data, pieces=1, patience=20, probe=PROBE):
    """Sends the bytes and a probe behind them; the answers in order, and whether it was closed."""
    methods = methods_of(data)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    send_all(client, data + probe, pieces)
    got, closed = read_all(client, patience)
    return read_answers(got, lambda i: methods[i:i + 1] == [b"HEAD"]), closed


def describe(answers, closed):
    """As the tables of requests put it: statuses, a + where the probe was answered."""
    probed = bool(answers) and answers[-1].headers.get("x-request-id") == PROBE_ID
    shown = answers[:-1] if probed else answers
    text = " ".join(str(answer.status) for answer in shown) + ("+" if probed else "")
    return (text or "-") if closed else (text + " open").strip()
