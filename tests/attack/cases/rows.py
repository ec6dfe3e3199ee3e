"""Requests in a row on one connection: a bad one ends it, whatever stands behind."""

from cases import HIDDEN, HOST, ask, get, line

GOOD = ask()
BODY = ask(b"Content-Length: 5\r\n", b"hello")

REQUESTS = {
    "two good ones": (GOOD + GOOD, "200 200+"),
    "twenty": (GOOD * 20, " ".join(["200"] * 20) + "+"),
    "a good one and a bad one": (GOOD + BODY + HIDDEN, "200 400"),
    "a good one and no host": (GOOD + line() + b"\r\n" + HIDDEN, "200 400"),
    "a good one and two hosts": (GOOD + line() + HOST + HOST + b"\r\n" + HIDDEN, "200 400"),
    "a good one and TE": (GOOD + ask(b"Transfer-Encoding: chunked\r\n", b"0\r\n\r\n") + HIDDEN,
                          "200 400"),
    "a good one and dots": (GOOD + get(b"/../livez") + HIDDEN, "200 400"),
    "a good one and one too long": (GOOD + get(b"/" + b"x" * 5000) + HIDDEN, "200 414"),
    "a good one and too many headers": (GOOD + ask(b"A: b\r\n" * 3000) + HIDDEN, "200 431"),
    "a good one and another protocol": (GOOD + b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                                        "200 400|200 505|200 405|200"),
    "a bad one and a good one": (BODY + GOOD, "400"),
    "a POST with a body and a good one": (ask(b"Content-Length: 5\r\n", b"hello", method=b"POST") +
                                          GOOD, "405"),
    "a POST without a body and a good one": (ask(method=b"POST") + GOOD, "405"),
    "not found and a good one": (get(b"/nothing") + GOOD, "404 200+"),
    "HEAD and a good one": (ask(method=b"HEAD") + GOOD, "200 200+"),
    "HEAD of an error and a good one": (ask(target=b"/nothing", method=b"HEAD") + GOOD,
                                        "404 200+"),
    "OPTIONS and a good one": (ask(method=b"OPTIONS") + GOOD, "204 200+"),
    "a known answer and a good one": (ask(b"If-None-Match: *\r\n", target=b"/v1/series") + GOOD,
                                      "304 200+"),
    "what ends the connection and another": (ask(b"Connection: close\r\n") + HIDDEN, "200"),
    "HTTP/1.0 and another": (line(version=b"HTTP/1.0") + HOST + b"\r\n" + HIDDEN, "200"),
    "HTTP/1.0 kept and another": (line(version=b"HTTP/1.0") + b"Connection: keep-alive\r\n\r\n" +
                                  GOOD, "200 200+"),
    "HTTP/1.1 between": (GOOD + line(version=b"HTTP/1.0") + b"\r\n" + HIDDEN, "200 200"),
    "lines between": (GOOD + b"\r\n" + GOOD + b"\r\n\r\n" + GOOD, "200 200 200+"),
    "an expectation and a good one": (ask(b"Expect: 100-continue\r\n") + GOOD, "100 200 200+|200 200+"),
}
