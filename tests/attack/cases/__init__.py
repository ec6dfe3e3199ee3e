"""Malformed and ambiguous requests: what is sent, and what must come back.

Each table holds by name (bytes, answers). Answers are statuses in the order in which they come:

    "400"      one answer, and then the connection is closed, whatever stands behind
    "200+"     one answer, and the connection goes on with the next request behind these bytes
    "200 400"  the first request is answered, the second refused
    "-"        the connection is closed without an answer
    "400|-"    one of these

A 200 must be the answer of LIVE to the byte; whatever of a request is meant to be taken for another
request asks for HIDDEN, which is none of ours.
"""

LIVE = b"/livez"
HIDDEN_PATH = b"/hidden"
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: hidden\r\n\r\n"
HOST = b"Host: a\r\n"


def line(target=LIVE, method=b"GET", version=b"HTTP/1.1"):
    return method + b" " + target + b" " + version + b"\r\n"


def ask(headers=b"", behind=b"", **first):
    """A request with a host, lines of headers that end in CRLF, and what follows its head."""
    return line(**first) + HOST + headers + b"\r\n" + behind


def get(target):
    return ask(target=target)


def all_requests():
    """Every table, by the name of its subject."""
    from cases import fields, folds, lengths, lines, rows, sizes, targets

    return {module.__name__.rpartition(".")[2]: module.REQUESTS
            for module in (lengths, folds, fields, lines, targets, sizes, rows)}
