"""Under a supervisor: systemd's notifications and watchdog, and as process 1."""

import ctypes
import os
import signal
import socket
import subprocess
import time
import unittest

from service import PATIENCE, READY, ServiceTest, main, wait_until

# Of ptrace(2) and waitpid(2).
DETACH, SEIZE, INTERRUPT, WALL = 17, 0x4206, 0x4207, 0x40000000

# Seconds: a word is waited for once, which takes 5, not for each of the four.
STUCK = 14

# A shell leaves children behind and becomes the service.
ORPHANS = "for i in 1 2 3; do (sleep 0.2 & ) ; done; exec \"$0\" \"$@\""


class Supervised(ServiceTest):
    def supervisor(self, address):
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(listener.close)
        listener.bind(address)
        listener.settimeout(PATIENCE)
        return listener

    def path(self):
        return os.path.join(self.folder, self.id().rpartition(".")[2])

    def start_notifying(self, address, **variables):
        listener = self.supervisor(address)
        shown = address.decode().replace("\0", "@") if isinstance(address, bytes) else address
        service = self.start(environment={"NOTIFY_SOCKET": shown, **variables})
        return service, listener

    def hear(self, listener):
        return dict(line.split("=", 1) for line in listener.recv(4096).decode().split("\n"))

    def check_life(self, address):
        service, listener = self.start_notifying(address)
        self.assertEqual(self.hear(listener), {"READY": "1"})
        self.assertEqual(service.get(READY).status, 200)
        service.signal(signal.SIGHUP)
        heard = self.hear(listener)
        self.assertEqual(heard["RELOADING"], "1")
        self.assertLess(abs(int(heard["MONOTONIC_USEC"]) / 1e6 - time.monotonic()), PATIENCE)
        self.assertEqual(self.hear(listener), {"READY": "1"})
        service.signal(signal.SIGTERM)
        heard = self.hear(listener)
        self.assertEqual(heard["STOPPING"], "1")
        self.assertGreaterEqual(int(heard["EXTEND_TIMEOUT_USEC"]), 25000000)
        self.assertEqual(service.wait(), 0)
        listener.setblocking(False)
        self.assertRaises(BlockingIOError, listener.recv, 1)

    def test_path(self):
        self.check_life(self.path())

    def test_abstract(self):
        self.check_life(b"\0exportstats-test-" + str(os.getpid()).encode())

    def fill(self, address):
        """Words of others, until there is no room for one more."""
        while True:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as other:
                other.setblocking(False)
                other.connect(address)
                try:
                    other.send(b"STATUS=")
                except BlockingIOError:
                    return

    def test_supervisor_that_is_busy(self):
        address = self.path()
        listener = self.supervisor(address)
        self.fill(address)
        service = self.start(environment={"NOTIFY_SOCKET": address})
        time.sleep(0.2)
        heard = self.hear(listener)
        while heard == {"STATUS": ""}:
            heard = self.hear(listener)
        self.assertEqual(heard, {"READY": "1"})
        self.stop(service)

    def test_supervisor_that_is_stuck(self):
        """It is waited for once, not before each signal that is heard."""
        address = self.path()
        self.supervisor(address)
        self.fill(address)
        begun = time.monotonic()
        service = self.start(environment={"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "800000"})
        service.signal(signal.SIGHUP)
        service.signal(signal.SIGTERM)
        self.assertEqual(service.wait(), 0)
        self.assertLess(time.monotonic() - begun, STUCK)

    def test_nobody_listens(self):
        service = self.start(environment={"NOTIFY_SOCKET": self.path()})
        self.check_serves(service)
        self.stop(service)

    def test_watchdog(self):
        service, listener = self.start_notifying(self.path(), WATCHDOG_USEC="800000")
        self.assertEqual(self.hear(listener), {"READY": "1"})
        for _ in range(5):
            self.assertEqual(self.hear(listener), {"WATCHDOG": "1"})
        self.check_idle(service, limit=8)
        self.stop(service)

    def test_watchdog_of_a_worker_that_hangs(self):
        """One thread stopped by a debugger's means; the others go on, and nobody says we are well."""
        service, listener = self.start_notifying(self.path(), WATCHDOG_USEC="800000")
        self.assertEqual(self.hear(listener), {"READY": "1"})
        self.assertEqual(self.hear(listener), {"WATCHDOG": "1"})
        threads = sorted(map(int, os.listdir(f"/proc/{service.child.pid}/task")))
        with Stopped(threads[-1]):
            time.sleep(0.5)
            listener.setblocking(False)
            try:
                while listener.recv(4096):
                    pass
            except BlockingIOError:
                pass
            time.sleep(1)
            self.assertRaises(BlockingIOError, listener.recv, 1)
        listener.settimeout(PATIENCE)
        self.assertEqual(self.hear(listener), {"WATCHDOG": "1"})

    def test_watchdog_of_somebody_else(self):
        _, listener = self.start_notifying(self.path(), WATCHDOG_USEC="400000", WATCHDOG_PID="1")
        self.assertEqual(self.hear(listener), {"READY": "1"})
        listener.settimeout(1)
        self.assertRaises(TimeoutError, listener.recv, 1)

    def start_as_first(self):
        """As process 1 of a namespace, with children that somebody else left behind."""
        unshare = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
        if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode != 0:
            self.skipTest("process namespaces are not to be had here")
        return self.start(launcher=[*unshare, "sh", "-c", ORPHANS])

    def first(self, service):
        with open(f"/proc/{service.child.pid}/task/{service.child.pid}/children",
                  encoding="ascii") as children:
            return int(children.read().split()[0])

    def children(self, first):
        with open(f"/proc/{first}/task/{first}/children", encoding="ascii") as children:
            return children.read().split()

    def test_as_process_1(self):
        service = self.start_as_first()
        first = self.first(service)
        with open(f"/proc/{first}/status", encoding="ascii") as status:
            self.assertIn("\t1\n", next(line for line in status if line.startswith("NSpid")))
        wait_until(lambda: not self.children(first), "orphans that ended are gone")
        self.check_serves(service)
        os.kill(first, signal.SIGHUP)
        service.event("reload")
        os.kill(first, signal.SIGTERM)
        self.assertEqual(service.wait(), 0)


class Stopped:
    """A single thread, held by ptrace."""

    def __init__(self, thread):
        self.ptrace = ctypes.CDLL(None, use_errno=True).ptrace
        self.ptrace.argtypes = [ctypes.c_long] * 4
        self.thread = thread

    def __enter__(self):
        if self.ptrace(SEIZE, self.thread, 0, 0) != 0:
            raise unittest.SkipTest("threads cannot be traced here")
        self.ptrace(INTERRUPT, self.thread, 0, 0)
        os.waitpid(self.thread, WALL)

    def __exit__(self, *_):
        self.ptrace(DETACH, self.thread, 0, 0)


if __name__ == "__main__":
    main()
