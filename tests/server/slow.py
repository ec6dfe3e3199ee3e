"""Clients that take their time, by need or by malice."""

import json
import os
import time

from service import LIST, LIVE, STREAM, Answer, ServiceTest, ended, head, main, send, wait_until

HEAD_TIMEOUT, IDLE_TIMEOUT = 3, 6
SNAPSHOT = "/v1/snapshot.db"


class Slow(ServiceTest):
    long = True

    def start_hasty(self, idle_timeout=IDLE_TIMEOUT):
        return self.start(workers=1, head_timeout=HEAD_TIMEOUT, idle_timeout=idle_timeout)

    def trickle(self, client, data, pause=0.2):
        """Sends byte by byte; how long until the other side would have no more."""
        began = time.monotonic()
        client.settimeout(pause)
        for byte in data:
            try:
                client.sendall(bytes([byte]))
                if not client.recv(65536):
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        return time.monotonic() - began

    def test_slow_head(self):
        service = self.start_hasty()
        client, = self.connect(service, 1)
        took = self.trickle(client, head(LIVE, Padding="x" * 400))
        self.assertGreater(took, HEAD_TIMEOUT - 0.5)
        self.assertLess(took, 40)
        self.check_serves(service)
        self.check_idle(service)

    def test_slow_head_on_a_kept_connection(self):
        service = self.start_hasty(idle_timeout=600)
        client, = self.connect(service, 1)
        send(client, LIVE)
        self.assertEqual(Answer(client).status, 200)
        took = self.trickle(client, head("/" + "x" * 400))
        self.assertGreater(took, HEAD_TIMEOUT - 0.5)
        self.assertLess(took, 40)
        self.check_idle(service)

    def test_slow_but_in_time(self):
        service = self.start_hasty()
        client, = self.connect(service, 1)
        for _ in range(3):
            for part in (b"GET /li", b"vez HTTP/1.1\r\nHo", b"st: localhost\r\n\r\n"):
                client.sendall(part)
                time.sleep(0.2)
            self.assertEqual(Answer(client).status, 200)

    def test_silence(self):
        service = self.start_hasty()
        silent, kept = self.connect(service, 2)
        send(kept, LIVE)
        self.assertEqual(Answer(kept).status, 200)
        began = time.monotonic()
        self.assertTrue(ended(silent))
        self.assertGreater(time.monotonic() - began, HEAD_TIMEOUT - 0.5)
        self.assertTrue(ended(kept))
        self.assertGreater(time.monotonic() - began, IDLE_TIMEOUT - 0.5)
        self.check_idle(service)

    def test_kept_alive_by_use(self):
        service = self.start_hasty()
        client, = self.connect(service, 1)
        for _ in range(6):
            send(client, LIVE)
            self.assertEqual(Answer(client).status, 200)
            time.sleep(IDLE_TIMEOUT / 4)

    def test_stalled_reader_beside_others(self):
        service = self.start(workers=1)
        expected = service.get(STREAM).body
        stalled = self.connect(service, 3, receive=2048)
        for client in stalled:
            send(client, STREAM)
        self.check_serves(service, times=100)
        self.check_idle(service)
        for client in stalled:
            answer = Answer(client)
            self.assertTrue(answer.whole)
            self.assertEqual(answer.body, expected)
        self.check_idle(service)
        self.stop(service)

    def test_stalled_reader_is_cut(self):
        service = self.start_hasty()
        stalled, = self.connect(service, 1, receive=2048)
        send(stalled, STREAM)
        wait_until(lambda: [line for line in service.events("request")
                            if line.get("ended") == "cut"], "the stalled reader is cut")
        self.assertFalse(Answer(stalled).whole)
        self.check_serves(service)
        self.check_idle(service)

    def owed(self, service):
        """Bytes that the kernel keeps for our clients until they take them."""
        with open("/proc/net/tcp", encoding="ascii") as sockets:
            rows = [line.split() for line in list(sockets)[1:]]
        return sum(int(row[4].split(":")[0], 16) for row in rows
                   if row[3] == "01" and int(row[1].rpartition(":")[2], 16) == service.port)

    def test_memory_of_a_stalled_reader(self):
        """A bounded part of a file of megabytes, of which the reader took some at full pace."""
        service = self.start(workers=1)
        stalled, = self.connect(service, 1, receive=65536)
        send(stalled, SNAPSHOT)
        taken = 0
        while taken < 1000000:
            taken += len(stalled.recv(65536))
        time.sleep(1)
        owed = self.owed(service)
        print(f"kept for a reader that stalls: {owed} bytes of {os.path.getsize(self.database)}")
        self.assertGreater(owed, 0)
        self.assertLess(owed, 6 * 65536)

    def test_reader_that_goes_away(self):
        service = self.start(workers=1)
        for client in self.connect(service, 10, receive=2048):
            send(client, STREAM)
            client.recv(100)
            client.close()
        wait_until(lambda: len([line for line in service.events("request")
                                if line.get("ended") == "cut"]) == 10, "all of them noticed")
        self.check_serves(service)
        self.check_idle(service)

    def test_refused_with_a_body_on_its_way(self):
        """The rest of the body is not answered with a reset, which could overtake the answer."""
        service = self.start(workers=1)
        for _ in range(5):
            client, = self.connect(service, 1)
            send(client, LIST, method="POST", Content_Length=200000)
            client.sendall(b"x" * 50000)
            answer = Answer(client)
            self.assertEqual((answer.status, answer.whole), (405, True))
            for _ in range(3):
                client.sendall(b"x" * 50000)
                time.sleep(0.1)
        self.check_idle(service)

    def test_question_that_costs_much(self):
        """It is given up when its time is over, and nothing is kept of it."""
        path = "/v1/search?q=exports&limit=1"
        for patience, status in ((1, 503), (600000, 200)):
            service = self.start(workers=1, query_timeout=patience)
            for _ in range(3):
                answer = service.get(path)
                self.assertEqual((answer.status, answer.whole), (status, True))
                if status == 503:
                    self.assertEqual(json.loads(answer.body)["type"], "/problems/deadline")
                    self.assertEqual(answer.headers["cache-control"], "no-store")
            self.assertEqual(service.get(LIVE).status, 200)
            self.stop(service)


if __name__ == "__main__":
    main()
