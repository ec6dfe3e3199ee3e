"""The database that is not there, comes, is replaced and is broken, under the running service."""

import os
import signal
import socket
import sqlite3
import threading
import time

from service import LIST, LIVE, PATIENCE, READY, STREAM, Answer, ServiceTest, main, send, wait_until


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

    def test_kept_when_written_over(self):
        """What was asked before in the same words is the last good answer, all else 503."""
        service = self.start(workers=1)
        before = service.get(LIST).body
        with open(self.database, "r+b") as file:
            file.write(b"\xff" * 20000)
        service.event("reload failed")
        self.assertEqual(service.get(LIST).body, before)
        self.assertEqual(service.get(LIST + "&pretty=1").status, 503)
        self.assertEqual(service.get(READY).status, 503)
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

    def test_touched_is_checked_at_once(self):
        """It may have been written into: nothing is made of it before it was checked, which is begun with
        the first question that is refused, not with the next look of the second."""
        service = self.start(workers=1, cache=0)
        right = service.get(LIST).body
        began = time.monotonic()
        for count in range(1, 31):
            os.utime(self.database)
            wait_until(lambda: service.get(LIST).status == 200, "it is served again")
            service.event("reload", count)
            self.assertEqual(service.get(LIST).body, right)
        self.assertLess(time.monotonic() - began, 29, "faster than a look a second")
        self.check_idle(service)
        self.stop(service)

    def test_told_to_end_while_it_checks(self):
        """Of a database that takes minutes to check: SIGTERM is heard at once, and the watchdog fed."""
        self.make_slow()
        service = self.start(workers=1, environment=self.supervised())
        self.assertEqual(self.supervisor.recv(100), b"READY=1")
        os.utime(self.database)
        self.assertEqual(service.get("/v1/series").status, 503)
        for _ in range(5):
            self.assertEqual(self.supervisor.recv(100), b"WATCHDOG=1")
        self.assertEqual(service.events("reload"), [], "it is still being checked")
        self.stop(service)

    def supervised(self):
        self.supervisor = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.supervisor.close)
        path = os.path.join(self.folder, "supervisor")
        self.supervisor.bind(path)
        self.supervisor.settimeout(PATIENCE)
        return {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "40000"}

    def make_slow(self):
        """A table of our own in it, whose rows cost a check much: each has to be looked up in an index."""
        with sqlite3.connect(self.database) as more:
            more.execute("CREATE TABLE slow (n INTEGER PRIMARY KEY, word TEXT)")
            more.execute("WITH RECURSIVE c(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n < 50000)"
                         " INSERT INTO slow SELECT n, hex(n * 7919 % 100003) FROM c")
            for number in range(30):
                more.execute(f"CREATE INDEX slow_{number} ON slow (word, n)")
        more.close()

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
