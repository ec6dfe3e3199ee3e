"""What Prometheus is told, and that it is true."""

import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time

from service import (LIST, LIVE, PATIENCE, STREAM, Answer, Service, ServiceTest, head, main, send,
                     wait_until)

SAMPLE = re.compile(r'^([a-z_]+)(?:\{(.*)\})? (-?[0-9.]+)$')
LABEL = re.compile(r'([a-z]+)="((?:[^"\\]|\\.)*)"')
PREFIXES = ("exportstats_", "process_")


def parse(text):
    """{(name, labels): value}; labels as a frozenset of pairs."""
    samples = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, labels, value = SAMPLE.match(line).groups()
        key = name, frozenset(LABEL.findall(labels or ""))
        assert key not in samples, f"twice: {line}"
        samples[key] = float(value)
    return samples


class Metrics(ServiceTest):
    long = True

    def read(self, service):
        answer = service.get_admin("/metrics")
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["content-type"],
                         "text/plain; version=0.0.4; charset=utf-8")
        self.assertEqual(answer.headers["cache-control"], "no-store")
        return answer.body.decode()

    def value(self, service, name, **labels):
        return parse(self.read(service)).get((name, frozenset(labels.items())), 0)

    def becomes(self, service, expected, name, **labels):
        wait_until(lambda: self.value(service, name, **labels) == expected,
                   f"{name} {labels} = {expected}", patience=15)

    def start_measured(self, **settings):
        return self.start(admin_listen="127.0.0.1:0", **settings)

    def test_form(self):
        service = self.start_measured()
        service.get(LIST)
        text = self.read(service)
        named = re.findall(r"^# TYPE (\S+) ", text, re.M)
        self.assertEqual(len(named), len(set(named)))
        self.assertEqual(named, re.findall(r"^# HELP (\S+) ", text, re.M))
        for name, _ in parse(text):
            self.assertTrue(name.startswith(PREFIXES), name)
        if shutil.which("promtool"):
            done = subprocess.run(["promtool", "check", "metrics"], input=text, text=True,
                                  capture_output=True, check=False)
            self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_requests(self):
        service = self.start_measured(workers=3)
        for _ in range(10):
            service.get(LIST)
        for path in ("/v1/figures/nosuch", "/v1/figures/other", "/nowhere", "/v1/figures?x=1"):
            service.get(path)
        with service.connect() as client:
            send(client, LIST, method="HEAD")
            Answer(client, "HEAD")
            send(client, LIST, method="DELETE")
            self.assertEqual(Answer(client).status, 405)
        requests = "exportstats_http_requests_total"
        self.becomes(service, 10, requests, route="/v1/figures", method="GET", code="200")
        self.becomes(service, 1, requests, route="/v1/figures", method="HEAD", code="200")
        self.becomes(service, 1, requests, route="/v1/figures", method="GET", code="400")
        self.becomes(service, 2, requests, route="/v1/figures/{id}", method="GET", code="404")
        self.becomes(service, 1, requests, route="none", method="GET", code="404")
        self.becomes(service, 1, requests, route="none", method="other", code="405")
        count = "exportstats_http_request_duration_seconds_count"
        self.becomes(service, 12, count, route="/v1/figures")
        samples = parse(self.read(service))
        self.assertNotIn("nosuch", str(samples))
        buckets = [(float(dict(labels)["le"]), value) for (name, labels), value in samples.items()
                   if name.endswith("_bucket") and dict(labels)["route"] == "/v1/figures"]
        self.assertEqual([value for _, value in sorted(buckets)],
                         sorted(value for _, value in buckets))
        self.assertEqual(max(buckets), (float("inf"), 12))

    def test_bytes_and_cuts(self):
        service = self.start_measured(idle_timeout=3)
        whole = service.get(STREAM)
        name = "exportstats_http_response_body_bytes_total"
        self.becomes(service, len(whole.body), name, route="/v1/figures")
        self.assertEqual(self.value(service, "exportstats_http_requests_in_flight"), 1)
        stalled, = self.connect(service, 1, receive=2048)
        send(stalled, STREAM)
        self.becomes(service, 2, "exportstats_http_requests_in_flight")
        self.becomes(service, 1, "exportstats_http_responses_cut_total", route="/v1/figures")
        self.becomes(service, 1, "exportstats_connections_cut_total", reason="reader")
        self.becomes(service, 1, "exportstats_http_requests_in_flight")

    def test_connections(self):
        service = self.start_measured(connections=3, head_timeout=2, idle_timeout=4)
        kept, silent, other = self.connect(service, 3)
        for client in (kept, other):
            send(client, LIVE)
            Answer(client)
        self.becomes(service, 3, "exportstats_connections", entrance="public")
        self.assertEqual(service.get(LIVE).status, 503)
        self.becomes(service, 1, "exportstats_connections_refused_total")
        self.becomes(service, 1, "exportstats_connections_cut_total", reason="head")
        self.becomes(service, 2, "exportstats_connections_cut_total", reason="idle")
        self.becomes(service, 0, "exportstats_connections", entrance="public")
        self.assertEqual(self.value(service, "exportstats_connections", entrance="admin"), 1)
        self.assertEqual(self.value(service, "exportstats_connections_limit"), 3)
        silent.close()

    def test_database(self):
        service = self.start_measured()
        self.assertEqual(self.value(service, "exportstats_database_loaded"), 1)
        self.assertGreater(self.value(service, "exportstats_database_revision"), 0)
        self.assertGreater(
            self.value(service, "exportstats_database_imported_timestamp_seconds"), 1.6e9)
        self.replace(self.master)
        self.becomes(service, 1, "exportstats_database_reloads_total")
        with open(self.database + ".bad", "wb") as file:
            file.write(b"no database" * 1000)
        self.replace(self.database + ".bad")
        self.becomes(service, 1, "exportstats_database_reload_failures_total")
        time.sleep(2.5)
        self.becomes(service, 1, "exportstats_database_reload_failures_total")
        self.assertEqual(self.value(service, "exportstats_database_loaded"), 1)
        self.stop(service)

    def test_cache(self):
        service = self.start_measured(workers=1, cache=8)
        for _ in range(5):
            service.get(LIST)
        self.becomes(service, 4, "exportstats_cache_hits_total")
        self.becomes(service, 1, "exportstats_cache_misses_total")
        self.assertGreater(self.value(service, "exportstats_cache_entries"), 0)
        self.assertGreater(self.value(service, "exportstats_cache_bytes"), 1000)
        self.assertEqual(self.value(service, "exportstats_cache_limit_bytes"), 8 << 20)
        self.replace(self.master)
        service.event("reload")
        service.get(LIVE)
        self.becomes(service, 0, "exportstats_cache_entries")
        self.stop(service)

    def test_log(self):
        reader, writer = os.pipe()
        os.close(reader)
        service = Service(self.database, stdout=writer, workers=1, listen="127.0.0.1:0",
                          admin_listen="unix:" + os.path.join(self.folder, "log.sock"))
        os.close(writer)
        self.addCleanup(service.close)
        wait_until(lambda: os.path.exists(os.path.join(self.folder, "log.sock")), "a socket")

        def dropped():
            client = service.connect_unix(os.path.join(self.folder, "log.sock"))
            samples = parse(service.get("/metrics", client).body.decode())
            return samples["exportstats_log_lines_dropped_total", frozenset()]

        wait_until(lambda: dropped() > 3, "lines that nobody reads are counted")

    def test_process(self):
        service = self.start_measured()
        samples = parse(self.read(service))
        none = frozenset()
        started = samples["process_start_time_seconds", none]
        self.assertLess(abs(started - time.time()), 3600)
        self.assertEqual(self.value(service, "process_start_time_seconds"), started)
        self.assertGreater(samples["process_resident_memory_bytes", none], 1e6)
        self.assertGreater(samples["process_cpu_seconds_total", none], 0)
        self.assertLess(abs(samples["process_open_fds", none] - service.descriptors()), 4)
        self.assertGreater(samples["process_max_fds", none], 100)
        info = [labels for name, labels in samples if name == "exportstats_build_info"]
        self.assertRegex(dict(info[0])["version"], r"^\d+\.\d+\.\d+$")

    def test_where(self):
        service = self.start()
        self.assertEqual(service.get("/metrics").status, 200)
        service = self.start_measured(base_path="/stats")
        self.assertEqual(service.get("/stats/metrics").status, 404)
        self.assertIn("exportstats_", self.read(service))

    def test_asked_while_it_ends(self):
        """Whoever measures looks at every worker; none of them may be gone."""
        for _ in range(5):
            service = self.start_measured(workers=4)
            clients = [socket.create_connection(("127.0.0.1", service.admin_port), PATIENCE)
                       for _ in range(8)]
            for client in clients:
                client.sendall(head("/metrics") * 50)
            service.signal(signal.SIGTERM)
            service.signal(signal.SIGINT)
            self.assertEqual(service.wait(), 0)
            for client in clients:
                client.close()

    def test_adds_up_under_load(self):
        service = self.start_measured(workers=4)
        stop = threading.Event()

        def scrape():
            while not stop.is_set():
                parse(self.read(service))

        threads = [threading.Thread(target=self.check_serves, args=(service, 50)) for _ in range(6)]
        scraper = threading.Thread(target=scrape)
        scraper.start()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        stop.set()
        scraper.join()
        self.becomes(service, 300, "exportstats_http_requests_total", route="/v1/figures",
                     method="GET", code="200")
        self.becomes(service, 1, "exportstats_http_requests_in_flight")
        self.stop(service)


if __name__ == "__main__":
    main()
