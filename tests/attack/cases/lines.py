"""Request lines: methods, versions, forms of the target, protocols that are another."""

from cases import HIDDEN, HOST, LIVE, ask, line

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS = b"\0\0\0\4\0\0\0\0\0"


def version(text):
    return ask(version=text)


def method(text):
    return ask(method=text)


REQUESTS = {
    # Methods. A refusal ends the connection: a body may follow that was not announced in a way we know.
    "POST": (method(b"POST"), "405"),
    "PUT": (method(b"PUT"), "405"),
    "DELETE": (method(b"DELETE"), "405"),
    "PATCH": (method(b"PATCH"), "405"),
    "TRACE": (ask(b"X-Secret: a\r\n", method=b"TRACE"), "405"),
    "TRACK": (method(b"TRACK"), "405"),
    "PROPFIND": (method(b"PROPFIND"), "405"),
    "CONNECT": (ask(method=b"CONNECT", target=b"evil.example:443"), "405"),
    "CONNECT to ourselves": (ask(method=b"CONNECT", target=b"127.0.0.1:80"), "405"),
    "a method in lower case": (method(b"get"), "405"),
    "a method in two cases": (method(b"Get"), "405"),
    "a method with more": (method(b"GETT"), "405"),
    "a method of a kilobyte": (method(b"G" * 1000), "405"),
    "a method that is no token": (method(b"G(E)T"), "405"),
    "no method": (b" /livez HTTP/1.1\r\nHost: a\r\n\r\n", "400|405|-"),
    "PURGE": (method(b"PURGE"), "405"),
    "DEBUG": (ask(b"Command: stop-debug\r\n", method=b"DEBUG"), "405"),
    # Versions.
    "HTTP/0.9": (b"GET /livez\r\n\r\n", "400|505|-"),
    "HTTP/0.9 in words": (version(b"HTTP/0.9"), "400|505"),
    "HTTP/1.2": (version(b"HTTP/1.2"), "400|505"),
    "HTTP/1.10": (version(b"HTTP/1.10"), "400|505"),
    "HTTP/01.1": (version(b"HTTP/01.1"), "400|505"),
    "HTTP/1.1 in lower case": (version(b"http/1.1"), "400|505"),
    "HTTP/1": (version(b"HTTP/1"), "400|505"),
    "HTTP/11": (version(b"HTTP/11"), "400|505"),
    "HTTP/2.0": (version(b"HTTP/2.0"), "400|505"),
    "HTTP/3": (version(b"HTTP/3"), "400|505"),
    "HTTP/-1.1": (version(b"HTTP/-1.1"), "400|505"),
    "HTTP /1.1": (b"GET /livez HTTP /1.1\r\nHost: a\r\n\r\n", "400|505"),
    "HTTPS/1.1": (version(b"HTTPS/1.1"), "400|505"),
    "ICY": (version(b"ICY"), "400|505"),
    "a version with a blank": (b"GET /livez HTTP/1.1 \r\nHost: a\r\n\r\n", "400|505|200+"),
    "two versions": (b"GET /livez HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n", "400|505"),
    # Blanks.
    "two blanks": (b"GET  /livez HTTP/1.1\r\nHost: a\r\n\r\n", "400|200+"),
    "two blanks before the version": (b"GET /livez  HTTP/1.1\r\nHost: a\r\n\r\n", "400|200+"),
    "tabs for blanks": (b"GET\t/livez\tHTTP/1.1\r\nHost: a\r\n\r\n", "400|405|-"),
    "a form feed for a blank": (b"GET\x0c/livez HTTP/1.1\r\nHost: a\r\n\r\n", "400|405|-"),
    "lines before": (b"\r\n\r\n" + ask(), "200+|400"),
    "a blank before": (b" " + ask(), "400|405|-"),
    # Forms of the target.
    "absolute form": (ask(target=b"http://a/livez"), "200+"),
    "absolute form, another host": (ask(target=b"http://evil.example/livez"), "200+"),
    "absolute form by https": (ask(target=b"https://a:443/livez"), "200+"),
    "absolute form in capitals": (ask(target=b"HTTP://a/livez"), "200+"),
    "absolute form without a host header": (line(b"http://a/livez") + b"\r\n", "400"),
    "absolute form with a user": (ask(target=b"http://user:pass@a/livez"), "400"),
    "absolute form without a host": (ask(target=b"http:///livez"), "400"),
    "absolute form of another scheme": (ask(target=b"ftp://a/livez"), "400"),
    "absolute form of a file": (ask(target=b"file:///etc/passwd"), "400"),
    "absolute form with a fragment": (ask(target=b"http://a/livez#b"), "400"),
    "authority form": (ask(target=b"a:80"), "400"),
    "authority form by OPTIONS": (ask(target=b"a:80", method=b"OPTIONS"), "400"),
    "asterisk form": (ask(target=b"*"), "400"),
    "asterisk form by HEAD": (ask(target=b"*", method=b"HEAD"), "400"),
    "asterisk form by OPTIONS": (ask(target=b"*", method=b"OPTIONS"), "204+"),
    "a target without its slash": (ask(target=b"livez"), "400"),
    "a target of a query": (ask(target=b"?a=b"), "400"),
    "an empty target": (b"GET  HTTP/1.1\r\nHost: a\r\n\r\n", "400"),
    "a colon": (ask(target=b":80/livez"), "400"),
    "two slashes and a host": (ask(target=b"//evil.example/livez"), "404+"),
    # Other protocols.
    "the preface of HTTP/2": (PREFACE + SETTINGS, "400|405|505|-"),
    "a hello of TLS": (b"\x16\x03\x01\x00\xf8\x01\x00\x00\xf4\x03\x03" + bytes(range(200)) +
                       b"\r\n\r\n", "400|405|-"),
    "a greeting of PROXY": (b"PROXY TCP4 192.0.2.1 192.0.2.2 1 80\r\n" + ask(), "400|405|-"),
    "a greeting of PROXY 2": (b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c" + b"\0" * 12 + ask(),
                              "400|405|-"),
    "SMTP": (b"EHLO a.example\r\nMAIL FROM:<a>\r\n\r\n", "400|405|505|-"),
    "SSH": (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "400|405|-"),
    "a command of Redis": (b"*1\r\n$4\r\nPING\r\n\r\n", "400|405|-"),
    "FastCGI": (b"\1\1\0\1\0\x08\0\0\0\1\0\0\0\0\0\0\r\n\r\n", "400|405|-"),
    "garbage": (bytes(range(128, 256)) + b"\r\n\r\n", "400|405|-"),
    "HTTP as an answer": (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "400|405|505|-"),
    "a line of nothing": (b"\r\n" * 20, "+|-|400"),
    "two requests in one line": (b"GET /livez HTTP/1.1 GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n",
                                 "400|505"),
    "a target on two lines": (b"GET /live\r\nz HTTP/1.1\r\nHost: a\r\n\r\n" + HIDDEN, "400|505|-"),
    "a target of HTTP": (line(LIVE + b" HTTP/1.1\r\nX: y") + HOST + b"\r\n", "400|505|200+"),
}
