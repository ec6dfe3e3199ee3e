"""Below a base path, behind a public URL: every link that the service gives out is one of its own."""

import json
import re

from service import Answer, ServiceTest, main, send

BASE, PUBLIC = "/stats/v", "https://stats.example.org"


class Links(ServiceTest):
    def links_of(self, answer):
        """All links of an answer that are ours by their place: in `links`, and in its headers."""
        for name in ("link", "content-location"):
            for part in answer.headers.get(name, "").split(", "):
                match = re.match(r"<(.*?)>", part)
                if match or (part and name == "content-location"):
                    yield match[1] if match else part
        if answer.headers["content-type"].startswith(("application/json", "application/problem")):
            yield from self.links_in(json.loads(answer.body))

    def links_in(self, value, name=""):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from self.links_in(inner, "links" if name == "links" else key)
        elif isinstance(value, list):
            for inner in value[:3]:
                yield from self.links_in(inner, name)
        elif isinstance(value, str) and (name == "links" or value.startswith(("/", PUBLIC))):
            yield value

    def crawl(self, service, start, public):
        """Every answer that can be reached, one of a kind of list member being enough."""
        seen, waiting = set(), [start]
        while waiting:
            path = waiting.pop()
            if path in seen or len(seen) > 150:
                continue
            seen.add(path)
            answer = service.get(path, Accept_Datetime="Thu, 01 Jul 2021 00:00:00 GMT")
            expected = (200, 404) if "?limit=0" not in path and "/search" not in path else (400,)
            self.assertIn(answer.status, expected, path)
            if path.endswith("/openapi.json"):
                continue
            for link in self.links_of(answer):
                if link.startswith(public) and public:
                    link = link[len(public):]
                self.assertTrue(link.startswith(BASE + "/") or link == BASE, (path, link))
                waiting.append(link)
        return seen

    def check(self, public_url):
        service = self.start(base_path=BASE, public_url=public_url)
        seen = self.crawl(service, BASE + "/v1", public_url)
        self.assertGreater(len(seen), 60)
        for path in ("/v1/figures?limit=2", "/v1/figures/nosuch", "/v2", "/v1/figures?limit=0"):
            seen |= self.crawl(service, BASE + path, public_url)
        root = public_url + BASE
        document = json.loads(service.get(BASE + "/openapi.json").body)
        self.assertEqual(document["servers"], [{"url": root}])
        problem = json.loads(service.get(BASE + "/v1/figurs").body)
        self.assertEqual(problem["type"], root + "/problems/not-found")
        self.assertEqual(problem["hint"], f"did you mean {BASE}/v1/figures?")
        self.assertEqual(json.loads(service.get("/v1").body)["type"], root + "/problems/not-found")
        memento = service.get(BASE + "/v1/series?as_of=2021-07-01")
        self.assertIn(f"<{root}/v1/series>; rel=\"original timegate\"", memento.headers["link"])
        guide = service.get(BASE).body.decode()
        self.assertIn(f"{public_url or 'HOST'}{BASE}/v1/figures", guide)
        self.assertNotIn(" /v1", guide)
        return service

    def test_base_path(self):
        self.check("")

    def test_public_url(self):
        service = self.check(PUBLIC)
        self.stop(service)

    def test_nothing_of_the_request(self):
        """Whatever a client claims about our name, no answer repeats it."""
        service = self.start(base_path=BASE, trusted_proxies="127.0.0.1")
        for path in ("/v1", "/v1/figures?limit=1", "/openapi.json", "/nosuch", "",
                     "/v1/series?as_of=2021-07-01"):
            with service.connect() as client:
                send(client, BASE + path, Host="evil.example", X_Forwarded_Host="evil.example",
                     Forwarded="for=192.0.2.1;host=evil.example;proto=https",
                     X_Forwarded_Proto="https", X_Forwarded_Prefix="/evil.example")
                answer = Answer(client)
            self.assertNotIn("evil", str(answer.headers) + answer.body.decode())

    def test_refusal_at_the_door(self):
        service = self.start(base_path=BASE, public_url=PUBLIC, connections=1)
        with service.connect() as inside:
            send(inside, BASE + "/livez")
            self.assertEqual(Answer(inside).status, 200)
            problem = json.loads(service.get(BASE + "/livez").body)
        self.assertEqual(problem["type"], PUBLIC + BASE + "/problems/unavailable")


if __name__ == "__main__":
    main()
