"""Malformed and ambiguous requests over raw sockets: each gets its one answer or a closed connection,
never two, never the answer to another question, and the service goes on as if nothing had been."""

import gzip
import os
import random
import socket
from collections import Counter

import wire
from cases import HIDDEN_PATH, LIVE as ASKED, all_requests, ask
from service import LIST, LIVE, ServiceTest, main, tell_counts, wait_until

LONG = bool(os.environ.get("LONG_TESTS"))
MUTATIONS = 60000 if LONG else 1500
LEAST = 40  # kinds of requests, or the tables were not found
MARKS = [b"\r\n", b"\n", b"\r", b"\0", b" ", b"\t", b":", b"\r\n ", b"\r\n\r\n", b"%", b"\xff", b"HTTP/1.1",
         b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"Host: b\r\n"]
GOOD = ask()
QUESTIONS = [LIVE, LIST, "/v1/series", "/v1/figures.csv?select=all", "/v1/search?q=growth", "/nothing"]


def behind_a_good_one(data, expected):
    """The same bytes on a connection that has already had an answer."""
    texts = expected.split("|")
    return GOOD + data, "|".join("200" if text == "-" else "200+" if text == "+" else "200 " + text
                                 for text in texts)


# How the bytes come: all at once, in pieces, behind a request that is in order.
WAYS = {
    "whole": lambda data, expected: (data, expected, 1),
    "in pieces": lambda data, expected: (data, expected, 7),
    "behind a good one": lambda data, expected: (*behind_a_good_one(data, expected), 1),
}


def outcome_of(statuses):
    """Of what came back to one attack: a refusal counts more than an answer, both more than nothing."""
    return "cut" if not statuses else "error" if max(statuses) >= 400 else "right"


class Attack(ServiceTest):
    def ask_all(self, service):
        return {path: (answer.status, answer.body)
                for path in QUESTIONS for answer in [service.get(path)]}

    def is_other(self, answer, data):
        """Whether a 200 is not what was asked: all ask for LIVE but those below /v1."""
        body = answer.body
        if answer.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return b" /v1/" not in data and body != self.live and not (b"HEAD" in data and not body)

    def fault(self, answers, got, data, expected):
        """What is wrong with what came back, or None."""
        if got not in expected.split("|"):
            return f"expected {expected}, got {got}"
        for answer in answers:
            if not answer.whole:
                return f"half an answer: {got}"
            if answer.status == 200 and self.is_other(answer, data):
                return f"an answer to another question: {answer.body[:100]}"
        return None

    def attack(self, service, data, expected, pieces):
        with service.connect() as client:
            try:
                answers, closed = wire.exchange(client, data, pieces)
            except ValueError as garbage:
                self.outcomes["wrong"] += 1
                return f"not HTTP: {garbage}"
        self.hidden += sum(answer.status == 404 and HIDDEN_PATH in answer.body
                           for answer in answers)
        fault = self.fault(answers, wire.describe(answers, closed), data, expected)
        self.outcomes["wrong" if fault else outcome_of([answer.status for answer in answers])] += 1
        return fault

    def check_as_before(self, service, before):
        """Nothing stuck: the same bytes to whoever asks, no time used, no complaint, a clean end."""
        self.assertIsNone(service.child.poll(), "the service still runs")
        self.assertEqual(self.ask_all(service), before)
        self.check_idle(service)
        self.stop(service)
        self.assertEqual(service.child.stderr.read(), b"")

    def test_requests(self):
        service = self.start(workers=2, head_timeout=5)
        before, self.outcomes = self.ask_all(service), Counter()
        self.live, self.hidden, tried, faults = before[LIVE][1], 0, 0, []
        for subject, table in all_requests().items():
            for name, (data, expected) in table.items():
                for way, way_of in WAYS.items():
                    fault = self.attack(service, *way_of(data, expected))
                    tried += 1
                    if fault:
                        faults.append(f"{subject}, {name}, {way}: {fault}")
        self.check_log(service)
        self.check_as_before(service, before)
        self.assertGreater(tried, LEAST * len(WAYS))
        print(f"requests tried: {tried}, of {sum(map(len, all_requests().values()))} kinds; "
              f"answers wrong: {len(faults)}; crashes: 0")
        tell_counts(tried, self.outcomes)
        self.assertEqual(faults, [])

    def test_nothing_stays_in_the_cache(self):
        """Each attack on an answer of its own, which nobody has asked for yet; who then asks plainly
        gets what a service gives that was never attacked."""
        service, other = self.start(workers=1), self.start(workers=1)
        kinds = [(f"{subject}, {name}", data) for subject, table in all_requests().items()
                 for name, (data, _) in table.items()]
        for number, (name, data) in enumerate(kinds, 1):
            path = f"/v1/figures?limit={number}"
            with service.connect() as client:
                wire.send_all(client, data.replace(ASKED, path.encode()) + wire.PROBE)
                wire.read_all(client, 20)
            for _ in range(2):
                got, right = service.get(path), other.get(path)
                for answer in (got, right):
                    answer.headers.pop("date")
                self.assertEqual((got.status, got.headers, got.body),
                                 (right.status, right.headers, right.body), name)
        print(f"attacks on the cache: {len(kinds)}; answers wrong afterwards: 0")
        tell_counts(2 * len(kinds), {"right": 2 * len(kinds)})
        self.stop(service)

    def test_heads_up_to_the_last_byte_of_memory(self):
        """However much of its memory a head takes, it gets an answer, also where libmicrohttpd has
        none to give. Two narrow bands right below its limit are beyond us (0.9.75): in one it says
        its own 431 twice, the second time in place of the body; in one, with another request behind,
        nothing. In both it closes."""
        service = self.start(workers=1, head_timeout=5)
        seen, twice = {}, 0
        for target in range(10, 4000, 97):
            for size, entry in ((1, 70), (60, 129), (1000, 1069)):
                first = max(0, (6500 - target) // entry)
                for count in range(first, (8700 - target) // entry + 2):
                    data = ask(b"A: " + b"b" * size + b"\r\n" + (b"A: " + b"b" * size + b"\r\n") *
                               count, target=b"/" + b"x" * target)
                    with service.connect() as client:
                        try:
                            got = wire.describe(*wire.exchange(client, data))
                        except ValueError as garbage:
                            self.assertIn("Request too big", str(garbage))
                            got, twice = "431", twice + 1
                    seen[got] = seen.get(got, 0) + 1
        print(f"heads of all sizes: {seen}, {twice} of them by libmicrohttpd with two first lines")
        self.assertLessEqual(set(seen), {"404+", "431", "-"})
        self.assertLess(seen.get("-", 0), sum(seen.values()) / 100)
        self.assertLess(twice, sum(seen.values()) / 10)
        self.check_serves(service)
        self.stop(service)
        tell_counts(sum(seen.values()), {"right": seen["404+"], "error": seen["431"], "cut": seen.get("-", 0)})

    def mutated(self, choose, kinds):
        """Pieces of one or two requests, put together anew, with a mark here and there."""
        one, other = choose.choice(kinds), choose.choice(kinds)
        data = one[:choose.randrange(len(one) + 1)] + \
            (other[choose.randrange(len(other) + 1):] if choose.random() < 0.7 else GOOD)
        for _ in range(choose.randrange(4)):
            at = choose.randrange(len(data) + 1)
            data = data[:at] + choose.choice(MARKS) + data[at + choose.randrange(3):]
        return data

    def test_mutations(self):
        """Whatever comes: answers in order to the last, no more than there were requests, no error of
        our own, and an end."""
        service = self.start(workers=2, head_timeout=5, log="false")
        before, choose, seen = self.ask_all(service), random.Random(9112), {}
        outcomes = Counter()
        kinds = [data for table in all_requests().values() for data, _ in table.values()
                 if len(data) < 30000]
        for number in range(MUTATIONS):
            data = self.mutated(choose, kinds)
            methods = wire.methods_of(data)
            with service.connect() as client:
                wire.send_all(client, data)
                try:
                    client.shutdown(socket.SHUT_WR)
                except OSError:
                    pass
                got, closed = wire.read_all(client, 20)
            what = f"mutation {number}: {data[:300]}: {got[:300]}"
            self.assertTrue(closed, what)
            if b"HEAD" in data or b"Request too big" in got:
                outcomes[outcome_of([int(got.split()[1])] if got else [])] += 1
                continue
            try:
                answers = wire.read_answers(got, lambda i: methods[i:i + 1] == [b"HEAD"])
            except ValueError as garbage:
                self.fail(f"{garbage}, {what}")
            self.assertLessEqual(len(answers), data.count(b"\n") + 1, what)
            for answer in answers:
                self.assertNotIn(answer.status, (500, 503), what)
                seen[answer.status] = seen.get(answer.status, 0) + 1
            outcomes[outcome_of([answer.status for answer in answers])] += 1
        print(f"mutated requests tried: {MUTATIONS}; answers: {dict(sorted(seen.items()))}; crashes: 0")
        self.check_as_before(service, before)
        tell_counts(MUTATIONS, outcomes)

    def check_log(self, service):
        """What was hidden in another request was answered only where it was one of its own."""
        service.get("/the-last")
        wait_until(lambda: self.seen(service, "/the-last"), "the log is complete")
        self.assertEqual(self.seen(service, HIDDEN_PATH.decode()), self.hidden)

    def seen(self, service, path):
        return sum(line["path"] == path for line in service.events("request"))


if __name__ == "__main__":
    main()
