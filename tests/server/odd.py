"""Requests that libmicrohttpd by itself would answer twice, or not at all."""

from service import LIVE, PATIENCE, Answer, ServiceTest, ended, head, main, send

HEAD = b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
ODD = {
    "a large cookie": (HEAD + b"Cookie: " + b"a" * 3800 + b"\r\n\r\n", 200),
    "many cookies": (HEAD + b"Cookie: " + b"a=b; " * 700 + b"\r\n\r\n", 200),
    "a cookie above all limits": (HEAD + b"Cookie: " + b"a" * 5500 + b"\r\n\r\n", 431),
    "many headers": (HEAD + b"A: b\r\n" * 100 + b"\r\n", 200),
    "too many headers": (HEAD + b"A: b\r\n" * 3000 + b"\r\n", 431),
    "hundreds of arguments": (HEAD.replace(b"livez", b"livez?" + b"a=b&" * 500) + b"\r\n", 400),
    "a long target": (HEAD.replace(b"livez", b"x" * 5000) + b"\r\n", 414),
    "a longer target": (HEAD.replace(b"livez", b"x" * 20000) + b"\r\n", 414),
    "a length that is none": (HEAD + b"Content-Length: x\r\n\r\n", 400),
    "a negative length": (HEAD + b"Content-Length: -1\r\n\r\n", 400),
    "an endless length": (HEAD + b"Content-Length: 9" + b"9" * 30 + b"\r\n\r\n", 400),
    "two lengths": (HEAD + b"Content-Length: 0\r\nContent-Length: 0\r\n\r\n", 400),
    "a length of nothing": (HEAD + b"Content-Length: 0\r\n\r\n", 200),
    "a body": (HEAD + b"Content-Length: 5\r\n\r\nhello", 400),
    "a body in chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 400),
    "bare line feeds": (HEAD.replace(b"\r", b"") + b"\n", 200),
    "a line without colon": (HEAD + b"Nonsense\r\n\r\n", 400),
}


class Odd(ServiceTest):
    def test_one_whole_answer(self):
        service = self.start(workers=1)
        for name, (request, status) in ODD.items():
            with self.subTest(name), service.connect() as client:
                client.sendall(request)
                answer = Answer(client)
                self.assertEqual((answer.status, answer.whole), (status, True))
                self.assertNotIn(b"HTTP/1.1 " + str(status).encode(), answer.body)
                self.assertEqual(answer.headers["connection"], "close")
                self.assertTrue(ended(client))
        self.check_serves(service)
        self.check_idle(service)
        self.stop(service)

    def test_expectation(self):
        service = self.start()
        with service.connect() as client:
            send(client, LIVE, Expect="100-continue")
            self.assertEqual(client.recv(25), b"HTTP/1.1 100 Continue\r\n\r\n")
            self.assertEqual(Answer(client).status, 200)
            send(client, LIVE, method="POST", Expect="100-continue", Content_Length="100000")
            self.assertEqual(Answer(client).status, 405)

    def test_expectation_with_requests_behind(self):
        """None of them is taken for the body that was announced."""
        service = self.start(workers=1)
        with service.connect() as client:
            expecting = head(LIVE, Expect="100-continue")
            client.sendall(expecting + head(LIVE) + expecting + head(LIVE, Connection="close"))
            client.settimeout(PATIENCE)
            everything = b"".join(iter(lambda: client.recv(65536), b""))
        self.assertEqual(everything.count(b"HTTP/1.1 200 OK\r\n"), 4)
        self.check_idle(service)

    def test_requests_in_a_row(self):
        """Sent without waiting: answered one after the other, whatever stands in one packet."""
        service = self.start(workers=1)
        with service.connect() as client:
            for _ in range(100):
                send(client, LIVE)
            send(client, LIVE, Connection="close")
            client.settimeout(PATIENCE)
            everything = b"".join(iter(lambda: client.recv(65536), b""))
        self.assertEqual(everything.count(b"HTTP/1.1 200 OK\r\n"), 101)
        self.check_idle(service)


if __name__ == "__main__":
    main()
