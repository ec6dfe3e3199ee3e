"""Heads as ordinary clients send them, and folded lines at every place of the memory in which
libmicrohttpd keeps a head. tests/attack holds the rest of what is folded."""

import http.client
import time

from service import LIST, LIVE, Answer, ServiceTest, ended, main

FIRST = "GET /livez HTTP/1.1"

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
    def check_refused(self, service, data):
        with service.connect() as client:
            client.sendall(data)
            answer = Answer(client)
            self.assertEqual((answer.status, answer.whole), (400, True), data)
            self.assertEqual(answer.headers["connection"], "close")
            self.assertNotIn(b"HTTP/1.1", answer.body)
            self.assertFalse(client.recv(65536), "nothing follows the refusal")

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
