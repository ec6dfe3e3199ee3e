"""Where the service listens: several addresses, Unix sockets, sockets that a supervisor opened."""

import os
import signal
import socket
import stat
import subprocess
import sys

from service import (BINARY, LIST, LIVE, PATIENCE, READY, Answer, Service, ServiceTest, main, send,
                     wait_until)

# Does what systemd does: descriptors from 3 on, and the variables that tell of them.
ACTIVATE = """
import fcntl, os, sys
given = [fcntl.fcntl(int(fd), fcntl.F_DUPFD, 100) for fd in sys.argv[1].split(",")]
for number, fd in enumerate(given):
    os.dup2(fd, 3 + number)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS=str(len(given)), LISTEN_FDNAMES=sys.argv[2])
os.execv(sys.argv[3], sys.argv[3:])
"""


class Listen(ServiceTest):
    def path(self, name):
        return os.path.join(self.folder, self.id().rpartition(".")[2] + "." + name)

    def ask_unix(self, service, path, target=LIVE, **headers):
        return service.get(target, service.connect_unix(path), **headers)

    def fails(self, **settings):
        with self.assertRaises(AssertionError) as caught:
            self.start(**settings)
        return str(caught.exception)

    def test_several_addresses(self):
        path = self.path("sock")
        service = self.start(listen=f"127.0.0.1:0,unix:{path},[::1]:0")
        ports = [service.port_of(service.event("start", count)) for count in (1, 3)]
        self.assertEqual(service.event("start", 2)["address"], f"unix:{path}")
        for host, port in zip(("127.0.0.1", "::1"), ports):
            client = socket.create_connection((host, port), PATIENCE)
            self.assertEqual(service.get(LIST, client).status, 200)
        answer = self.ask_unix(service, path, LIST)
        self.assertEqual((answer.status, answer.whole), (200, True))
        remotes = {service.event("request", count)["remote"] for count in (1, 2, 3)}
        self.assertEqual(remotes, {"127.0.0.1", "::1", "unix"})
        self.check_idle(service)
        self.stop(service)

    def test_unix_socket_alone(self):
        path = self.path("sock")
        service = self.start(listen="unix:" + path)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o660)
        with service.connect_unix(path) as client:
            for _ in range(3):
                send(client, LIST)
                self.assertEqual(Answer(client).status, 200)
        stream = self.ask_unix(service, path, "/v1/figures.csv?select=all")
        self.assertTrue(stream.whole)
        health = subprocess.run([BINARY, "healthcheck", "--listen", "unix:" + path], check=False)
        self.assertEqual(health.returncode, 0)
        self.stop(service)
        self.assertFalse(os.path.exists(path))
        health = subprocess.run([BINARY, "healthcheck", "--listen", "unix:" + path], check=False,
                                capture_output=True)
        self.assertEqual(health.returncode, 1)

    def test_mode(self):
        path = self.path("sock")
        self.start(listen="unix:" + path, unix_mode="604")
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o604)

    def test_left_by_a_dead_process(self):
        path = self.path("sock")
        service = self.start(listen="unix:" + path)
        service.signal(signal.SIGKILL)
        service.wait()
        self.assertTrue(os.path.exists(path))
        service = self.start(listen="unix:" + path)
        self.assertEqual(self.ask_unix(service, path).status, 200)
        self.stop(service)
        self.assertFalse(os.path.exists(path))

    def test_of_a_living_process(self):
        path = self.path("sock")
        service = self.start(listen="unix:" + path)
        self.assertIn("somebody serves there", self.fails(listen="unix:" + path))
        self.assertEqual(self.ask_unix(service, path).status, 200)

    def test_what_is_no_socket(self):
        path = self.path("file")
        with open(path, "w", encoding="ascii") as file:
            file.write("dear")
        self.assertIn("no socket", self.fails(listen="unix:" + path))
        with open(path, encoding="ascii") as file:
            self.assertEqual(file.read(), "dear")
        self.assertIn("No such file", self.fails(listen="unix:/nonexistent/folder/sock"))

    def test_failed_start_leaves_nothing(self):
        path = self.path("sock")
        self.assertIn("192.0.2.1:80", self.fails(listen=f"unix:{path},192.0.2.1:80"))
        self.assertFalse(os.path.exists(path))

    def test_socket_of_a_successor(self):
        """A file that is no longer ours stays."""
        path = self.path("sock")
        service = self.start(listen="unix:" + path)
        os.unlink(path)
        with socket.socket(socket.AF_UNIX) as other:
            other.bind(path)
            self.stop(service)
            self.assertTrue(os.path.exists(path))

    def activate(self, sockets, names="", **settings):
        descriptors = [each.fileno() for each in sockets]
        launcher = [sys.executable, "-c", ACTIVATE, ",".join(map(str, descriptors)), names]
        service = Service(self.database, launcher=launcher, pass_fds=descriptors, workers=2,
                          **settings)
        self.addCleanup(service.close)
        return service

    def listening(self, family, address):
        listener = socket.socket(family)
        self.addCleanup(listener.close)
        listener.bind(address)
        listener.listen()
        return listener

    def test_socket_activation(self):
        path = self.path("sock")
        tcp = self.listening(socket.AF_INET, ("127.0.0.1", 0))
        local = self.listening(socket.AF_UNIX, path)
        admin = self.listening(socket.AF_INET6, ("::1", 0))
        early = socket.create_connection(tcp.getsockname(), PATIENCE)
        send(early, LIST)
        service = self.activate([tcp, local, admin], "http:http:admin", listen="127.0.0.1:1")
        self.assertEqual(Answer(early).status, 200)
        self.assertEqual(service.port, tcp.getsockname()[1])
        self.assertEqual(service.event("admin")["address"], f"[::1]:{admin.getsockname()[1]}")
        self.assertEqual(self.ask_unix(service, path, LIST).status, 200)
        operator = socket.create_connection(("::1", admin.getsockname()[1]), PATIENCE)
        self.assertEqual(service.get(READY, operator).status, 200)
        self.check_serves(service)
        self.stop(service)
        self.assertTrue(os.path.exists(path))

    def test_activation_of_somebody_else(self):
        service = self.start(environment={"LISTEN_PID": "1", "LISTEN_FDS": "2"})
        self.check_serves(service)

    def test_useless_descriptors(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
            with self.assertRaises(AssertionError) as caught:
                self.activate([datagrams])
        self.assertIn("Descriptor 3", str(caught.exception))

    def test_too_many_descriptors(self):
        tcp = self.listening(socket.AF_INET, ("127.0.0.1", 0))
        with self.assertRaises(AssertionError) as caught:
            self.activate([tcp] * 70)
        self.assertIn("more than 8 sockets", str(caught.exception))

    def test_admin(self):
        service = self.start(admin_listen="127.0.0.1:0", base_path="/stats")
        for path in (LIVE, READY, "/healthz"):
            self.assertEqual(service.get_admin(path).status, 200)
            self.assertEqual(service.get("/stats" + path).status, 200)
        for path in ("/", LIST, "/openapi.json", "/stats" + LIVE):
            self.assertEqual(service.get_admin(path).status, 404)
        self.stop(service)

    def test_healthcheck_asks_the_admin(self):
        path = self.path("sock")
        self.start(admin_listen="unix:" + path, base_path="/stats")
        done = subprocess.run([BINARY, "healthcheck", "--listen", "127.0.0.1:1", "--base-path",
                               "/stats", "--admin-listen", "unix:" + path], check=False)
        self.assertEqual(done.returncode, 0)

    def test_full_but_in_health(self):
        service = self.start(admin_listen="127.0.0.1:0", connections=4)
        for client in self.connect(service, 4):
            send(client, LIST)
            self.assertEqual(Answer(client).status, 200)
        self.assertEqual(service.get(LIVE).status, 503)
        for _ in range(20):
            self.assertEqual(service.get_admin(READY).status, 200)

    def test_admin_until_the_end(self):
        service = self.start(admin_listen="127.0.0.1:0", drain_delay=600)
        service.signal(signal.SIGTERM)
        wait_until(lambda: service.get_admin(READY).status == 503, "readyz tells of the end")
        self.assertEqual(service.get_admin(LIVE).status, 200)
        service.signal(signal.SIGTERM)
        self.assertEqual(service.wait(), 0)


class Proxies(ServiceTest):
    def remotes(self, service, client, **headers):
        count = len(service.events("request"))
        service.get(LIVE, client, **headers)
        line = service.event("request", count + 1)
        return line["remote"], line.get("proxy")

    def test_trusted(self):
        service = self.start(trusted_proxies="10.0.0.0/8, 127.0.0.1")
        self.assertEqual(self.remotes(service, None, X_Forwarded_For="6.6.6.6, 192.0.2.1"),
                         ("192.0.2.1", "127.0.0.1"))
        self.assertEqual(self.remotes(service, None, X_Forwarded_For="192.0.2.1, 10.0.0.2"),
                         ("192.0.2.1", "127.0.0.1"))
        self.assertEqual(self.remotes(service, None, Forwarded='for="[2001:db8::1]:80"'),
                         ("2001:db8::1", "127.0.0.1"))
        self.assertEqual(self.remotes(service, None, X_Forwarded_For="unknown"),
                         ("127.0.0.1", None))
        self.assertEqual(self.remotes(service, None), ("127.0.0.1", None))

    def test_each_request_by_itself(self):
        service = self.start(trusted_proxies="127.0.0.1")
        with service.connect() as client:
            for number in (1, 2):
                send(client, LIVE, X_Forwarded_For=f"192.0.2.{number}")
                Answer(client)
            send(client, LIVE)
            Answer(client)
        lines = [service.event("request", count) for count in (1, 2, 3)]
        self.assertEqual([line["remote"] for line in lines], ["192.0.2.1", "192.0.2.2", "127.0.0.1"])

    def of_this_link(self):
        """An address of ours that has a zone, and the zone's number."""
        with open("/proc/net/if_inet6", encoding="ascii") as addresses:
            for line in addresses:
                digits, zone, _, scope, *_ = line.split()
                if scope == "20":
                    return socket.inet_ntop(socket.AF_INET6, bytes.fromhex(digits)), int(zone, 16)
        return self.skipTest("no interface has an address of its own link")

    def test_trusted_on_this_link(self):
        host, zone = self.of_this_link()
        service = self.start(listen="[::]:0", trusted_proxies="fe80::/10")
        client = socket.socket(socket.AF_INET6)
        client.settimeout(PATIENCE)
        client.connect((host, service.port, 0, zone))
        remote, proxy = self.remotes(service, client, X_Forwarded_For="192.0.2.1")
        self.assertEqual((remote, (proxy or "").partition("%")[0]), ("192.0.2.1", host))

    def test_not_trusted(self):
        service = self.start(trusted_proxies="10.0.0.0/8")
        self.assertEqual(self.remotes(service, None, X_Forwarded_For="192.0.2.1"),
                         ("127.0.0.1", None))

    def test_unix_socket_is_trusted(self):
        path = os.path.join(self.folder, "proxy.sock")
        service = self.start(listen="unix:" + path)
        self.assertEqual(self.remotes(service, service.connect_unix(path), Forwarded="for=192.0.2.1"),
                         ("192.0.2.1", "unix"))
        self.assertEqual(self.remotes(service, service.connect_unix(path)), ("unix", None))


if __name__ == "__main__":
    main()
