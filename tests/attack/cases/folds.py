"""Folded lines, zero bytes, bare ends of lines, lines without a name.

libmicrohttpd reads several of these as another request than proxies do (server/head.c).
"""

from cases import HOST, LIVE, ask, line

# Lines of a head; behind them stands a request of 71 bytes, as long as the hidden lengths say.
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: a\r\nX-Padding: " + b"x" * 26 + b"\r\n\r\n"
FOLDED = {
    "a length": b"Host: a\r\nContent-Length:\r\n 71\r\n",
    "a length by tab": b"Host: a\r\nContent-Length:\r\n\t71\r\n",
    "a length in parts": b"Host: a\r\nContent-Length: 7\r\n 1\r\n",
    "a length, bare": b"Host: a\r\nContent-Length:\n 71\r\n",
    "a length's name": b"Host: a\r\nContent-Leng: 7\r\n th\r\n",
    "an encoding": b"Host: a\r\nTransfer-Encoding:\r\n chunked\r\n",
    "an encoding in another": b"Host: a\r\nX: y\r\n Transfer-Encoding: chunked\r\n",
    "a host's name": b"Hos: a\r\n t\r\n",
    "a second host": b"Host: a\r\nHost: evil\r\n x\r\n",
    "a condition": b"Host: a\r\nIf-None-Matc: *\r\n h\r\n",
    "an id": b"Host: a\r\nX-Request-Id: abc\r\n def\r\n",
    "a line of blanks": b"Host: a\r\n \r\n",
    "several lines": b"Host: a\r\nX: a\r\n b\r\n\tc\r\n  d\r\nY: b\r\n",
    "at once": b" X: y\r\nHost: a\r\n",
    "a colon": b"Host: a\r\nX: a\r\n Y: b\r\n",
    "a name from blanks": b"Host: a\r\nX:    b\r\n c\r\nY: d\r\n",
}
ZEROS = {
    "in a path": (b"GET /liv\0ez HTTP/1.1", HOST),
    "before a query": (b"GET /livez\0?series=x HTTP/1.1", HOST),
    "in a query": (b"GET /v1/figures?limit=5\0&series=x HTTP/1.1", HOST),
    "behind a target": (b"GET /livez\0 HTTP/1.1", HOST),
    "before a target": (b"GET \0/livez HTTP/1.1", HOST),
    "behind a method": (b"GET\0 /livez HTTP/1.1", HOST),
    "behind a version": (b"GET /livez HTTP/1.1\0", HOST),
    "in a version": (b"GET /livez HTTP/1.1\0x", HOST),
    "in a value": (b"GET /livez HTTP/1.1", b"Host: a\0.evil\r\n"),
    "behind a value": (b"GET /livez HTTP/1.1", b"Host: a\0\r\nX: y\r\n"),
    "behind the last value": (b"GET /livez HTTP/1.1", b"Host: a\0\r\n"),
    "before a value": (b"GET /livez HTTP/1.1", b"Host: a\r\nX:\0b\r\n"),
    "in a name": (b"GET /livez HTTP/1.1", b"Host: a\r\nX\0Y: b\r\n"),
    "before a name": (b"GET /livez HTTP/1.1", b"Host: a\r\n\0X: b\r\n"),
    "as a line": (b"GET /livez HTTP/1.1", b"Host: a\r\n\0\r\nX: b\r\n"),
    "for a colon": (b"GET /livez HTTP/1.1", b"Host: a\r\nX\0 b: c\r\n"),
}
NAMELESS = {
    "first": b": x\r\nHost: a\r\n",
    "between": b"Host: a\r\n: x\r\nX: y\r\n",
    "last": b"Host: a\r\n: x\r\n",
    "nothing at all": b"Host: a\r\n:\r\n",
}


def folded():
    for name, lines in FOLDED.items():
        data = line() + lines + b"\r\n"
        yield f"folded: {name}", (data + HIDDEN, "400")
        yield f"folded, bare: {name}", (data.replace(b"\r", b"") + HIDDEN, "400")


def zeros():
    for name, (first, lines) in ZEROS.items():
        answers = "400|405" if b"GET\0" in first else "400"
        yield f"a zero byte {name}", (first + b"\r\n" + lines + b"\r\n" + HIDDEN, answers)


def nameless():
    for name, lines in NAMELESS.items():
        yield f"without a name: {name}", (line() + lines + b"\r\n" + HIDDEN, "400")


REQUESTS = {
    **dict(folded()), **dict(zeros()), **dict(nameless()),
    "bare line feeds": (b"GET /livez HTTP/1.1\nHost: a\n\n", "200+"),
    "bare line feeds, one": (line() + b"Host: a\n\r\n", "200+"),
    "a bare CR in a value": (ask(b"X: a\rb\r\n", HIDDEN), "400"),
    "a bare CR before a header": (ask(b"X: a\rContent-Length: 71\r\n", HIDDEN), "400"),
    "a bare CR in a name": (ask(b"X\rY: a\r\n", HIDDEN), "400"),
    "a bare CR in a target": (ask(target=LIVE + b"\r", behind=HIDDEN), "400"),
    "a bare CR as a blank": (b"GET\r/livez\rHTTP/1.1\r\nHost: a\r\n\r\n", "400|405|-"),
    "CR CR LF": (line() + b"Host: a\r\r\n\r\n", "400"),
    "bare CRs alone": (b"GET /livez HTTP/1.1\rHost: a\r\r" + b"\r\n\r\n", "400"),
    "a head that ends in CR": (line() + HOST + b"\r\r\n\r\n", "400|200 400"),
    "a line without a colon": (ask(b"Nonsense\r\n", HIDDEN), "400"),
    "a line without a colon, last": (line() + HOST + b"Nonsense\r\n\r\n", "400"),
}
