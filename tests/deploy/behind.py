"""The attack suite again, through real proxies with the files of deploy/.

Whatever a proxy lets through, the service takes for the same requests: each in its log bears an id
that the proxy gave to one request of the same method and target, none twice and none without. And no
attack leaves anything in a cache: who asks the same afterwards gets the bytes of the service.
"""

import concurrent.futures
import re

import wire
from cases import LIVE as ASKED, all_requests
from proxies import PROXIES
from service import Answer, ServiceTest, main, send, tell_counts, wait_until

AT_ONCE = 16
SILENCE = 0.3  # seconds; a proxy may wait for the rest of a body
CACHED = "/v1/figures?limit=%d"
DIRECT = "direct"
SHORT, LONG = 10, 400  # bytes of a method and of a path that both logs show whole
PRINTABLE = re.compile(r"[!-\[\]-~]+")
AUTHORITY = re.compile(r"[a-z]+://[^/?]*", re.I)


def path_of(target):
    return AUTHORITY.sub("", target).split("?")[0].replace("#", "%23")[:LONG] or "/"


def is_same(asked, line):
    """Whether proxy and service mean the same request. A cache asks GET for HEAD, a log may escape
    what cannot be printed, and a target that is none may be refused in another form."""
    method, path = asked[0], path_of(asked[1])
    return (method[:SHORT] == line["method"][:SHORT] or (method, line["method"]) == ("HEAD", "GET")) \
        and (path == path_of(line["path"]) or not PRINTABLE.fullmatch(path) or
             line["status"] == 400)


class Behind(ServiceTest):
    def through(self, proxy, data):
        """All that comes back; the connection is given up when nothing more does."""
        with proxy.connect() as client:
            wire.send_all(client, data + wire.PROBE)
            got, _ = wire.read_all(client, SILENCE)
        methods = wire.methods_of(data)
        try:
            answers = wire.read_answers(got, lambda i: methods[i:i + 1] == [b"HEAD"])
        except ValueError:
            # Proxies speak HTTP/0.9 and HTTP/2 too.
            one = b" HTTP/1." in data.split(b"\r\n")[0]
            return f"not HTTP: {got[:100]}" if one else None
        for answer in answers:
            self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        return None

    def plain(self, asked, path):
        """What a client sees who knows of nothing."""
        with asked.connect() as client:
            send(client, path, Connection="close", X_Request_Id=DIRECT)
            answer = Answer(client)
        names = ("content-type", "etag", "vary", "cache-control", "link")
        return answer.status, [answer.headers.get(name) for name in names], answer.body

    def attack(self, proxy, service, number, kind):
        """On what no cache keeps, and on an answer that this attack is the first to ask for; then
        that answer again, twice."""
        name, data = kind
        path = CACHED % number
        faults = [self.through(proxy, data),
                  self.through(proxy, data.replace(ASKED, path.encode()))]
        right = self.plain(service, path)
        for _ in range(2):
            got = self.plain(proxy, path)
            if got != right:
                faults.append(f"poisoned: {got[:2]} {got[2][:100]}, not {right[:2]}")
        return [f"{name}: {fault}" for fault in faults if fault]

    def attack_all(self, proxy, service):
        kinds = [(f"{subject}, {name}", data) for subject, table in all_requests().items()
                 for name, (data, _) in table.items()]
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            found = pool.map(lambda i: self.attack(proxy, service, i + 1, kinds[i]),
                             range(len(kinds)))
            return len(kinds), [fault for faults in found for fault in faults]

    def unasked(self, proxy, service):
        """What the service answered and the proxy did not ask, or asked otherwise, or only once. A
        head of which the service believes nothing has lost its id: there the first line decides."""
        open_requests, faults = dict(proxy.requests), []
        lines = [line for line in service.events("request")
                 if line["path"] != "/readyz" and line["id"] != DIRECT]
        for line in sorted(lines, key=lambda line: line["id"] not in open_requests):
            ident = line["id"]
            if ident not in proxy.requests:
                ident = next((each for each, asked in open_requests.items()
                              if line["status"] == 400 and is_same(asked, line)), None)
            asked = open_requests.pop(ident, None)
            if not asked or not is_same(asked, line):
                faults.append(f"not asked so: {str(line)[:300]}, but {asked}")
        return len(lines), faults

    def check_behind(self, kind):
        if not kind.installed():
            self.skipTest(f"{kind.name} is not installed")
        service = self.start(workers=2)
        proxy = kind(self.folder, [service.port])
        self.addCleanup(proxy.close)
        self.statuses = {}
        wait_until(lambda: proxy.get("/livez").status == 200, f"{kind.name} sees the service")
        tried, faults = self.attack_all(proxy, service)
        self.check_idle(service, limit=8)
        proxy.close()
        self.stop(service)
        seen, unasked = self.unasked(proxy, service)
        print(f"{kind.name}: attacks tried: {tried}; requests that {kind.name} saw: "
              f"{len(proxy.requests)}, the service: {seen}; answers: "
              f"{dict(sorted(self.statuses.items()))}; wrong: {len(faults)}; "
              f"requests not its own: {len(unasked)}; crashes: 0")
        self.assertFalse(faults + unasked, "\n".join(faults + unasked))
        self.assertGreater(seen, tried)
        self.assertEqual(service.child.stderr.read(), b"")
        answers = sum(self.statuses.values())
        right = sum(count for status, count in self.statuses.items() if status < 400)
        tell_counts(answers, {"right": right, "error": answers - right})


for each in PROXIES:
    setattr(Behind, f"test_{each.name}", lambda self, kind=each: self.check_behind(kind))

if __name__ == "__main__":
    main()
