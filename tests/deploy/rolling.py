"""Two copies behind haproxy, with the file of deploy/, replaced one after the other under load: no
request is lost, none is answered wrongly, and long answers that were begun are finished."""

import os
import signal
import socket
import threading
import time

from proxies import Haproxy, free_port
from service import (LIST, LIVE, PATIENCE, READY, STREAM, Answer, ServiceTest, main, send, tell_counts,
                     wait_until)

LONG = bool(os.environ.get("LONG_TESTS"))
ROUNDS = 6 if LONG else 1
READERS = 8
DELAY = 3  # seconds, as deploy/haproxy.cfg says: it looks once a second


class Rolling(ServiceTest):
    long = True

    def start_copy(self, port):
        service = self.start(listen=f"127.0.0.1:{port}", drain_delay=DELAY)
        wait_until(lambda: service.get(READY).status == 200, "the copy is ready")
        return service

    def read(self, proxy, kept):
        """Asks until all is over, each time on a new connection, or on one that is kept."""
        client = None
        while not self.over.is_set():
            path = (LIST, LIVE, STREAM)[self.seen["right"] % 3]
            try:
                client = client or proxy.connect()
                send(client, path, **({} if kept else {"Connection": "close"}))
                answer = Answer(client)
                right = (answer.status, answer.whole, answer.body) == (200, True, self.right[path])
                outcome = "right" if right else f"{answer.status}, whole: {answer.whole}"
            except OSError as lost:
                outcome, answer = repr(lost), None
            self.count(outcome)
            if not kept or not answer or answer.headers.get("connection") == "close":
                client = client and client.close()
        if client:
            client.close()

    def count(self, outcome):
        with self.lock:
            self.seen[outcome] = self.seen.get(outcome, 0) + 1

    def slow_reader(self, proxy):
        """A stream that is begun before the copy is told to stop, and read to its end after."""
        client = proxy.connect(receive=4096)
        self.addCleanup(client.close)
        send(client, STREAM)
        client.recv(1, socket.MSG_PEEK)
        return client

    def replace_copy(self, proxy, old, port):
        reader = self.slow_reader(proxy)
        old.signal(signal.SIGTERM)
        old.event("draining")
        self.assertEqual(old.wait(), 0)
        new = self.start_copy(port)
        self.count("right" if Answer(reader).body == self.right[STREAM] else "a stream cut off")
        time.sleep(2)  # until haproxy has seen it
        return new

    def test_rolling_replacement(self):
        if not Haproxy.installed():
            self.skipTest("haproxy is not installed")
        ports = [free_port(), free_port()]
        copies = [self.start_copy(port) for port in ports]
        self.right = {path: copies[0].get(path).body for path in (LIST, LIVE, STREAM)}
        # Without its cache every request goes to a copy.
        proxy = Haproxy(self.folder, ports, {"    http-request cache-use exportstats": "    #"})
        self.addCleanup(proxy.close)
        wait_until(lambda: proxy.get(LIVE).status == 200, "haproxy sees a copy")
        time.sleep(2)
        self.over, self.lock, self.seen = threading.Event(), threading.Lock(), {"right": 0}
        readers = [threading.Thread(target=self.read, args=(proxy, number % 2 == 0))
                   for number in range(READERS)]
        for reader in readers:
            reader.start()
        for _ in range(ROUNDS):
            for number, port in enumerate(ports):
                copies[number] = self.replace_copy(proxy, copies[number], port)
        self.over.set()
        for reader in readers:
            reader.join(PATIENCE)
        lost = {outcome: count for outcome, count in self.seen.items() if outcome != "right"}
        print(f"copies replaced: {2 * ROUNDS}; requests answered: {self.seen['right']}; lost or wrong: "
              f"{sum(lost.values())}")
        self.assertEqual(lost, {})
        self.assertGreater(self.seen["right"], 100)
        for copy in copies:
            self.assertTrue(copy.events("request"), "each copy had its share")
        tell_counts(self.seen["right"], self.seen)


if __name__ == "__main__":
    main()
