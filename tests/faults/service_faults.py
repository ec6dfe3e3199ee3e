"""The real service while calls fail in it and in its libraries, by tests/faults/preload.c.

What a client may see is the right bytes, a problem document or a bare 5xx, or a connection that is
cut visibly; and afterwards the right bytes. Each test prints how often it saw which.
"""

import json
import mmap
import os
import signal
import struct
import sys
from collections import Counter

PRELOAD = sys.argv[4]
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../server"))

import service as base  # noqa: E402
from service import LIST, LIVE, STREAM, Service, ServiceTest, tell_counts, wait_until  # noqa: E402

LONG = bool(os.environ.get("LONG_TESTS"))
MEMORY, READ, OPEN, ACCEPT, SEND = 1, 2, 4, 8, 16
PATHS = (LIVE, LIST, "/v1/figures.txt?limit=3", "/v1/conflicts?limit=2", "/nothing", STREAM)


class Faulted(Service):
    """Its first line may be lost; then it runs all the same."""

    silent = False

    def hear_start(self):
        try:
            super().hear_start()
        except AssertionError as end:
            if "not within" not in str(end):
                raise
            self.silent = True


class Faults(ServiceTest):
    long = True

    def setUp(self):
        super().setUp()
        path = self.database + ".control"
        with open(path, "wb") as out:
            out.write(bytes(4096))
        with open(path, "r+b") as file:
            self.control = mmap.mmap(file.fileno(), 4096)
        self.addCleanup(self.control.close)
        # The address sanitizer wants to be loaded first, but serves as second.
        self.environment = {
            "LD_PRELOAD": PRELOAD, "FAULTS_CONTROL": path,
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
                            ":allocator_may_return_null=1:detect_leaks=0"}
        self.seen = Counter()

    def arm(self, kinds, nth, for_good=False):
        self.control[0:16] = struct.pack("<IIIi", 0, for_good, 0, nth)
        self.control[0:4] = struct.pack("<I", kinds)

    def disarm(self):
        """Whether a call failed."""
        self.control[0:4] = bytes(4)
        return struct.unpack("<I", self.control[8:12])[0] > 0

    def begin(self, **settings):
        os.environ.update(self.environment)
        try:
            service = Faulted(self.database, workers=1, **settings)
        finally:
            for name in self.environment:
                del os.environ[name]
        self.addCleanup(service.close)
        return service

    def ask(self, service, path):
        try:
            return service.get(path)
        except OSError:
            return None

    def tell(self):
        seen, total = self.seen, sum(self.seen.values())
        print(self.id(), dict(seen), flush=True)
        right = {"right": seen["same"], "cut": seen["cut"]}
        tell_counts(total, {**right, "error": total - sum(right.values())}, total)

    def judge(self, answer, expected):
        if answer is None or (answer.status == 0 and not answer.body):
            return "cut"
        if answer.whole and (answer.status, answer.body) == expected:
            return "same"
        if answer.status >= 500 and answer.whole:
            if not answer.body:
                return "bare status"
            return "problem" if json.loads(answer.body)["status"] == answer.status else "wrong"
        if not answer.whole and expected[1].startswith(answer.body):
            return "cut"
        return "wrong"

    def check_after(self, service, path, expected):
        answer = service.get(path)
        self.assertTrue(answer.whole)
        self.assertEqual((answer.status, answer.body), expected)
        self.assertIsNone(service.child.poll())

    def fail_answers(self, kinds, for_good=False):
        service = self.begin()
        for path in PATHS:
            answer = service.get(path)
            expected = (answer.status, answer.body)
            nth, more = 1, True
            while more:
                self.arm(kinds, nth, for_good)
                answer = self.ask(service, path)
                more = self.disarm()
                outcome = self.judge(answer, expected)
                self.seen[outcome] += 1
                self.assertNotEqual(outcome, "wrong", (path, nth, answer and answer.status,
                                                       answer and answer.body[:500]))
                self.check_after(service, path, expected)
                nth += 1 if LONG or nth < 30 else 1 + nth // 6
        self.tell()
        self.stop(service)
        self.assertGreater(len(self.seen), 1)

    def test_memory(self):
        self.fail_answers(MEMORY)

    def test_memory_from_one_call_on(self):
        self.fail_answers(MEMORY, True)

    def reload_with_fault(self, service, kinds, nth, expected):
        """A new file under the name; whether a call failed while it was taken up."""
        told = len(service.events("reload") + service.events("reload failed"))
        self.replace(self.master)
        self.arm(kinds, nth)
        service.signal(signal.SIGHUP)
        wait_until(lambda: len(service.events("reload") + service.events("reload failed")) > told,
                   "the new file was looked at")
        answer = self.ask(service, LIST)
        failed = self.disarm()
        outcome = self.judge(answer, expected)
        self.assertNotEqual(outcome, "wrong", nth)
        self.seen[outcome] += 1
        return failed

    def fail_reloads(self, kinds):
        service = self.begin()
        answer = service.get(LIST)
        expected = (answer.status, answer.body)
        nth = 1
        while self.reload_with_fault(service, kinds, nth, expected):
            self.check_after(service, LIST, expected)
            nth += 1 if LONG else 1 + nth // 4
        self.assertGreater(nth, 2)
        # No worker stays behind for good.
        wait_until(lambda: self.newest_is_served(service), "the newest file is served")
        self.tell()
        self.stop(service)

    def newest_is_served(self, service):
        """All of its descriptors of the database are of the file that has the name now."""
        service.get(LIST)
        folder = f"/proc/{service.child.pid}/fd"
        try:
            links = [os.path.join(folder, name) for name in os.listdir(folder)]
            files = {os.stat(link).st_ino for link in links
                     if os.readlink(link).split(" ")[0] == self.database}
        except FileNotFoundError:  # closed meanwhile
            return False
        return files == {os.stat(self.database).st_ino}

    def test_reload_without_reads(self):
        self.fail_reloads(READ)

    def test_reload_without_files(self):
        self.fail_reloads(OPEN)

    def test_reload_without_memory(self):
        self.fail_reloads(MEMORY)

    def test_accepting(self):
        self.fail_answers(ACCEPT)

    def test_sending(self):
        self.fail_answers(SEND)

    def start_with_fault(self, kinds, nth, for_good, expected):
        """The outcome of one start; whether a call failed."""
        self.arm(kinds, nth, for_good)
        try:
            service = self.begin()
        except AssertionError as end:
            failed = self.disarm()
            self.assertRegex(str(end), r"ended with 1: .*\S")
            return "refused", failed
        failed, outcome = self.disarm(), "without a line"
        if not service.silent:
            outcome = self.judge(self.ask(service, LIST), expected)
            wait_until(lambda: service.get(LIST).body == expected[1], "the right bytes")
        self.stop(service)
        service.close()
        return outcome, failed

    def start_all(self, kinds, for_good=False):
        service = self.begin()
        answer = service.get(LIST)
        expected = (answer.status, answer.body)
        self.stop(service)
        nth, more = 1, True
        while more:
            outcome, more = self.start_with_fault(kinds, nth, for_good, expected)
            self.assertIn(outcome, ("same", "refused", "without a line", "problem",
                                    "bare status", "cut"), nth)
            self.seen[outcome] += 1
            nth += 1 + (nth // 50 if for_good else 0) if LONG else 1 + nth // 3
        self.tell()

    def test_start_without_memory(self):
        self.start_all(MEMORY)

    def test_start_without_memory_from_one_call_on(self):
        self.start_all(MEMORY, True)

    def test_start_without_reads(self):
        self.start_all(READ)

    def test_start_without_files(self):
        self.start_all(OPEN)


if __name__ == "__main__":
    base.main()
