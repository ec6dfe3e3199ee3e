"""A hot cache while the database is swapped ten times a second: every answer is one revision's.

Clients ask the same few questions over and over, in every coding, with and without the tags that
they were given. What each database must say was asked before, without a server. The thread
sanitizer runs this too.
"""

import collections
import os
import random
import shutil
import signal
import subprocess
import threading
import time
import zlib

from service import BINARY, PACKAGE, READY, Answer, ServiceTest, main, send

PATHS = ["/v1/figures?limit=20", "/v1/figures?revision=1&limit=20", "/v1/growth-rates", "/v1",
         "/v1/figures/pk-ict.fy2020.tie-app-2021-08-29/why", "/v1/targets.txt", "/v1/figures.csv?select=all",
         "/v1/series/pk-ict?fields=id"]
CODINGS = [None, "gzip", "br", "zstd", "gzip, br;q=0.5", "identity;q=0, zstd"]
DECODE = {"br": ["brotli", "-dc"], "zstd": ["zstd", "-dcq"]}
CLIENTS, CONNECTIONS, SWAPS_A_SECOND = 8, 12, 10
SECONDS = 20 if os.environ.get("LONG_TESTS") else 4.5
CALM = 3  # times that the swapping stops, to see that nothing old is left


def decoded(coding, body):
    if coding == "gzip":
        return zlib.decompress(body, wbits=31)
    if coding in DECODE:
        return subprocess.run(DECODE[coding], input=body, capture_output=True, check=True).stdout
    return body


def said_by(database, path):
    done = subprocess.run([BINARY, "get", path, "--database", database], capture_output=True,
                          timeout=120)
    return done.stdout


class Client(threading.Thread):
    """Asks on kept connections; keeps every answer that differs from those it has seen."""

    def __init__(self, service, number):
        super().__init__()
        self.service, self.random, self.going = service, random.Random(number), True
        self.seen, self.faults = set(), []
        self.counts, self.tags = collections.Counter(), {}

    def ask(self, client, path, coding, tag, method="GET"):
        headers = {"Accept_Encoding": coding} if coding else {}
        if tag:
            headers["If_None_Match"] = tag
        send(client, path, method, **headers)
        answer = Answer(client, method)
        coded = answer.headers.get("content-encoding", "")
        if not answer.whole or answer.status not in (200, 304):
            self.faults.append(f"{method} {path}: {answer.status}, whole: {answer.whole}")
        elif answer.status == 304 and not (tag and answer.headers["etag"] == tag):
            self.faults.append(f"{path}: 304 for {answer.headers['etag']}, known was {tag}")
        elif coded and coded not in (coding or ""):
            self.faults.append(f"{path}: {coded} where {coding} was asked")
        elif method == "GET" and answer.status == 200:
            self.seen.add((path, coded, answer.headers["etag"], answer.body))
        self.counts[coded or answer.status] += 1
        self.tags[path] = answer.headers.get("etag")
        return answer.headers.get("connection") != "close"

    def run(self):
        while self.going and not self.faults:
            with self.service.connect() as client:
                stays = True
                while stays and self.going and not self.faults:
                    path, coding = self.random.choice(PATHS), self.random.choice(CODINGS)
                    tag = self.tags.get(path) if self.random.random() < 0.3 else None
                    head = self.random.random() < 0.1
                    stays = self.ask(client, path, coding, tag, "HEAD" if head else "GET")


class Swaps(ServiceTest):
    def setUp(self):
        super().setUp()
        self.second = self.database + ".second"
        shutil.copy(self.master, self.second)
        package = self.second + ".package"
        shutil.copytree(PACKAGE, package)
        figures = os.path.join(package, "figures.csv")
        with open(figures, encoding="utf-8", newline="") as file:
            text = file.read()
        with open(figures, "w", encoding="utf-8", newline="") as file:
            file.write(text.replace("1439.970", "1439.971"))
        subprocess.run([BINARY, "import", package, "--database", self.second], check=True,
                       capture_output=True, timeout=300)
        self.said = {path: [said_by(each, path) for each in (self.master, self.second)]
                     for path in PATHS}

    def swap(self, service, source):
        self.replace(source)
        service.signal(signal.SIGHUP)

    def swap_for(self, service, seconds):
        end, turn = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            self.swap(service, (self.second, self.master)[turn % 2])
            turn += 1
            time.sleep(1 / SWAPS_A_SECOND)

    def check_nothing_old(self, service, source, which):
        """Whoever asks after the swap was told gets the new answer, from every worker."""
        told = len(service.events("reload"))
        self.swap(service, source)
        service.event("reload", told + 1)
        for _ in range(CONNECTIONS):
            with service.connect() as client:
                for path in PATHS:
                    send(client, path)
                    self.assertEqual(Answer(client).body, self.said[path][which], path)

    def check_seen(self, clients):
        by_tag, codings = {}, set()
        for path, coding, tag, body in set().union(*(client.seen for client in clients)):
            self.assertEqual(by_tag.setdefault(tag, body), body, f"{path}: two bodies, one tag")
            self.assertIn(decoded(coding, body), self.said[path], f"{path} as {coding or 'it is'}")
            codings.add(coding)
        self.assertEqual(codings, {"", "gzip", "br", "zstd"})

    def test_hot_cache(self):
        service = self.start(workers=4)
        clients = [Client(service, number) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        for turn in range(CALM):
            self.swap_for(service, SECONDS / CALM)
            self.check_nothing_old(service, (self.second, self.master)[turn % 2], 1 - turn % 2)
        for client in clients:
            client.going = False
        for client in clients:
            client.join()
        self.assertEqual([fault for client in clients for fault in client.faults], [])
        self.check_seen(clients)
        hits = [line for line in service.events("request") if line.get("cache") == "hit"]
        self.assertGreater(len(hits), 100)
        print(sum((client.counts for client in clients), collections.Counter()), "reloads:",
              len(service.events("reload")), "from the cache:", len(hits))
        self.assertEqual(service.get(READY).status, 200)
        self.stop(service)
        self.assertNotIn(b"ThreadSanitizer", service.child.stderr.read())


if __name__ == "__main__":
    main()
