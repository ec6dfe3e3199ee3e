"""Heads that two readers could take for two different requests: folded lines and zero bytes."""

import http.client
import time

from service import LIST, LIVE, Answer, ServiceTest, ended, head, main

FIRST = "GET /livez HTTP/1.1"
HIDDEN = b"GET /livez HTTP/1.1\r\nHost: a\r\nX-Padding: " + b"x" * 27 + b"\r\n\r\n"

# Lines of a head, each with its own end; what is written is sent.
FOLDED = {
    "a length": "Host: a\r\nContent-Length:\r\n 71\r\n",
    "a length by tab": "Host: a\r\nContent-Length:\r\n\t71\r\n",
    "a length in parts": "Host: a\r\nContent-Length: 7\r\n 1\r\n",
    "a length, bare": "Host: a\r\nContent-Length:\n 71\r\n",
    "a length's name": "Host: a\r\nContent-Leng: 7\r\n th\r\n",
    "an encoding": "Host: a\r\nTransfer-Encoding:\r\n chunked\r\n",
    "a host's name": "Hos: a\r\n t\r\n",
    "a second host": "Host: a\r\nHost: evil\r\n x\r\n",
    "a condition": "Host: a\r\nIf-None-Matc: *\r\n h\r\n",
    "an id": "Host: a\r\nX-Request-Id: abc\r\n def\r\n",
    "a line of blanks": "Host: a\r\n \r\n",
    "several lines": "Host: a\r\nX: a\r\n b\r\n\tc\r\n  d\r\nY: b\r\n",
    "at once": " X: y\r\nHost: a\r\n",
    "a colon": "Host: a\r\nX: a\r\n Y: b\r\n",
    "a name from blanks": "Host: a\r\nX:    b\r\n c\r\nY: d\r\n",
}
ZEROS = {
    "in a path": (b"GET /v1/series/pk-ict\0junk HTTP/1.1", b"Host: a\r\n"),
    "before a query": (b"GET /v1/figures\0?series=x HTTP/1.1", b"Host: a\r\n"),
    "in a query": (b"GET /v1/figures?limit=5\0&series=x HTTP/1.1", b"Host: a\r\n"),
    "behind a target": (b"GET /livez\0 HTTP/1.1", b"Host: a\r\n"),
    "before a target": (b"GET \0/livez HTTP/1.1", b"Host: a\r\n"),
    "behind a method": (b"GET\0 /livez HTTP/1.1", b"Host: a\r\n"),
    "behind a version": (b"GET /livez HTTP/1.1\0", b"Host: a\r\n"),
    "in a version": (b"GET /livez HTTP/1.1\0x", b"Host: a\r\n"),
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
    "first": "\r\n: x\r\nHost: a\r\n\r\n",
    "between": "\r\nHost: a\r\n: x\r\nX: y\r\n\r\n",
    "last": "\r\nHost: a\r\n: x\r\n\r\n",
    "nothing at all": "\r\nHost: a\r\n:\r\n\r\n",
}
CHROMIUM = [
    ("Host", "localhost:8080"), ("Connection", "keep-alive"), ("Cache-Control", "max-age=0"),
    ("sec-ch-ua", '"Chromium";v="124", "Not-A.Brand";v="99"'), ("sec-ch-ua-mobile", "?0"),
    ("sec-ch-ua-platform", '"Linux"'), ("Upgrade-Insecure-Requests", "1"),
    ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"),
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Sec-Fetch-Site", "none"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-User", "?1"),
    ("Sec-Fetch-Dest", "document"), ("Accept-Encoding", "gzip, deflate, br, zstd"),
    ("Accept-Language", "en-GB,en;q=0.9"), ("Cookie", "a=b; c=d"),
]
PROXY = [
    ("Host", "exportstats.example"), ("X-Real-IP", "192.0.2.1"),
    ("X-Forwarded-For", "192.0.2.1, 10.0.0.1"), ("X-Forwarded-Proto", "https"), ("Connection", ""),
]
WRK = [("Host", "127.0.0.1:8080")]
CURL = [("Host", "127.0.0.1:8080"), ("User-Agent", "curl/7.88.1"), ("Accept", "*/*")]


def lines(headers, gap=" ", end="\r\n"):
    return "".join(f"{name}:{gap}{value}{end}" for name, value in headers)


class Heads(ServiceTest):
    def check_refused(self, service, data, pieces=1):
        with service.connect() as client:
            size = -(-len(data) // pieces)
            for at in range(0, len(data), size):
                client.sendall(data[at:at + size])
                if pieces > 1:
                    time.sleep(0.01)
            answer = Answer(client)
            self.assertEqual((answer.status, answer.whole), (400, True), data)
            self.assertEqual(answer.headers["connection"], "close")
            self.assertNotIn(b"HTTP/1.1", answer.body)
            self.assertFalse(client.recv(65536), "nothing follows the refusal")

    def test_folded(self):
        service = self.start(workers=1)
        for name, text in FOLDED.items():
            with self.subTest(name):
                data = f"{FIRST}\r\n{text}\r\n".encode()
                self.check_refused(service, data + HIDDEN)
                self.check_refused(service, data, pieces=5)
                self.check_refused(service, data.replace(b"\r", b"") + HIDDEN)
        self.check_serves(service)
        self.stop(service)

    def test_folded_anywhere(self):
        """Behind every line of a head; also where the copy finds room right behind it."""
        service = self.start(workers=1)
        headers = [("Host", "a"), ("Accept", "*/*"), ("X-A", ""), ("X", "y")]
        for place in range(1, len(headers) + 1):
            for end in ("\r\n", "\n"):
                for fold in (" z", "\tz", "   ", " z: y", "  " + "z" * 40):
                    with self.subTest(place=place, end=end, fold=fold):
                        text = (FIRST + end + lines(headers[:place], end=end) + fold + end +
                                lines(headers[place:], end=end) + end)
                        self.check_refused(service, text.encode())
        self.stop(service)

    def test_folded_at_any_distance(self):
        """However near to the end of the memory that the head is read into."""
        service = self.start(workers=1)
        for size in list(range(4020, 4068)) + [100, 1000, 2000, 3000]:
            for fold in (" c", "\tcccccccc"):
                text = f"{FIRST}\r\nHost: a\r\nA: {'a' * (size - 40)}\r\nX:    b\r\n{fold}\r\n\r\n"
                with self.subTest(size=size, fold=fold):
                    self.check_refused(service, text.encode())
        self.stop(service)

    def test_folded_on_a_kept_connection(self):
        service = self.start(workers=1)
        fold = f"{FIRST}\r\nHost: a\r\nContent-Length:\r\n 71\r\n\r\n".encode()
        for before in (1, 5):
            with service.connect() as client:
                client.sendall(head(LIVE) * before + fold + HIDDEN)
                everything = b"".join(iter(lambda: client.recv(65536), b""))
                self.assertEqual(everything.count(b"HTTP/1.1 200 "), before)
                self.assertEqual(everything.count(b"HTTP/1.1 400 "), 1)
        self.stop(service)

    def test_zero_bytes(self):
        service = self.start(workers=1)
        for name, (first, text) in ZEROS.items():
            with self.subTest(name):
                data = first + b"\r\n" + text + b"\r\n"
                if b"GET\0" in data:
                    with service.connect() as client:
                        client.sendall(data)
                        self.assertIn(Answer(client).status, (400, 405))
                    continue
                self.check_refused(service, data)
                self.check_refused(service, data, pieces=4)
        self.check_serves(service)
        self.stop(service)

    def test_headers_without_a_name(self):
        service = self.start(workers=1)
        for name, text in NAMELESS.items():
            with self.subTest(name):
                self.check_refused(service, (FIRST + text).encode())
        self.stop(service)

    def test_ordinary_heads(self):
        service = self.start(workers=1)
        many = [("Host", "a")] + [(f"X-{i}", "v" * (i % 40)) for i in range(30)]
        for headers in (CHROMIUM, PROXY, WRK, CURL, many):
            for gap in ("", " ", "\t", "  \t "):
                for end in ("\r\n", "\n", " \r\n"):
                    text = f"{FIRST}\r\n{lines(headers, gap, end)}\r\n".encode()
                    for pieces in ([text], [text[:30], text[30:]], [text * 3]):
                        with self.subTest(text=text), service.connect() as client:
                            for piece in pieces:
                                client.sendall(piece)
                            self.assertEqual(Answer(client).status, 200)
        self.stop(service)

    def test_ordinary_heads_in_pieces(self):
        service = self.start(workers=1)
        text = f"\r\n{FIRST}\r\n{lines(CHROMIUM)}\r\n".encode()
        with service.connect() as client:
            for size in (1, 2, 7, 50, 300):
                for at in range(0, len(text), size):
                    client.sendall(text[at:at + size])
                    time.sleep(0.0002)
                self.assertEqual(Answer(client).status, 200)
        self.stop(service)

    def test_clients(self):
        service = self.start(workers=1)
        client = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
        for path in (LIVE, LIST, LIST + "&" + "series=pk-ict") * 3:
            client.request("GET", path, headers=dict(CHROMIUM[3:]))
            answer = client.getresponse()
            answer.read()
            self.assertLess(answer.status, 500)
            self.assertNotEqual(answer.status, 400 if path == LIVE else 0)
        client.close()
        with service.connect() as old:
            old.sendall(b"GET /livez HTTP/1.0\r\n\r\n")
            self.assertEqual(Answer(old).status, 200)
            self.assertTrue(ended(old))
        self.stop(service)


if __name__ == "__main__":
    main()
