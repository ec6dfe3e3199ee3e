"""The end of the service: answers that were begun are finished, and nobody is kept waiting."""

import signal
import socket
import threading
import time
from collections import Counter

from service import (LIST, LIVE, PATIENCE, READY, STREAM, Answer, ServiceTest, ended, main, send,
                     tell_counts, wait_until)


class Drain(ServiceTest):
    long = True

    def refused(self, service):
        try:
            socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE).close()
        except ConnectionRefusedError:
            return True
        return False

    def in_flight(self, service):
        """A stream that waits for its reader."""
        client, = self.connect(service, 1, receive=2048)
        send(client, STREAM)
        client.recv(1, socket.MSG_PEEK)
        return client

    def test_answer_in_flight_is_finished(self):
        service = self.start(idle_timeout=600, head_timeout=600, drain_timeout=600)
        expected = service.get(STREAM).body
        reader = self.in_flight(service)
        kept, silent = self.connect(service, 2)
        send(kept, LIVE)
        self.assertEqual(Answer(kept).status, 200)
        service.signal(signal.SIGTERM)
        service.event("draining")
        self.assertTrue(ended(kept))
        self.assertTrue(ended(silent))
        wait_until(lambda: self.refused(service), "the listener is closed")
        self.assertIsNone(service.child.poll())
        answer = Answer(reader)
        self.assertTrue(answer.whole)
        self.assertEqual(answer.body, expected)
        self.assertEqual(service.wait(), 0)
        service.event("stopped")

    def test_second_signal_stops_at_once(self):
        service = self.start()
        reader = self.in_flight(service)
        service.signal(signal.SIGTERM)
        service.event("draining")
        time.sleep(0.5)
        self.assertIsNone(service.child.poll())
        service.signal(signal.SIGTERM)
        self.assertEqual(service.wait(10), 0)
        self.assertFalse(Answer(reader).whole)

    def test_drain_timeout(self):
        service = self.start(drain_timeout=1)
        reader = self.in_flight(service)
        service.signal(signal.SIGINT)
        self.assertEqual(service.wait(), 0)
        self.assertFalse(Answer(reader).whole)

    def test_drain_delay(self):
        service = self.start(drain_delay=3)
        kept, = self.connect(service, 1)
        send(kept, READY)
        self.assertEqual(Answer(kept).status, 200)
        service.signal(signal.SIGTERM)
        service.event("draining")
        self.assertEqual(service.get(READY).status, 503)
        self.assertEqual(service.get(LIVE).status, 200)
        self.assertEqual(service.get(LIST).headers["connection"], "close")
        send(kept, LIST)
        answer = Answer(kept)
        self.assertEqual((answer.status, answer.headers["connection"]), (200, "close"))
        self.assertTrue(ended(kept))
        self.assertEqual(service.wait(), 0)
        self.assertTrue(self.refused(service))

    def test_idle_while_draining(self):
        service = self.start()
        self.in_flight(service)
        service.signal(signal.SIGTERM)
        service.event("draining")
        time.sleep(1)
        self.check_idle(service)
        service.signal(signal.SIGTERM)
        self.assertEqual(service.wait(10), 0)

    def ask_until_refused(self, service, right, seen):
        """As a proxy without retries: an answer that was begun must be whole."""
        while True:
            try:
                client = service.connect()
            except ConnectionError:
                return
            with client:
                path = (LIST, STREAM)[len(seen) % 2]
                try:
                    send(client, path)
                    answer = Answer(client)
                except ConnectionError:
                    continue
                whole = (answer.status, answer.whole, answer.body) == (200, True, right[path])
                seen.append("right" if whole else "wrong" if answer.status else "cut")

    def test_load_during_drain(self):
        service = self.start(drain_delay=1)
        right = {path: service.get(path).body for path in (LIST, STREAM)}
        seen, threads = [], []
        for _ in range(8):
            threads.append(threading.Thread(target=self.ask_until_refused,
                                            args=(service, right, seen)))
            threads[-1].start()
        wait_until(lambda: len(seen) > 50, "answers")
        service.signal(signal.SIGTERM)
        service.event("draining")
        before = len(seen)
        self.assertEqual(service.wait(), 0)
        for thread in threads:
            thread.join(PATIENCE)
        counts = Counter(seen)
        self.assertEqual(counts["wrong"], 0)
        self.assertGreater(seen[before:].count("right"), 8, "answered while it drained")
        tell_counts(len(seen), counts)


if __name__ == "__main__":
    main()
