"""What readers get through real proxies with the files of deploy/: the same bytes as from the service,
whole or visibly cut off, fresh enough, each representation apart, with links that lead on."""

import gzip
import json
import os
import socket
import time

from proxies import PROXIES, Caddy, Haproxy, Nginx
from service import BUNDLED, LIST, LIVE, STREAM, Answer, ServiceTest, main, send, wait_until

ENCODINGS = [None, "identity", "gzip", "gzip, deflate, br, zstd", "br;q=1, gzip;q=0.5", "zstd"]
ACCEPTS = [None, "*/*", "application/json", "text/csv", "application/x-ndjson", "text/plain",
           "text/html,application/xhtml+xml,*/*;q=0.8"]
BASE = "/stats"
# How each proxy is told to serve below a path, as its file in deploy/ says.
BELOW = {
    Nginx: {"location / {": f"location {BASE}/ {{"},
    Haproxy: {"uri /readyz": f"uri {BASE}/readyz",
              "    default_backend exportstats":
                  f"    use_backend exportstats if {{ path {BASE} }} || {{ path_beg {BASE}/ }}"},
    Caddy: {"health_uri /readyz": f"health_uri {BASE}/readyz",
            "\treverse_proxy": f"\thandle {BASE}* {{\n\treverse_proxy",
            "versions 1.1\n\t\t}\n\t}\n": "versions 1.1\n\t\t}\n\t}\n\t}\n"},
}


def decoded(answer):
    """None where the encoding is one that Python cannot undo."""
    encoding = answer.headers.get("content-encoding", "identity")
    if encoding == "gzip":
        return gzip.decompress(answer.body)
    return answer.body if encoding == "identity" else None


class Through:
    """Mixed into a class a proxy."""

    kind = None

    def setUp(self):
        if not self.kind.installed():
            self.skipTest(f"{self.kind.name} is not installed")
        super().setUp()

    def stand(self, changes=None, **settings):
        service = self.start(workers=1, **settings)
        proxy = self.kind(self.folder, [service.port], changes)
        self.addCleanup(proxy.close)
        base = settings.get("base_path", "")
        wait_until(lambda: proxy.get(base + LIVE).status == 200, f"{proxy.name} sees the service")
        return service, proxy

    def ask(self, asked, path, method="GET", **headers):
        with asked.connect() as client:
            send(client, path, method, Connection="close",
                 **{name: value for name, value in headers.items() if value})
            return Answer(client, method)

    def test_representations(self):
        """Every pair of Accept and Accept-Encoding, in an order in which each could get another's."""
        service, proxy = self.stand()
        right = {accept: self.ask(service, LIST, Accept=accept) for accept in ACCEPTS}
        undone = 0
        for accept in ACCEPTS * 2:
            for encoding in ENCODINGS:
                got = self.ask(proxy, LIST, Accept=accept, Accept_Encoding=encoding)
                self.assertEqual((got.status, got.whole), (200, True), (accept, encoding))
                self.assertEqual(got.headers["content-type"].split(";")[0],
                                 right[accept].headers["content-type"].split(";")[0])
                self.assertIn("Accept-Encoding", got.headers["vary"])
                if not encoding or encoding == "identity":
                    self.assertNotIn("content-encoding", got.headers)
                if decoded(got) is not None:
                    self.assertEqual(decoded(got), right[accept].body, (accept, encoding))
                    undone += 1
                else:
                    same = self.ask(service, LIST, Accept=accept, Accept_Encoding=encoding)
                    self.assertEqual(got.body, same.body, (accept, encoding))
        self.assertGreaterEqual(undone, len(ACCEPTS) * len(ENCODINGS))

    def test_past_and_present(self):
        """As it stood on a day, and as it stands: one URL, by Accept-Datetime."""
        service, proxy = self.stand()
        path, day = "/v1/figures.csv", "Sun, 01 Aug 2021 00:00:00 GMT"
        now, then = self.ask(service, path), self.ask(service, path, Accept_Datetime=day)
        self.assertNotEqual(now.body, then.body)
        for _ in range(3):
            self.assertEqual(self.ask(proxy, path).body, now.body)
            self.assertEqual(self.ask(proxy, path, Accept_Datetime=day).body, then.body)

    def test_what_the_reader_has(self):
        service, proxy = self.stand()
        for path in (LIST, "/v1/series", "/v1/figures.csv"):
            first = self.ask(proxy, path)
            for _ in range(2):
                again = self.ask(proxy, path, If_None_Match=first.headers["etag"])
                self.assertEqual((again.status, again.body), (304, b""), path)
                self.assertEqual(self.ask(proxy, path, If_None_Match='"other"').body, first.body)
            headed = self.ask(proxy, path, method="HEAD")
            self.assertEqual((headed.status, headed.headers["etag"]), (200, first.headers["etag"]))
            self.assertEqual(self.ask(proxy, path).body, first.body, "HEAD left nothing behind")
        self.assertEqual(service.get(LIST).headers["etag"], self.ask(proxy, LIST).headers["etag"])

    def test_what_the_reader_takes_for_another(self):
        """What is refused leaves nothing behind that others get; what a cache has it may give."""
        service, proxy = self.stand()
        for path in (LIST, "/v1/figures.csv"):
            self.assertEqual(self.ask(proxy, path, If_Match='"other"').status, 412, path)
            first = self.ask(proxy, path)
            self.assertEqual((first.status, first.body), (200, self.ask(service, path).body), path)
            known = self.ask(proxy, path, If_Match=first.headers["etag"])
            self.assertEqual((known.status, known.body), (200, first.body), path)
            again = self.ask(proxy, path, If_Match='"other"').status
            self.assertIn(again, (412, 200) if self.kind.caches else (412,), path)
            self.assertEqual(self.ask(proxy, path).body, first.body, path)

    def logged(self, service, **wanted):
        """Lines of the log with these values, up to now: of one worker they come in order."""
        last = f"/the-last-{len(service.lines)}"
        service.get(last)
        wait_until(lambda: any(line["path"] == last for line in service.events("request")),
                   "the log is complete")
        return [line for line in service.events("request")
                if all(line[name] == value for name, value in wanted.items())]

    def test_one_question_once(self):
        service, proxy = self.stand()
        path = "/v1/figures?limit=7"
        for _ in range(5):
            self.assertEqual(self.ask(proxy, path).status, 200)
        asked = self.logged(service, path="/v1/figures")
        self.assertEqual(len(asked), 1 if self.kind.caches else 5)

    def test_errors_do_not_stay(self):
        service, proxy = self.stand()
        for path, status in (("/v1/figures?limit=x", 400), ("/v1/figures.pdf", 406)):
            for _ in range(2):
                self.assertEqual(self.ask(proxy, path).status, status)
        for status in (400, 406):
            self.assertEqual(len(self.logged(service, status=status)), 2)

    def follow(self, asked, path, seen):
        """Every link of an answer and what is behind it, two steps deep."""
        answer = self.ask(asked, path)
        self.assertEqual(answer.status, 200, path)
        seen.add(path)
        if not answer.headers["content-type"].startswith("application/json"):
            return []
        found = []

        def search(value):
            if isinstance(value, dict):
                for name, inner in value.items():
                    if name == "links" and isinstance(inner, dict):
                        found.extend(link for link in inner.values() if isinstance(link, str))
                    else:
                        search(inner)
            elif isinstance(value, list):
                for inner in value:
                    search(inner)

        search(json.loads(answer.body))
        return found

    def test_below_a_path(self):
        """Links stay below the path, lead on through the proxy, and outside of it is nothing of us."""
        service, proxy = self.stand(BELOW[self.kind], base_path=BASE)
        seen, waiting = set(), [BASE + "/v1", BASE + "/v1/figures?limit=2"]
        while waiting and len(seen) < 40:
            path = waiting.pop(0)
            self.assertTrue(path.startswith(BASE + "/"), path)
            if path not in seen and not path.endswith("/search"):
                waiting += self.follow(proxy, path, seen)
        self.assertGreater(len(seen), 20)
        self.assertEqual(self.ask(service, "/v1").status, 404)
        for path in ("/v1", f"{BASE}/../v1", f"/x/..{BASE}/v1/figures", f"/{BASE[1:]}x/v1"):
            self.assertNotIn(b"revision", self.ask(proxy, path).body, path)

    def test_whose_request(self):
        """The address that the proxy saw; what a client claims is not believed, nor is anybody who is
        no proxy of ours."""
        service, proxy = self.stand(trusted_proxies="127.0.0.1")
        claims = {"X_Forwarded_For": "192.0.2.7, 198.51.100.9", "Forwarded": "for=203.0.113.5"}
        with socket.create_connection(("127.0.0.1", proxy.port), 30, ("127.0.0.2", 0)) as client:
            send(client, "/v1/series/pk-ict", Connection="close", **claims)
            self.assertEqual(Answer(client).status, 200)
        line = wait_until(lambda: [line for line in service.events("request")
                                   if line["path"] == "/v1/series/pk-ict"], "the log")[0]
        self.assertEqual((line["remote"], line.get("proxy")), ("127.0.0.2", "127.0.0.1"))

    def test_over_a_unix_socket(self):
        """No port for anybody but the proxy, whose word on the client needs no further trust."""
        path = os.path.join(self.folder, f"{self.kind.name}.sock")
        service = self.start(workers=1, listen=f"127.0.0.1:0,unix:{path}")
        place = {"haproxy": "unix@", "caddy": "unix/"}.get(self.kind.name, "unix:") + path
        proxy = self.kind(self.folder, [service.port], {f"127.0.0.1:{service.port}": place})
        self.addCleanup(proxy.close)
        wait_until(lambda: proxy.get(LIVE).status == 200, f"{proxy.name} sees the service")
        self.assertEqual(self.ask(proxy, LIST).body, service.get(LIST).body)
        line = [line for line in self.logged(service, path="/v1/figures") if "proxy" in line][0]
        self.assertEqual((line["remote"], line["proxy"]), ("127.0.0.1", "unix"))

    def test_whole_or_cut(self):
        """A service that dies in the middle of a stream: no reader takes half of it for the whole, and
        no cache keeps half of it."""
        service, proxy = self.stand()
        expected = service.get(STREAM).body
        with proxy.connect(receive=2048) as reader:
            send(reader, STREAM)
            reader.recv(1000, socket.MSG_PEEK)
            time.sleep(0.3)
            service.child.kill()
            service.wait()
            answer = Answer(reader)
        self.assertFalse(answer.whole and answer.body != expected)
        got = self.ask(proxy, STREAM)
        self.assertTrue(got.status in (502, 503, 504) or got.body == expected)
        again = self.start(listen=f"127.0.0.1:{service.port}")
        wait_until(lambda: proxy.get(LIVE).status == 200, "the service is back", 30)
        for _ in range(2):
            got = self.ask(proxy, STREAM)
            self.assertEqual((got.status, got.whole, got.body == expected), (200, True, True))
        self.stop(again)

    def test_http_1_0(self):
        """To whom a stream cannot be told from half of one, nothing half is given as whole."""
        service, proxy = self.stand()
        expected = service.get(STREAM).body
        with proxy.connect() as client:
            client.sendall(f"GET {STREAM} HTTP/1.0\r\nHost: a\r\n\r\n".encode())
            with client.makefile("rb") as got:
                head, _, body = got.read().partition(b"\r\n\r\n")
        self.assertIn(head.split()[1], (b"200", b"505"))
        if head.split()[1] == b"200":
            self.assertEqual(body, expected)

    def test_new_data(self):
        """After max_age a reader gets what is new."""
        service, proxy = self.stand(max_age=1, stale_while_revalidate=0)
        first = self.ask(proxy, LIST)
        self.replace(BUNDLED)
        service.event("reload")
        wait_until(lambda: self.ask(proxy, LIST).headers["etag"] != first.headers["etag"],
                   "what is new comes through")
        self.assertEqual(self.ask(proxy, LIST).body, service.get(LIST).body)


class Long(ServiceTest):
    """With a database whose streams no buffer holds."""

    long = True


for each in PROXIES:
    name = f"Through{each.name.capitalize()}"
    globals()[name] = type(name, (Through, Long), {"kind": each})
del Long

if __name__ == "__main__":
    main()
