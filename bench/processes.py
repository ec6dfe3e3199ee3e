"""The two servers that are compared, as children: what they cost in CPU and in memory."""
import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from measure import Failed

PATIENCE = 60  # seconds for a server to come up
TICKS = os.sysconf("SC_CLK_TCK")


def children_of(pid):
    tasks = pathlib.Path(f"/proc/{pid}/task")
    return [int(child) for task in tasks.iterdir()
            for child in (task / "children").read_text().split()]


class Server:
    """Something that serves on 127.0.0.1:port, and ends with the `with` block."""

    def __init__(self, name, command, port, log):
        self.name, self.port, self.log = name, port, log
        self.began = time.monotonic()
        self.child = subprocess.Popen([str(part) for part in command], stdout=log.open("wb"),
                                      stderr=subprocess.STDOUT)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path, **headers):
        """Status, headers as they came, body; an error is an answer too."""
        asked = urllib.request.Request(self.url(path), headers=headers)
        try:
            answer = urllib.request.urlopen(asked, timeout=PATIENCE)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            return answer.status, answer.headers, answer.read()

    def head_size(self, path, headers):
        """Bytes of an answer's head."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as client:
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: bench\r\n{lines}\r\n".encode())
            head = b""
            while b"\r\n\r\n" not in head:
                head += client.recv(65536)
            return head.index(b"\r\n\r\n") + 4

    def wait(self, path):
        """Milliseconds from the start to the first good answer."""
        while time.monotonic() - self.began < PATIENCE:
            try:
                if self.get(path)[0] == 200:
                    return (time.monotonic() - self.began) * 1000
            except OSError:
                time.sleep(0.001)
            if self.child.poll() is not None:
                break
        self.__exit__()
        raise Failed(f"{self.name} does not serve {path}: {self.log.read_text()[-500:]}")

    def pids(self):
        return [self.child.pid, *children_of(self.child.pid)]

    def read_all(self, file):
        """That file of /proc for each process; one that has just ended has none."""
        for pid in self.pids():
            with contextlib.suppress(OSError):
                yield pathlib.Path(f"/proc/{pid}/{file}").read_text()

    def cpu(self):
        """utime + stime of all its processes so far, seconds."""
        stats = (stat.rpartition(")")[2].split() for stat in self.read_all("stat"))
        return sum(int(fields[11]) + int(fields[12]) for fields in stats) / TICKS

    def fine_cpu(self):
        """The same to the nanosecond, from the scheduler: for what takes milliseconds."""
        return sum(int((task / "schedstat").read_text().split()[0])
                   for pid in self.pids()
                   for task in pathlib.Path(f"/proc/{pid}/task").iterdir()) / 1e9

    def memory(self):
        """Proportional set size of all its processes, bytes."""
        return sum(int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) * 1024
                   for text in self.read_all("smaps_rollup"))

    def socket_memory(self):
        """What the kernel holds for its connections: received, queued and put by, bytes."""
        said = subprocess.run(["ss", "-tmnHO", f"sport = :{self.port}"], capture_output=True,
                              text=True, check=True).stdout
        return sum(int(number) for kind in ("r", "f", "w")
                   for number in re.findall(rf"[(,]{kind}(\d+)", said))


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def exportstats(place, database, **settings):
    """Logs on, one worker unless said otherwise; its log goes to a file, as nginx's does."""
    port = free_port()
    settings = {"workers": 1, "connections": 20000, "query_timeout": 600000} | settings
    command = [place.program, "serve", "--listen", f"127.0.0.1:{port}", "--database", database]
    for name, value in settings.items():
        command += ["--" + name.replace("_", "-"), value]
    server = Server("exportstats", command, port, place.folder / f"exportstats-{port}.log")
    server.ready_ms = server.wait("/readyz")
    return server


NGINX = """
daemon off;
worker_processes {workers};
{user}
worker_rlimit_nofile 40000;
pid {folder}/nginx-{port}.pid;
error_log {folder}/nginx-{port}.error.log;
events {{ worker_connections 20000; }}
http {{
    types {{ application/json json; text/csv csv; }}
    access_log {folder}/nginx-{port}.access.log combined buffer=64k flush=1s;
    sendfile on;
    gzip_static on;
    keepalive_requests 1000000000;
    client_body_temp_path {folder}/nginx-temp;
    proxy_temp_path {folder}/nginx-temp;
    fastcgi_temp_path {folder}/nginx-temp;
    uwsgi_temp_path {folder}/nginx-temp;
    scgi_temp_path {folder}/nginx-temp;
    {extra}
    server {{ listen 127.0.0.1:{port} backlog=4096; root {root}; }}
}}
"""
FILE_CACHE = "open_file_cache max=10000 inactive=60s; open_file_cache_valid 60s;"


def nginx(place, root, file_cache=False, workers=1):
    """Serves the files below root; its log is written in blocks, as ours is."""
    port = free_port()
    configuration = place.folder / f"nginx-{port}.conf"
    configuration.write_text(NGINX.format(
        folder=place.folder, port=port, root=root, workers=workers,
        user="user root;" if os.geteuid() == 0 else "",
        extra=FILE_CACHE if file_cache else ""))
    (root / "up.json").write_text(json.dumps("up"))
    server = Server("nginx, open_file_cache" if file_cache else "nginx, sendfile",
                    ["nginx", "-c", configuration, "-p", place.folder], port,
                    place.folder / f"nginx-{port}.log")
    server.wait("/up.json")
    return server
