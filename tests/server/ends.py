"""Clients that end before we do: places come free at once, and what was asked is answered."""

import contextlib
import socket

from service import LIST, LIVE, PATIENCE, STREAM, Answer, ServiceTest, ended, head, main, wait_until

SOON = 4 * PATIENCE  # far below LATE, far above what it takes, however busy the machine is
LATE = 60 * PATIENCE


class Ends(ServiceTest):
    long = True

    def start(self, **settings):
        """No deadline of its own frees a place while a test looks."""
        return super().start(head_timeout=LATE, idle_timeout=LATE, **settings)

    def check_free(self, service, before):
        wait_until(lambda: service.descriptors() <= before, "all descriptors back", SOON)
        self.check_serves(service)
        self.check_idle(service)

    def come_and_go(self, service, said, times=400):
        for _ in range(times):
            with service.connect() as client:
                client.sendall(said)

    def test_half_a_head(self):
        service = self.start(connections=100)
        before = service.descriptors()
        for said in (b"GET /li", b"G", head(LIVE)[:-2], b"\r\n", head(LIVE) + b"GET /li"):
            self.come_and_go(service, said)
            wait_until(lambda: service.get(LIVE).status == 200, "a place that came free", SOON)
        self.check_free(service, before)
        self.stop(service)

    def test_half_a_head_and_a_reset(self):
        service = self.start(connections=100)
        before = service.descriptors()
        for _ in range(400):
            with service.connect() as client:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                client.sendall(b"GET /li")
        wait_until(lambda: service.get(LIVE).status == 200, "a place that came free", SOON)
        self.check_free(service, before)

    def is_full(self, service, clients):
        """Asking takes a place too, and another worker may then refuse the last client for it: so one
        more comes after every question."""
        if service.get(LIVE).status == 503:
            return True
        clients += self.connect(service, 1)
        clients[-1].sendall(b"GET /li")
        return False

    def test_half_a_head_later(self):
        service = self.start(connections=100)
        before = service.descriptors()
        clients = self.connect(service, 100)
        for client in clients:
            client.sendall(b"GET /li")
        wait_until(lambda: self.is_full(service, clients), "a full service", SOON)
        for client in clients:
            with client, contextlib.suppress(OSError):  # the one that was refused
                client.sendall(b"v")
        wait_until(lambda: service.get(LIVE).status == 200, "a place that came free", SOON)
        self.check_free(service, before)

    def ask_and_end(self, service, said):
        """All that comes back, which must end soon."""
        with service.connect() as client:
            client.sendall(said)
            client.shutdown(socket.SHUT_WR)
            client.settimeout(SOON)
            return b"".join(iter(lambda: client.recv(65536), b""))

    def test_asked_and_ended(self):
        service = self.start(connections=100)
        before = service.descriptors()
        for _ in range(100):
            for times in (1, 7):
                everything = self.ask_and_end(service, head(LIVE) * times)
                self.assertEqual(everything.count(b"HTTP/1.1 200 OK\r\n"), times)
        everything = self.ask_and_end(service, head(LIST) * 100 + b"GET /li")
        self.assertEqual(everything.count(b"HTTP/1.1 200 OK\r\n"), 100)
        self.check_free(service, before)

    def test_ended_during_the_answer(self):
        service = self.start(workers=1)
        expected = service.get(STREAM).body
        slow, = self.connect(service, 1, receive=2048)
        slow.sendall(head(STREAM) + head(LIVE))
        slow.shutdown(socket.SHUT_WR)
        self.check_serves(service)
        self.check_idle(service)
        with slow.makefile("rb") as answers:
            self.assertIn(b" 200 ", answers.readline())
            rest = answers.read()
        self.assertGreater(len(rest), len(expected))
        self.assertEqual(rest.count(b"HTTP/1.1 200 OK\r\n"), 1)
        self.check_idle(service)
        self.stop(service)

    def test_ended_while_idle(self):
        service = self.start(workers=1)
        client, = self.connect(service, 1)
        client.sendall(head(LIVE))
        self.assertEqual(Answer(client).status, 200)
        client.shutdown(socket.SHUT_WR)
        client.settimeout(SOON)
        self.assertTrue(ended(client))


if __name__ == "__main__":
    main()
