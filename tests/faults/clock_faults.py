"""The calendar's clock jumps by a day, forward and back, while the service answers.

Only what is written into the log may follow it: deadlines, durations and the watch over the database
go by a clock that does not jump. libfaketime moves the one and leaves the other alone.
"""

import glob
import os
import socket
import sys
import threading
import time
import unittest
from collections import Counter
from datetime import datetime, timedelta, timezone

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../server"))

from service import (  # noqa: E402
    LIST, PATIENCE, STREAM, Answer, ServiceTest, ended, main, send, tell_counts, wait_until)

LIBRARIES = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
JUMPS = {"a day forward": "+1d", "back again": "+0d", "a day back": "-1d", "and forth": "+0d"}
OFFSETS = {"+1d": timedelta(days=1), "+0d": timedelta(), "-1d": timedelta(days=-1)}
LENIENCE = timedelta(hours=1)  # between their clock and ours, where it did not jump
PATHS = (LIST, STREAM, "/v1/conflicts?limit=2", "/v1/search?q=exports")
SECONDS = 0.7  # under load, after each jump


@unittest.skipUnless(LIBRARIES, "libfaketime is not installed")
class Clock(ServiceTest):
    def begin(self, **settings):
        self.offset = os.path.join(self.folder, self.id().rpartition(".")[2] + ".offset")
        self.jump("+0d")
        # The address sanitizer wants to be loaded first, but serves as second.
        self.service = self.start(environment={
            "LD_PRELOAD": LIBRARIES[0], "FAKETIME_TIMESTAMP_FILE": self.offset,
            "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1",
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0",
        }, **settings)

    def jump(self, offset):
        """All at once, for it is read at every look at the clock."""
        with open(self.offset + ".new", "w", encoding="ascii") as file:
            file.write(offset + "\n")
        os.replace(self.offset + ".new", self.offset)

    def ask(self):
        number = 0
        while self.going:
            path = PATHS[number % len(PATHS)]
            number += 1
            try:
                answer = self.service.get(path)
                good = answer.whole and answer.status == 200 and answer.body == self.expected[path]
            except OSError:
                good = False
            self.seen["same" if good else "wrong or cut"] += 1

    def load(self):
        self.seen, self.going = Counter(), True
        self.expected = {path: self.service.get(path).body for path in PATHS}
        threads = [threading.Thread(target=self.ask) for _ in range(2)]
        for thread in threads:
            thread.start()

        def end():
            self.going = False
            for thread in threads:
                thread.join()

        self.addCleanup(end)
        return end

    def check_followed(self, offset):
        """A line that is written from now on has the time of the moved clock."""
        count = len(self.service.events("request"))
        line = self.service.event("request", count + 3)
        said = datetime.strptime(line["time"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
        self.assertLess(abs(said - datetime.now(timezone.utc) - OFFSETS[offset]), LENIENCE)

    def check_replacement(self):
        """A file under the name is taken up without a signal."""
        count = len(self.service.events("reload"))
        self.replace(self.master)
        self.service.event("reload", count + 1)

    def test_jumps(self):
        self.begin(head_timeout=600)
        end = self.load()
        # They wait through all the jumps: one between two requests, one amid the head of one.
        kept, amid = self.connect(self.service, 2)
        send(kept, LIST)
        self.assertEqual(Answer(kept).body, self.expected[LIST])
        amid.sendall(b"GET " + LIST.encode() + b" HTTP/1.1\r\nHost: localhost\r\n")
        for name, offset in JUMPS.items():
            self.jump(offset)
            time.sleep(SECONDS)
            self.check_followed(offset)
            self.check_replacement()
            send(kept, LIST)
            self.assertEqual(Answer(kept).body, self.expected[LIST], name)
        amid.sendall(b"\r\n")
        self.assertEqual(Answer(amid).body, self.expected[LIST])
        end()
        print(self.id(), dict(self.seen), flush=True)
        self.assertEqual(set(self.seen), {"same"})
        kept.close()
        amid.close()
        for request in self.service.events("request"):
            self.assertLess(request["duration_us"], PATIENCE * 1000000)
            self.assertGreaterEqual(request["duration_us"], 0)
        self.check_idle(self.service)
        self.stop(self.service)
        tell_counts(self.seen["same"], {"right": self.seen["same"]}, faults=len(JUMPS))

    def test_deadline_after_a_jump_back(self):
        """Who says nothing is shown out in time, though the calendar would have a day to go."""
        self.begin(head_timeout=1)
        with socket.create_connection(("127.0.0.1", self.service.port), PATIENCE) as silent:
            silent.sendall(b"GET / HTTP/1.1\r\n")
            time.sleep(0.3)  # it was seen, and its time runs
            self.jump("-1d")
            self.assertTrue(ended(silent))
        self.check_idle(self.service)
        self.stop(self.service)


if __name__ == "__main__":
    main()
