"""The real service while calls fail in it and in its libraries, by tests/faults/preload.c.

What a client may see is the right bytes, a problem document or a bare 5xx, or a connection that is
cut visibly; and afterwards the right bytes. Each test prints how often it saw which.

The short form fails some calls, the farther the rarer; LONG_TESTS every one, where a sanitizer makes
that too slow every place, which is the stack of calls that leads to it, and some of all calls. Where
all from one call on fail, it is always the places.

The last argument names the tests: those of answers, reloads or starts.
"""

import json
import mmap
import os
import re
import signal
import struct
import sys
import time
import unittest
from collections import Counter

PRELOAD = sys.argv[4]
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../server"))

import service as base  # noqa: E402
from service import LIST, LIVE, STREAM, Service, ServiceTest, tell_counts, wait_until  # noqa: E402

LONG = bool(os.environ.get("LONG_TESTS"))
MEMORY, READ, OPEN, ACCEPT, SEND, THREAD = 1, 2, 4, 8, 16, 32
# As tests/faults/preload.c has it: kinds, for_good, failed, left, notes, noted, and the places.
HEAD, CALLS = struct.Struct("<IIIiII"), 1 << 15
SAMPLE = 25  # one of so many calls beside the places
with open(base.BINARY, "rb") as program:
    IS_SANITIZED = b"__asan_init" in program.read()
# What is asked, and the coding that must be taken: the libraries that code take memory of their own.
ASKED = ((LIVE, None), (LIST, None), ("/v1/figures.txt?limit=3", None), ("/v1/conflicts?limit=2", None),
         ("/v1/search?q=exports&limit=2", None), ("/metrics", None), ("/nothing", None), (STREAM, None),
         *((path, coding) for path in (LIST, STREAM) for coding in ("gzip", "br", "zstd")))
KEPT = [(LIST, coding) for coding in (None, "gzip", "br", "zstd")]


class Faulted(Service):
    """Its first line may be lost; then it runs all the same, and is found by its socket."""

    def __init__(self, failed, *arguments, **settings):
        self.failed = failed
        super().__init__(*arguments, **settings)

    def hear_start(self):
        wait_until(lambda: self.child.poll() is not None or self.events("start") or self.is_silent(),
                   "it serves or has ended")
        if self.child.poll() is not None:
            raise AssertionError(f"ended with {self.child.returncode}: {self.child.stderr.read().decode()}")
        self.find_port()

    def find_port(self):
        folder = f"/proc/{self.child.pid}/fd"
        held = {os.readlink(os.path.join(folder, name)) for name in os.listdir(folder)}
        with open("/proc/net/tcp", encoding="ascii") as sockets:
            for line in list(sockets)[1:]:
                fields = line.split()
                if fields[3] == "0A" and f"socket:[{fields[9]}]" in held:
                    self.port = int(fields[1].rpartition(":")[2], 16)
                    return True
        return False

    def is_silent(self):
        """It listens, a call has failed, and nothing goes on but that the log looks for memory now and then."""
        if not self.failed():
            return False
        before = self.ticks()
        time.sleep(0.1)
        try:
            return self.find_port() and before == self.ticks()
        except OSError:  # closed meanwhile
            return False


class Faults(ServiceTest):
    long = True

    def setUp(self):
        super().setUp()
        path = self.database + ".control"
        with open(path, "wb") as out:
            out.write(bytes(HEAD.size + 8 * CALLS))
        with open(path, "r+b") as file:
            self.control = mmap.mmap(file.fileno(), 0)
        self.addCleanup(self.control.close)
        # The address sanitizer wants to be loaded first, but serves as second.
        self.environment = {
            "LD_PRELOAD": PRELOAD, "FAULTS_CONTROL": path,
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
                            ":allocator_may_return_null=1:detect_leaks=0"}
        self.seen, self.known, self.faults = Counter(), set(), 0

    def arm(self, kinds, nth, for_good=False, notes=False):
        self.control[0:HEAD.size] = HEAD.pack(0, for_good, 0, nth, notes, 0)
        self.control[0:4] = struct.pack("<I", kinds)

    def failed(self):
        return HEAD.unpack(self.control[0:HEAD.size])[2]

    def disarm(self):
        self.control[0:4] = bytes(4)
        self.faults += self.failed() > 0

    def places(self, kinds, act):
        """Of each call of those kinds while this is done without a fault."""
        self.arm(kinds, 0, notes=True)
        act()
        self.control[0:4] = bytes(4)
        noted = HEAD.unpack(self.control[0:HEAD.size])[5]
        self.assertLess(noted, CALLS)
        return struct.unpack_from(f"<{noted}Q", self.control, HEAD.size)

    def worth_failing(self, kinds, for_good, act, rarer, last=0):
        """The numbers of calls from 1, and one more, where none fails; of the last ones all."""
        places, nth = self.places(kinds, act), 1
        rest = len(places) - last + 1
        while nth <= len(places):
            place = places[nth - 1], kinds, for_good
            by_place = LONG and (for_good or IS_SANITIZED) and nth % SAMPLE
            if not (by_place and place in self.known):
                yield nth
            self.known.add(place)
            nth = nth + 1 if LONG or nth >= rest else min(nth + rarer(nth), rest)
        yield len(places) + 1

    def begin(self, **settings):
        os.environ.update(self.environment)
        try:
            service = Faulted(self.failed, self.database, workers=1, **settings)
        finally:
            for name in self.environment:
                del os.environ[name]
        self.addCleanup(service.close)
        return service

    def ask(self, service, path, **headers):
        try:
            return service.get(path, **headers)
        except OSError:
            return None

    def said(self, answer):
        """What is the same each time: of measurements the names, but for those that the system's own files
        tell."""
        if answer.headers.get("content-type", "").startswith("text/plain; version="):
            return answer.status, sorted(set(re.findall(rb"^# TYPE (exportstats_\S+)", answer.body, re.M)))
        return answer.status, answer.body

    def tell(self):
        seen, total = self.seen, sum(self.seen.values())
        print(self.id(), dict(seen), flush=True)
        right = {"right": seen["same"], "cut": seen["cut"]}
        tell_counts(total, {**right, "error": total - sum(right.values())}, self.faults)

    def judge(self, answer, expected):
        if answer is None or (answer.status == 0 and not answer.body):
            return "cut"
        if answer.whole and self.said(answer) == expected:
            return "same"
        if answer.status >= 500 and answer.whole:
            if not answer.body:
                return "bare status"
            return "problem" if json.loads(answer.body)["status"] == answer.status else "wrong"
        if not answer.whole and expected[1].startswith(answer.body):
            return "cut"
        return "wrong"

    def check_after(self, service, path, expected, **headers):
        answer = service.get(path, **headers)
        self.assertTrue(answer.whole)
        self.assertEqual(self.said(answer), expected)
        self.assertIsNone(service.child.poll())

    def fail_answers(self, kinds, for_good=False, asked=ASKED, cache=0):
        """Without a cache each is made anew."""
        service = self.begin(cache=cache)
        for path, coding in asked:
            headers = {"Accept_Encoding": coding + ", identity;q=0"} if coding else {}
            answer = service.get(path, **headers)
            self.assertEqual(answer.headers.get("content-encoding"), coding)
            expected = self.said(answer)
            calls = self.worth_failing(
                kinds, for_good, lambda path=path, headers=headers: service.get(path, **headers),
                lambda nth: 1 if nth < 30 else 1 + nth // 6)
            for nth in calls:
                self.arm(kinds, nth, for_good)
                answer = self.ask(service, path, **headers)
                self.disarm()
                outcome = self.judge(answer, expected)
                self.seen[outcome] += 1
                self.assertNotEqual(outcome, "wrong", (path, coding, nth, answer and answer.status,
                                                       answer and answer.body[:500]))
                self.check_after(service, path, expected, **headers)
        self.tell()
        self.stop(service)
        self.assertGreater(len(self.seen), 1)

    def test_answers_without_memory(self):
        self.fail_answers(MEMORY)

    def test_answers_without_memory_from_one_call_on(self):
        self.fail_answers(MEMORY, True)

    def test_answers_kept_without_memory(self):
        self.fail_answers(MEMORY, asked=KEPT, cache=1)

    def test_answers_kept_without_memory_from_one_call_on(self):
        self.fail_answers(MEMORY, True, asked=KEPT, cache=1)

    def reload(self, service):
        """A new file under the name is looked at."""
        told = len(service.events("reload") + service.events("reload failed"))
        self.replace(self.master)
        service.signal(signal.SIGHUP)
        wait_until(lambda: len(service.events("reload") + service.events("reload failed")) > told,
                   "the new file was looked at")

    def reload_with_fault(self, service, kinds, nth, expected):
        self.arm(kinds, nth)
        self.reload(service)
        answer = self.ask(service, LIST)
        self.disarm()
        outcome = self.judge(answer, expected)
        self.assertNotEqual(outcome, "wrong", nth)
        self.seen[outcome] += 1

    def fail_reloads(self, kinds):
        service = self.begin()
        answer = service.get(LIST)
        expected = (answer.status, answer.body)

        def reload():
            self.reload(service)
            service.get(LIST)

        for nth in self.worth_failing(kinds, False, reload, lambda nth: 1 + nth // 4):
            self.reload_with_fault(service, kinds, nth, expected)
            self.check_after(service, LIST, expected)
        self.assertGreater(self.faults, 2)
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

    def test_answers_where_accepting_fails(self):
        self.fail_answers(ACCEPT)

    def test_answers_where_sending_fails(self):
        self.fail_answers(SEND)

    def is_right(self, service, expected):
        answer = self.ask(service, LIST)
        return bool(answer) and answer.body == expected[1]

    def start_with_fault(self, kinds, nth, for_good, expected):
        """The outcome of one start."""
        self.arm(kinds, nth, for_good)
        try:
            service = self.begin()
        except AssertionError as end:
            self.disarm()
            self.assertRegex(str(end), r"ended with 1: .*\S")
            return "refused"
        self.disarm()
        is_heard = service.events("start")
        outcome = self.judge(self.ask(service, LIST), expected)
        wait_until(lambda: service.child.poll() is not None or self.is_right(service, expected),
                   "the right bytes, or an end")
        if service.child.poll() is not None:  # it had listened
            self.assertEqual(service.child.returncode, 1)
            self.assertRegex(service.child.stderr.read(), rb"\S")
            return "refused"
        self.stop(service)
        service.close()
        return outcome if is_heard else "without a line"

    def start_all(self, kinds, for_good=False):
        started = []
        # What is our own comes late, when the database was looked at.
        calls = self.worth_failing(kinds, for_good, lambda: started.append(self.begin()),
                                   lambda nth: 1 + nth // 3, last=20)
        first = next(calls)
        answer = started[0].get(LIST)
        expected = (answer.status, answer.body)
        self.stop(started[0])
        for nth in (first, *calls):
            outcome = self.start_with_fault(kinds, nth, for_good, expected)
            self.assertIn(outcome, ("same", "refused", "without a line", "problem",
                                    "bare status", "cut"), nth)
            self.seen[outcome] += 1
        self.tell()

    def test_start_without_memory(self):
        self.start_all(MEMORY)

    def test_start_without_memory_from_one_call_on(self):
        self.start_all(MEMORY, True)

    def test_start_without_reads(self):
        self.start_all(READ)

    def test_start_without_files(self):
        self.start_all(OPEN)

    def test_start_without_threads(self):
        self.start_all(THREAD)
        self.assertEqual(self.seen["refused"], self.faults)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-k", "test_" + sys.argv[5]], verbosity=2)
