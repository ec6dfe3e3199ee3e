"""The database that is not there, comes, is replaced and is broken, under the running service."""

import os
import signal
import threading
import time

from service import LIST, LIVE, READY, STREAM, Answer, ServiceTest, main, send, wait_until


class Database(ServiceTest):
    long = True

    def revision_ready(self, service):
        return service.get(READY).status == 200

    def test_start_without(self):
        os.remove(self.database)
        service = self.start()
        self.assertEqual(service.get(LIVE).status, 200)
        self.assertEqual(service.get(READY).status, 503)
        answer = service.get(LIST)
        self.assertEqual(answer.status, 503)
        self.assertEqual(answer.headers["content-type"], "application/problem+json")
        self.check_idle(service)
        self.assertEqual(len(service.events("no database")), 1)
        self.replace(self.master)
        wait_until(lambda: self.revision_ready(service), "the database is found")
        self.check_serves(service)
        self.check_idle(service)
        self.stop(service)

    def test_start_with_a_broken_one(self):
        self.break_it(b"this is no database")
        service = self.start()
        self.assertEqual(service.get(LIVE).status, 200)
        self.assertEqual(service.get(READY).status, 503)
        self.replace(self.master)
        wait_until(lambda: self.revision_ready(service), "the database is found")
        self.check_serves(service)

    def break_it(self, data):
        beside = self.database + ".new"
        with open(beside, "wb") as out:
            out.write(data)
        os.replace(beside, self.database)

    def test_broken_replacement(self):
        service = self.start()
        before = service.get(LIST).body
        with open(self.master, "rb") as good:
            half = good.read()[:6000]
        for count, data in enumerate((b"garbage" * 1000, b"", half), 1):
            self.break_it(data)
            service.event("reload failed", count)
            self.check_serves(service)
            self.assertEqual(service.get(LIST).body, before)
            self.assertEqual(service.get(READY).status, 200)
        os.remove(self.database)
        service.event("reload failed", 4)
        time.sleep(3)
        self.assertEqual(len(service.events("reload failed")), 4)
        self.check_serves(service)
        self.check_idle(service)
        self.replace(self.master)
        service.event("reload")
        self.check_serves(service)
        self.check_idle(service)
        self.stop(service)

    def test_touched(self):
        """The same bytes with another time are read whole, taken up, and give the same answers."""
        service = self.start()
        before = service.get(LIST).body
        os.utime(self.database)
        self.assertIn(service.get(LIST).status, (200, 503))
        service.event("reload")
        wait_until(lambda: self.revision_ready(service), "the touched database is taken up")
        self.check_serves(service)
        self.assertEqual(service.get(LIST).body, before)
        self.assertEqual(service.events("reload failed"), [])
        self.check_idle(service)
        self.stop(service)

    def test_written_over(self):
        """In place: nothing is read from it, until a good one comes."""
        service = self.start(cache=0)
        self.check_serves(service)
        with open(self.database, "r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * 20000)
        service.event("reload failed")
        self.assertEqual(service.get(LIST).status, 503)
        self.assertEqual(service.get(READY).status, 503)
        self.assertEqual(service.get(LIVE).status, 200)
        self.replace(self.master)
        service.event("reload")
        wait_until(lambda: self.revision_ready(service), "the good database is taken up")
        self.check_serves(service)
        self.stop(service)

    def test_hangup_looks_at_once(self):
        service = self.start()
        for count in range(1, 4):
            service.signal(signal.SIGHUP)
            service.event("reload", count)
        self.check_serves(service)

    def ask(self, service, path, going, results):
        """On one kept connection; anything but whole good answers is counted."""
        with service.connect() as client:
            while going.is_set():
                send(client, path)
                answer = Answer(client)
                results.append((answer.status, answer.whole, answer.body))

    def test_swap_under_load(self):
        service = self.start(workers=4)
        going, results, threads = threading.Event(), [], []
        going.set()
        for path in (LIST, LIST, LIST, STREAM):
            threads.append(threading.Thread(target=self.ask,
                                            args=(service, path, going, results)))
            threads[-1].start()
        for count in range(1, 6):
            self.replace(self.master)
            service.event("reload", count)
        going.clear()
        for thread in threads:
            thread.join()
        self.assertEqual({result[:2] for result in results}, {(200, True)})
        self.assertEqual(len({result[2] for result in results}), 2)
        self.assertEqual(service.events("internal error"), [])
        self.assertEqual(service.events("database not taken up"), [])
        held = service.descriptors()
        self.check_idle(service)
        self.assertLess(held, 60)
        self.stop(service)

    def test_stream_goes_on_in_its_own_database(self):
        service = self.start(workers=1)
        expected = service.get(STREAM).body
        reader, = self.connect(service, 1, receive=2048)
        send(reader, STREAM)
        time.sleep(0.3)
        self.replace(self.master)
        service.event("reload")
        self.check_serves(service)
        answer = Answer(reader)
        self.assertTrue(answer.whole)
        self.assertEqual(answer.body, expected)


if __name__ == "__main__":
    main()
