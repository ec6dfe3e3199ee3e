"""More clients than places, and no descriptors left."""

import os
import resource
import socket
import sys
import time
from collections import Counter

from service import LIST, LIVE, Answer, ServiceTest, ended, main, send, wait_until

CROWD = sys.argv[4]
METRICS = "/metrics"


class Limits(ServiceTest):
    def fill(self, service, count):
        """Connections that were really let in: each has had an answer and is kept alive."""
        clients = self.connect(service, count)
        for client in clients:
            send(client, LIVE)
            self.assertEqual(Answer(client).status, 200)
        return clients

    def check_refused(self, answer):
        self.assertEqual((answer.status, answer.whole), (503, True))
        self.assertTrue(answer.headers["retry-after"].isdigit())
        self.assertEqual(answer.headers["content-type"], "application/problem+json")
        self.assertEqual(answer.headers["connection"], "close")

    def test_full(self):
        service = self.start(connections=20)
        inside = self.fill(service, 20)
        newcomer, = self.connect(service, 1)
        self.check_refused(Answer(newcomer))
        for _ in range(3):
            send(newcomer, LIST)  # no reset, which could overtake the refusal on a longer way
            time.sleep(0.1)
        self.assertTrue(ended(newcomer))
        for _ in range(50):
            self.check_refused(service.get(LIST))
        send(inside[7], LIST)
        self.assertEqual(Answer(inside[7]).status, 200)
        self.check_idle(service)
        for client in inside[:5]:
            client.close()
        wait_until(lambda: service.get(LIVE).status == 200, "a place that came free")
        self.check_serves(service)
        self.check_idle(service)
        self.stop(service)

    def test_flood_above_the_limit(self):
        service = self.start(connections=4, workers=4)
        self.fill(service, 4)
        crowd = self.connect(service, 200)
        for client in crowd:
            self.check_refused(Answer(client))
        self.check_idle(service)

    def outcomes(self, service, clients):
        """Every client gets an answer, a refusal, or is cut or left waiting; never anything else."""
        seen = {200: 0, 503: 0, 0: 0}
        for client in clients:
            try:
                send(client, LIST)
            except ConnectionError:
                pass
        for client in clients:
            client.settimeout(2)
            try:
                seen[Answer(client).status] += 1
            except TimeoutError:
                seen[0] += 1
        return seen

    def test_descriptors_exhausted(self):
        """The limit is lowered under the running service, so that its own precautions fail."""
        service = self.start(workers=4)
        self.check_serves(service)
        room = service.descriptors() + 6
        limits = resource.prlimit(service.child.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(service.child.pid, resource.RLIMIT_NOFILE, (room, limits[1]))
        clients = self.connect(service, 60)
        seen = self.outcomes(service, clients)
        print(seen)
        self.assertGreater(seen[200], 0)
        self.assertGreater(seen[503], 0)
        self.check_idle(service)
        for client in clients:
            client.close()
        wait_until(lambda: service.get(LIST).status == 200, "recovery")
        self.check_serves(service)
        self.check_idle(service)
        resource.prlimit(service.child.pid, resource.RLIMIT_NOFILE, limits)
        self.connect(service, 60)
        self.check_serves(service)
        self.check_idle(service)
        self.stop(service)

    def test_no_descriptor_at_all(self):
        """Not even the one kept back can be opened again: newcomers wait, and nothing spins."""
        service = self.start(workers=4)
        self.check_serves(service)
        limits = resource.prlimit(service.child.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(service.child.pid, resource.RLIMIT_NOFILE, (3, limits[1]))
        clients = self.connect(service, 10)
        for client in clients:
            send(client, LIST)
        self.check_idle(service)
        resource.prlimit(service.child.pid, resource.RLIMIT_NOFILE, limits)
        for client in clients:
            self.assertEqual(Answer(client).status, 200)
        self.check_serves(service)
        self.check_idle(service)
        self.stop(service)

    def test_that_none_is_left_is_told(self):
        """An alert compares the two: it must not fall silent when it comes true."""
        service = self.start()
        client, = self.fill(service, 1)
        limits = resource.prlimit(service.child.pid, resource.RLIMIT_NOFILE)
        most = service.descriptors()
        resource.prlimit(service.child.pid, resource.RLIMIT_NOFILE, (most, limits[1]))
        send(client, METRICS)
        samples = Answer(client).body.decode().splitlines()
        self.assertIn(f"process_open_fds {most}", samples)
        self.assertIn(f"process_max_fds {most}", samples)
        resource.prlimit(service.child.pid, resource.RLIMIT_NOFILE, limits)
        self.stop(service)

    def test_few_descriptors_from_the_start(self):
        service = self.start(descriptors=200, workers=4)
        self.assertLess(service.event("limit")["connections"], 200)
        clients = self.connect(service, 250)
        seen = self.outcomes(service, clients)
        print(seen)
        self.assertEqual(seen[200], service.event("limit")["connections"])
        self.assertEqual(seen[200] + seen[503], 250)
        self.check_idle(service)
        for client in clients:
            client.close()
        wait_until(lambda: service.get(LIST).status == 200, "recovery")
        self.stop(service)

    def test_each_number_of_descriptors_at_start(self):
        """It says what it lacks and ends, or serves."""
        seen = Counter()
        for count in range(8, 72, 4):
            try:
                service = self.start(descriptors=count, workers=4, admin_listen="127.0.0.1:0")
            except AssertionError as end:
                self.assertRegex(str(end), r"ended with 1: exportstats serve: .+\.\n$")
                seen["refused"] += 1
                continue
            answer = service.get(LIST)
            self.assertEqual((answer.whole, answer.status in (200, 503)), (True, True))
            seen[answer.status] += 1
            self.stop(service)
        print(dict(seen))
        self.assertGreater(min(seen["refused"], seen[200]), 2)

    def test_clients_that_only_come_and_go(self):
        service = self.start(connections=8)
        for _ in range(300):
            socket.create_connection(("127.0.0.1", service.port)).close()
        time.sleep(0.2)
        self.check_serves(service)
        self.check_idle(service)

    def test_a_thread_a_processor_that_is_ours(self):
        processor = min(os.sched_getaffinity(0))
        service = self.start(workers=0, launcher=["taskset", "-c", str(processor)])
        self.assertEqual(service.event("start")["workers"], 1)
        self.check_serves(service)

    def test_many_processors(self):
        """Some threads do: one for each takes more memory and more threads than a small container has."""
        service = self.start(workers=0, environment={
            "LD_PRELOAD": CROWD,
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"})
        self.assertEqual(service.event("start")["workers"], 16)
        self.check_serves(service)


if __name__ == "__main__":
    main()
