"""nginx, haproxy and Caddy, run with the files of deploy/: only ports and folders are put in.

A proxy's log tells of each request that it took for one its id, which goes to the service too.
"""

import fcntl
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import threading

from service import PATIENCE, Service, end_with_us, wait_until

DEPLOY = os.path.join(os.path.dirname(__file__), "..", "..", "deploy")


def free_port():
    """Below those that the system gives to clients, who would take it before we do."""
    while True:
        port = random.randrange(20000, 32000)
        try:
            socket.create_server(("127.0.0.1", port)).close()
            return port
        except OSError:
            continue


def replace_all(text, changes):
    """Every change must find its place: a file that no longer has it is not the one we mean."""
    for old, new in changes.items():
        if old not in text:
            raise AssertionError(f"not in the file of deploy/: {old}")
        text = text.replace(old, new)
    return text


class Proxy:
    """Started in a folder of its own before one service or more, by their ports."""

    # The service's `serve` binds to 127.0.0.1; so do all ports here.
    connect, get = Service.connect, Service.get
    name = program = file = None
    caches = True
    pattern = None

    def __init__(self, folder, ports, changes=None):
        self.folder = os.path.join(folder, f"{self.name}-{free_port()}")
        os.makedirs(self.folder)
        self.port = free_port()
        with open(os.path.join(DEPLOY, self.file), encoding="utf-8") as given:
            text = replace_all(given.read(), {**self.places(ports), **(changes or {})})
        self.config = os.path.join(self.folder, self.file)
        with open(self.config, "w", encoding="utf-8") as out:
            out.write(text)
        self.requests, self.lines = {}, []
        self.child = subprocess.Popen(self.command(), stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, cwd=self.folder,
                                      env={**os.environ, "HOME": self.folder,
                                           "XDG_DATA_HOME": self.folder,
                                           "XDG_CONFIG_HOME": self.folder},
                                      preexec_fn=lambda: end_with_us(signal.SIGTERM))
        # What does not fit the pipe at once, haproxy drops.
        fcntl.fcntl(self.child.stdout, fcntl.F_SETPIPE_SZ, 1 << 20)
        self.reader = threading.Thread(target=self.read_log, daemon=True)
        self.reader.start()
        try:
            wait_until(self.listens, f"{self.name} listens")
        except BaseException:
            self.close()
            raise

    def listens(self):
        if self.child.poll() is not None:
            self.reader.join(PATIENCE)
            raise AssertionError(f"{self.name} ended: {self.lines}")
        try:
            socket.create_connection(("127.0.0.1", self.port), PATIENCE).close()
        except ConnectionError:
            return False
        return True

    def read_log(self):
        for line in self.child.stdout:
            line = line.decode("utf-8", "replace")
            found = self.requests_of(line)
            self.requests.update({ident: (method, target) for ident, method, target in found})
            if not found:
                self.lines = [*self.lines[-50:], line]

    def requests_of(self, line):
        """Id, method and target of the requests in a line of the log."""
        return re.findall(self.pattern, line)

    def close(self):
        """Afterwards the log is read to its end."""
        if self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait(PATIENCE)
        self.reader.join(PATIENCE)
        self.child.stdout.close()

    @classmethod
    def installed(cls):
        return shutil.which(cls.program, path=os.environ["PATH"] + ":/usr/sbin")


class Nginx(Proxy):
    """The site stands in an nginx.conf of our own, as Debian's includes it, with a log that has ids."""

    name, program, file = "nginx", "nginx", "nginx.conf"
    pattern = r'^ask (\w{32}) "(\S+) +([^ "]+)'
    main = """
daemon off;
user root;
pid %(folder)s/pid;
error_log stderr crit;
worker_processes 2;
events { worker_connections 1024; }
http {
    log_format ask 'ask $request_id "$request" $status';
    access_log /dev/stdout ask;
    client_body_temp_path %(folder)s/body;
    proxy_temp_path %(folder)s/proxy;
    fastcgi_temp_path %(folder)s/fastcgi;
    uwsgi_temp_path %(folder)s/uwsgi;
    scgi_temp_path %(folder)s/scgi;
    include %(folder)s/nginx.conf;
}
"""

    def places(self, ports):
        servers = "\n".join(f"    server 127.0.0.1:{port};" for port in ports)
        return {"    listen 80;\n    listen [::]:80;\n": f"    listen 127.0.0.1:{self.port};\n",
                "    server 127.0.0.1:8080;": servers,
                "/var/cache/nginx-exportstats": os.path.join(self.folder, "cache")}

    def command(self):
        path = os.path.join(self.folder, "main.conf")
        with open(path, "w", encoding="utf-8") as out:
            # An access_log opens its file anew, which a pipe behind /dev/stdout does not mind.
            out.write(self.main % {"folder": self.folder})
        return [self.installed(), "-e", "stderr", "-p", self.folder, "-c", path]


class Haproxy(Proxy):
    name, program, file = "haproxy", "haproxy", "haproxy.cfg"
    pattern = r' ([0-9a-f]{8}-[0-9a-f-]{27}) "(\S+) +([^ "]+)'

    def places(self, ports):
        names = ("one", "two", "three", "four")
        servers = "\n".join(f"    server {name} 127.0.0.1:{port}"
                            for name, port in zip(names, ports))
        # Of two threads that log at once, haproxy lets one lose its line.
        return {"    maxconn 4096\n": "    maxconn 4096\n    nbthread 1\n",
                "bind :80\n": f"bind 127.0.0.1:{self.port}\n",
                "    server one 127.0.0.1:8080\n    server two 127.0.0.1:8081": servers}

    def command(self):
        return [self.installed(), "-db", "-f", self.config]


class Caddy(Proxy):
    name, program, file = "caddy", "caddy", "Caddyfile"
    caches = False

    def places(self, ports):
        return {":80 {": f"http://127.0.0.1:{self.port}, http://:{self.port} {{",
                "reverse_proxy 127.0.0.1:8080":
                    "reverse_proxy " + " ".join(f"127.0.0.1:{port}" for port in ports)}

    def command(self):
        return [self.installed(), "run", "--config", self.config, "--adapter", "caddyfile"]

    def requests_of(self, line):
        try:
            line = json.loads(line)
            request, answered = line["request"], line["resp_headers"]
        except (ValueError, KeyError, TypeError):
            return []
        return [(answered.get("X-Request-Id", ["-"])[0], request["method"], request["uri"])]


PROXIES = [Nginx, Haproxy, Caddy]
