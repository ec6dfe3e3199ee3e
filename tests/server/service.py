"""The real binary as a child, and raw sockets to talk to it.

A test names neither ports nor times that a slow machine could miss: the service takes a free port
and says so in its log, and every wait has a generous end.
"""

import csv
import ctypes
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

BINARY, BUNDLED, PACKAGE = sys.argv[1:4]
PATIENCE = 30  # seconds: for what must happen, however busy the machine is
LIVE, READY = "/livez", "/readyz"
LIST = "/v1/figures?limit=5"
STREAM = "/v1/figures.csv?select=all"


LIBC = ctypes.CDLL(None)
PARENT_DIES = 1  # PR_SET_PDEATHSIG


def end_with_us(number=signal.SIGKILL):
    """For preexec_fn: whatever becomes of this test, nothing that it started outlives it."""
    LIBC.prctl(PARENT_DIES, number)


def wait_until(condition, what, patience=PATIENCE):
    end, pause = time.monotonic() + patience, 0.001
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(pause)
        pause = min(2 * pause, 0.02)
    raise AssertionError(f"not within {patience} s: {what}")


def lengthen(package):
    """Some thousand more figures: a stream that no socket's buffer holds."""
    path = os.path.join(package, "figures.csv")
    with open(path, encoding="utf-8", newline="") as figures:
        columns, row = list(csv.reader(figures))[:2]
    row = dict(zip(columns, row))
    with open(path, "a", encoding="utf-8", newline="") as figures:
        writer = csv.DictWriter(figures, columns, lineterminator="\n")
        for day in range(3000):
            date = f"{1901 + day // 300}-{day // 25 % 12 + 1:02}-{day % 25 + 1:02}"
            writer.writerow({**row, "id": f"long.{date}", "period_start": date, "period_end": date,
                             "period_label": "", "number": str(day + 1), "replaces": ""})


def make_long_database(path):
    package = path + ".package"
    shutil.copytree(PACKAGE, package)
    lengthen(package)
    done = subprocess.run([BINARY, "import", package, "--database", path], capture_output=True,
                          text=True, timeout=300)
    if done.returncode != 0:
        raise AssertionError(f"import failed: {done.stdout}{done.stderr}")


class Service:
    """Started with settings, stopped in every case; its log is read line by line."""

    def __init__(self, database, descriptors=None, stdout=None, launcher=(), environment=None,
                 pass_fds=(), **settings):
        command = [*launcher, BINARY, "serve", "--listen", "127.0.0.1:0", "--database", database]
        for name, value in settings.items():
            command += ["--" + name.replace("_", "-"), str(value)]

        def limit():
            end_with_us()
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        self.lines, self.bad = [], []
        self.child = subprocess.Popen(command, stdout=stdout or subprocess.PIPE,
                                      stderr=subprocess.PIPE, preexec_fn=limit,
                                      env={**os.environ, **(environment or {})},
                                      pass_fds=pass_fds)
        self.port = self.admin_port = 0
        self.reader = None
        if stdout is not None:
            return
        self.reader = threading.Thread(target=self.read_log, daemon=True)
        self.reader.start()
        try:
            self.hear_start()
        except BaseException:
            self.close()
            raise

    def hear_start(self):
        self.port = self.port_of(self.event("start"))
        for line in self.events("admin"):
            self.admin_port = self.port_of(line)

    @staticmethod
    def port_of(line):
        port = line["address"].rpartition(":")[2]
        return int(port) if port.isdigit() else 0

    def read_log(self):
        for line in self.child.stdout:
            try:
                self.lines.append(json.loads(line))
            except ValueError:
                self.bad.append(line)

    def events(self, name):
        return [line for line in list(self.lines) if line["event"] == name]

    def event(self, name, count=1):
        wait_until(lambda: len(self.events(name)) >= count or self.child.poll() is not None,
                   f"{count} × “{name}” in the log")
        if self.child.poll() is not None:
            self.reader.join(PATIENCE)
        found = self.events(name)
        if len(found) < count:
            raise AssertionError(f"ended with {self.child.returncode}: "
                                 f"{self.child.stderr.read().decode()}")
        return found[count - 1]

    def connect(self, receive=None, patience=PATIENCE):
        client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if receive:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        client.settimeout(patience)
        try:
            client.connect(("127.0.0.1", self.port))
        except OSError:
            client.close()
            raise
        return client

    def connect_unix(self, path):
        client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        client.settimeout(PATIENCE)
        try:
            client.connect(path)
        except OSError:
            client.close()
            raise
        return client

    def get(self, path, client=None, **headers):
        with client or self.connect() as client:
            send(client, path, Connection="close", **headers)
            return Answer(client)

    def get_admin(self, path):
        return self.get(path, socket.create_connection(("127.0.0.1", self.admin_port), PATIENCE))

    def ticks(self):
        with open(f"/proc/{self.child.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.child.pid}/fd"))

    def signal(self, number):
        self.child.send_signal(number)

    def wait(self, patience=PATIENCE):
        return self.child.wait(patience)

    def close(self):
        if self.child.poll() is None:
            self.child.kill()
            self.child.wait(PATIENCE)
        if self.reader:  # up to the end, which is there
            self.reader.join(PATIENCE)
        for pipe in (self.child.stdout, self.child.stderr):
            if pipe:
                pipe.close()


def head(path, method="GET", **headers):
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def send(client, path, method="GET", **headers):
    client.sendall(head(path, method, **headers))


class Answer:
    """One answer read off a socket. `whole` is false where the connection was cut before its end."""

    def __init__(self, client, method="GET"):
        self.status, self.headers, self.body, self.whole = 0, {}, b"", False
        self.file = client.makefile("rb")
        try:
            self.read(method)
        except (ConnectionError, ValueError):
            pass
        finally:
            self.file.close()

    def read(self, method):
        first = self.file.readline().decode("latin-1")
        if not first.endswith("\r\n"):
            return
        self.status = int(first.split()[1])
        for line in iter(self.file.readline, b"\r\n"):
            if not line:
                return
            name, _, value = line.decode("latin-1").partition(":")
            name, value = name.lower(), value.strip()
            self.headers[name] = f"{self.headers[name]}, {value}" if name in self.headers else value
        if method == "HEAD" or self.status in (204, 304):
            self.whole = True
        elif self.headers.get("transfer-encoding") == "chunked":
            self.read_chunks()
        else:
            length = int(self.headers["content-length"])
            self.body = self.file.read(length)
            self.whole = len(self.body) == length

    def read_chunks(self):
        while True:
            size = int(self.file.readline(), 16)
            chunk = self.file.read(size)
            self.body += chunk
            if len(chunk) < size or self.file.read(2) != b"\r\n":
                return
            if size == 0:
                self.whole = True
                return


def ended(client):
    """Whether the other side has closed, by end or by reset; what it still said is thrown away."""
    try:
        while client.recv(65536):
            pass
    except ConnectionError:
        pass
    except TimeoutError:
        return False
    return True


class ServiceTest(unittest.TestCase):
    """Every test has a database of its own, a copy of the bundled one or of a long one."""

    long = False

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="exportstats-")
        cls.master = os.path.join(cls.folder, "master.db")
        if cls.long:
            make_long_database(cls.master)
        else:
            shutil.copy(BUNDLED, cls.master)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def setUp(self):
        self.database = os.path.join(self.folder, self.id().rpartition(".")[2] + ".db")
        shutil.copy(self.master, self.database)

    def start(self, **settings):
        settings.setdefault("workers", 2)
        service = Service(self.database, **settings)
        self.addCleanup(service.close)
        return service

    def connect(self, service, count, **options):
        clients = []
        for _ in range(count):
            clients.append(service.connect(**options))
            self.addCleanup(clients[-1].close)
        return clients

    def replace(self, source, path=None):
        """As an import does it: a copy beside, renamed over."""
        beside = self.database + ".new"
        shutil.copy(source, beside)
        os.replace(beside, path or self.database)

    def check_idle(self, service, limit=4):
        """The process uses no time: at most some ticks of 10 ms within a second, once it settled."""
        def quiet():
            before = service.ticks()
            time.sleep(1)
            return service.ticks() - before <= limit

        wait_until(quiet, "idle CPU back to 0", patience=4 * PATIENCE)

    def check_serves(self, service, times=20):
        for _ in range(times):
            answer = service.get(LIST)
            self.assertEqual((answer.status, answer.whole), (200, True))

    def stop(self, service):
        service.signal(signal.SIGTERM)
        if service.wait() != 0:
            self.fail(f"ended with {service.wait()}: {service.child.stderr.read().decode()}")
        self.assertEqual(service.bad, [])


def tell_counts(requests, seen, faults=0, crashes=0):
    """For tools/counts.py. seen: how often which outcome came, as "right", "error" (told), "cut" (visibly),
    "wrong"; every request has one."""
    assert sum(seen.values()) == requests, f"{requests} requests, {seen}"
    counts = {"requests": requests, "faults": faults, **seen, "crashes": crashes}
    print("counts:", " ".join(f"{name}={count}" for name, count in counts.items()), flush=True)


def main():
    unittest.main(argv=sys.argv[:1], verbosity=2)
