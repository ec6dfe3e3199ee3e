"""Answers from memory and in codings, as curl and raw sockets get them."""

import os
import subprocess
import zlib

from service import READY, Answer, ServiceTest, main, send, wait_until

LONG_LIST = "/v1/figures?select=all&limit=100"
HOT = "/v1/targets"
STREAM = "/v1/figures.csv?select=all"
PATHS = ["/", "/v1", LONG_LIST, "/v1/figures.txt", STREAM, "/v1/figures.ndjson?select=all",
         "/v1/figures?select=all&shape=array", "/figures.csv", "/datapackage.json",
         "/v1/snapshot.db", "/openapi.json", "/livez", "/v1/nothing", "/v1/figures?limit=x"]
TIMES = 4  # a miss, two hits, and what is coded by then


class Codings(ServiceTest):
    def curl(self, service, path, *options):
        done = subprocess.run(["curl", "-s", *options, f"http://127.0.0.1:{service.port}{path}"],
                              capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, (path, options, done.stderr))
        return done.stdout

    def test_compressed_is_the_same(self):
        service = self.start(workers=1)
        for path in PATHS:
            plain = self.curl(service, path)
            self.assertTrue(plain, path)
            for _ in range(TIMES):
                self.assertEqual(self.curl(service, path, "--compressed"), plain, path)
            for coding in ("gzip", "br", "zstd"):
                for _ in range(TIMES):
                    options = ["--compressed", "-H", f"Accept-Encoding: {coding}"]
                    self.assertEqual(self.curl(service, path, *options), plain, (path, coding))
        self.stop(service)

    def ask(self, client, path, method="GET", **headers):
        send(client, path, method, **headers)
        answer = Answer(client, method)
        self.assertTrue(answer.whole or method == "HEAD", path)
        return answer

    def test_coded_at_the_second_hit(self):
        service = self.start(workers=1)
        with service.connect() as client:
            answers = [self.ask(client, LONG_LIST, Accept_Encoding="gzip") for _ in range(TIMES)]
            codings = [answer.headers.get("content-encoding") for answer in answers]
            self.assertEqual(codings, [None, None, "gzip", "gzip"])
            plain, coded = answers[0], answers[2]
            self.assertEqual(zlib.decompress(coded.body, wbits=31), plain.body)
            self.assertNotEqual(coded.headers["etag"], plain.headers["etag"])
            for answer in answers:
                self.assertIn("Accept-Encoding", answer.headers["vary"])
            for tag in (plain.headers["etag"], coded.headers["etag"]):
                known = self.ask(client, LONG_LIST, Accept_Encoding="gzip", If_None_Match=tag)
                self.assertEqual((known.status, known.headers["etag"]), (304, tag))
            known = self.ask(client, LONG_LIST, If_None_Match=coded.headers["etag"])
            self.assertEqual((known.status, known.headers["etag"]), (200, plain.headers["etag"]))
            # The same question put in another way lies in the same place.
            other = self.ask(client, "/v1/figures?limit=100&select=all", Accept_Encoding="x-gzip")
            self.assertEqual((other.body, other.headers["etag"]),
                             (coded.body, coded.headers["etag"]))
            head = self.ask(client, LONG_LIST, "HEAD", Accept_Encoding="gzip")
            self.assertEqual(head.headers["content-length"], str(len(coded.body)))
            small = [self.ask(client, "/v1/series/pk-ict?fields=id", Accept_Encoding="gzip")
                     for _ in range(TIMES)]
            self.assertEqual({answer.headers.get("content-encoding") for answer in small}, {None})
            only = self.ask(client, "/v1/series/pk-ict?fields=id",
                            Accept_Encoding="gzip, identity;q=0")
            self.assertEqual(zlib.decompress(only.body, wbits=31), small[0].body)
        service.event("request", TIMES)
        seen = [line.get("cache") for line in service.events("request")[:TIMES]]
        self.assertEqual(seen, ["miss", "hit", "hit", "hit"])
        self.stop(service)

    def test_stream(self):
        service = self.start(workers=1)
        with service.connect() as client:
            plain = self.ask(client, STREAM)
            coded = self.ask(client, STREAM, Accept_Encoding="gzip")
            self.assertEqual(coded.headers["content-encoding"], "gzip")
            self.assertEqual(zlib.decompress(coded.body, wbits=31), plain.body)
            self.assertLess(len(coded.body), len(plain.body) / 3)
            known = self.ask(client, STREAM, Accept_Encoding="gzip",
                             If_None_Match=coded.headers["etag"])
            self.assertEqual(known.status, 304)
        self.stop(service)

    def test_what_the_program_says(self):
        """Without data too: it has tags and codings as answers from data have."""
        os.remove(self.database)
        service = self.start(workers=1)
        with service.connect() as client:
            for path in ("/openapi.json", "/problems/gone"):
                plain = self.ask(client, path)
                self.assertEqual((plain.status, plain.headers["vary"]), (200, "Accept-Encoding"))
                for tag, status in ((plain.headers["etag"], 304), ('"other"', 200)):
                    again = self.ask(client, path, If_None_Match=tag)
                    self.assertEqual((again.status, again.headers["etag"]),
                                     (status, plain.headers["etag"]), path)
            answers = [self.ask(client, "/openapi.json", Accept_Encoding="gzip")
                       for _ in range(TIMES)]
            self.assertEqual(answers[-1].headers["content-encoding"], "gzip")
            self.assertNotIn("etag", self.ask(client, "/problems/nothing").headers)
            self.assertNotIn("etag", self.ask(client, "/livez").headers)
        self.stop(service)

    def test_what_is_one_clients_own(self):
        service = self.start(workers=1)
        with service.connect() as client:
            first = self.ask(client, LONG_LIST)
            for name in ("a", "b"):
                answer = self.ask(client, LONG_LIST, X_Request_Id=name)
                self.assertEqual((answer.headers["x-request-id"], answer.body), (name, first.body))
            answer = self.ask(client, LONG_LIST)
            self.assertNotIn("x-request-id", answer.headers)
            self.assertEqual(answer.body, first.body)
            broken = self.ask(client, LONG_LIST, Content_Length="5")
            self.assertEqual((broken.status, broken.headers["connection"]), (400, "close"))
        self.stop(service)

    def ask_many(self, service):
        """More different answers than the smallest cache holds, and one again and again."""
        with service.connect() as client:
            hot = self.ask(client, HOT)
            for limit in range(1, 100):
                for fields in ("", "&select=all"):
                    path = f"/v1/figures?limit={limit}{fields}"
                    self.assertEqual(self.ask(client, path).status, 200)
                if limit % 5 == 0:
                    self.assertEqual(self.ask(client, HOT).body, hot.body)

    def test_bounded(self):
        service = self.start(workers=1, cache=1)
        self.ask_many(service)
        service.event("request", 1 + 2 * 99 + 19)
        lines = service.events("request")
        self.assertEqual([line["cache"] for line in lines if line["path"] == HOT],
                         ["miss"] + 19 * ["hit"])
        # What came when all was full is kept once it is asked again, and the same bytes each time.
        with service.connect() as client:
            answers = [self.ask(client, "/v1/figures?limit=40") for _ in range(TIMES)]
        self.assertEqual({(answer.body, answer.headers["etag"], tuple(sorted(answer.headers)))
                          for answer in answers},
                         {(answers[0].body, answers[0].headers["etag"],
                           tuple(sorted(answers[0].headers)))})
        service.event("request", len(lines) + TIMES)
        seen = [line["cache"] for line in service.events("request")[len(lines):]]
        self.assertEqual(seen, ["miss", "hit", "hit", "hit"])
        self.stop(service)

    def test_without(self):
        service = self.start(workers=1, cache=0)
        self.ask_many(service)
        with service.connect() as client:
            plain = self.ask(client, LONG_LIST, Accept_Encoding="br, gzip")
            self.assertNotIn("content-encoding", plain.headers)
            coded = self.ask(client, LONG_LIST, Accept_Encoding="gzip, identity;q=0")
            self.assertEqual(zlib.decompress(coded.body, wbits=31), plain.body)
        wait_until(lambda: len(service.events("request")) >= 200, "the log is whole")
        self.assertEqual({line.get("cache") for line in service.events("request")}, {"miss"})
        self.assertEqual(service.get(READY).status, 200)
        self.stop(service)


if __name__ == "__main__":
    main()
