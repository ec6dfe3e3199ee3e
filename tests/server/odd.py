"""Expectations, and requests in a row. What is malformed stands in tests/attack."""

from service import LIVE, PATIENCE, Answer, ServiceTest, head, main, send


class Odd(ServiceTest):
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
