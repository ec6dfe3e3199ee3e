"""Header fields: names that are none, values that hold what they must not, hosts, tricks."""

from cases import HIDDEN, HOST, LIVE, ask, line


def without_host(headers=b"", **first):
    return line(**first) + headers + b"\r\n"


def value(inside):
    return ask(b"X: a" + inside + b"b\r\n", HIDDEN)


def name(inside):
    return ask(b"X" + inside + b"Y: a\r\n", HIDDEN)


def host(inside):
    return without_host(b"Host: " + inside + b"\r\n")


REQUESTS = {
    # Names.
    "a name with a blank": (name(b" "), "400"),
    "a name with a blank behind": (ask(b"Accept : text/csv\r\n"), "400"),
    "a name with a tab behind": (ask(b"Accept\t: text/csv\r\n"), "400"),
    "a name with parentheses": (name(b"(c)"), "400"),
    "a name with a slash": (name(b"/"), "400"),
    "a name with quotes": (name(b'"'), "400"),
    "a name beyond ASCII": (name("é".encode()), "400"),
    "a name with an escape": (name(b"\x1b"), "400"),
    "a name with DEL": (name(b"\x7f"), "400"),
    # Values.
    "a value with a vertical tab": (value(b"\x0b"), "400"),
    "a value with a bell": (value(b"\x07"), "400"),
    "a value with a colour": (value(b"\x1b[31m"), "400"),
    "a value with DEL": (value(b"\x7f"), "400"),
    "a value with a tab": (ask(b"X: a\tb\r\n"), "200+"),
    "a value beyond ASCII": (ask(b"X: a\xff\xfeb\r\n"), "200+"),
    "an empty value": (ask(b"X:\r\n"), "200+"),
    "a value of blanks": (ask(b"X:  \t \r\n"), "200+"),
    # For whom?
    "no host": (without_host(), "400"),
    "no host by HTTP/1.0": (without_host(version=b"HTTP/1.0"), "200"),
    "two hosts": (without_host(b"Host: a\r\nHost: b\r\n"), "400"),
    "two hosts, the same": (without_host(b"Host: a\r\nHost: a\r\n"), "400"),
    "two hosts in other letters": (without_host(b"Host: a\r\nhOST: b\r\n"), "400"),
    "two hosts by HTTP/1.0": (without_host(b"Host: a\r\nHost: b\r\n", version=b"HTTP/1.0"), "400"),
    "a host with a blank": (host(b"a b"), "400"),
    "a host with a comma": (host(b"a, b"), "400"),
    "a host with a slash": (host(b"a/b"), "400"),
    "a host with a query": (host(b"a?b"), "400"),
    "a host with a user": (host(b"user@a"), "400"),
    "a host with a quote": (host(b'a"b'), "400"),
    "a host with markup": (host(b"<script>"), "400"),
    "a host beyond ASCII": (host("bücher".encode()), "400"),
    "a host with a tab": (host(b"a\tb"), "400"),
    "a host behind a blank": (without_host(b"Host : a\r\n"), "400"),
    "an empty host": (host(b""), "200+"),
    "a host with a port": (host(b"a:8080"), "200+"),
    "a host by IPv6": (host(b"[::1]:8080"), "200+"),
    "another host": (host(b"evil.example"), "200+"),
    # What a proxy may believe and we do not.
    "a method to override": (ask(b"X-HTTP-Method-Override: DELETE\r\nX-Method-Override: PUT\r\n"
                                 b"X-HTTP-Method: POST\r\n"), "200+"),
    "another path": (ask(b"X-Original-URL: /hidden\r\nX-Rewrite-URL: /hidden\r\n"), "200+"),
    "another host forwarded": (ask(b"X-Forwarded-Host: evil.example\r\nX-Host: evil.example\r\n"
                                   b"X-Forwarded-Server: evil.example\r\n"
                                   b"X-Forwarded-Scheme: http\r\n"), "200+"),
    "another path forwarded": (ask(b"X-Forwarded-Prefix: /evil\r\nX-Forwarded-Uri: /hidden\r\n"),
                               "200+"),
    "an address forwarded": (ask(b"X-Forwarded-For: 127.0.0.1, \"><script>\r\nForwarded: for=\r\n"),
                             "200+"),
    "Connection that names Host": (ask(b"Connection: Host, X\r\n"), "200+"),
    "Connection that nobody knows": (ask(b"Connection: ,,;, \r\n"), "200+"),
    "Keep-Alive": (ask(b"Keep-Alive: timeout=99999999999999999999\r\n"), "200+"),
    "Proxy-Connection": (ask(b"Proxy-Connection: close\r\n"), "200+"),
    "Max-Forwards": (ask(b"Max-Forwards: 0\r\n"), "200+"),
    # Another protocol is not spoken.
    "an upgrade to h2c": (ask(b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                              b"HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n"), "200+"),
    "an upgrade to WebSocket": (ask(b"Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                    b"Sec-WebSocket-Version: 13\r\n"
                                    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"), "200+"),
    # Parts are not served, so a cache gets the whole.
    "a range": (ask(b"Range: bytes=0-0\r\n"), "200+"),
    "ranges by the hundred": (ask(b"Range: bytes=" + b"0-," * 400 + b"\r\n"), "200+"),
    "a range backwards": (ask(b"Range: bytes=9-1\r\nIf-Range: x\r\n"), "200+"),
    "a range of nonsense": (ask(b"Range: elephants=1\r\n"), "200+"),
    # Headers that are read, filled with nonsense.
    "an id with a line in it": (ask(b"X-Request-Id: a%0d%0aSet-Cookie: x\r\n"), "200+"),
    "an id beyond all length": (ask(b"X-Request-Id: " + b"a" * 2000 + b"\r\n"), "200+"),
    "two ids": (ask(b"X-Request-Id: a\r\nX-Request-Id: b\r\n"), "200+"),
    "Accept of nothing": (ask(b"Accept: ;;q=,/,*/*\r\n"), "200+"),
    "Accept-Encoding of all": (ask(b"Accept-Encoding: " + b"gzip;q=0.001," * 200 + b"*\r\n"), "200+"),
    "conditions of nonsense": (ask(b"If-None-Match: \"\r\nIf-Modified-Since: never\r\n"
                                   b"If-Match: *\r\n"), "200+"),
    "an Authorization": (ask(b"Authorization: Basic OjpAOjo=\r\n"), "200+"),
    "a preflight": (ask(b"Origin: null\r\nAccess-Control-Request-Method: DELETE\r\n",
                        method=b"OPTIONS"), "204+"),
    "an attack on shells": (ask(b"User-Agent: () { :; }; /bin/id\r\nReferer: ${jndi:ldap://a}\r\n"),
                            "200+"),
    "headers before HTTP/0.9": (line(LIVE, version=b"HTTP/0.9") + HOST + b"\r\n", "400|505"),
}
