"""The units of deploy/ as they stand, under a systemd that was booted for it: in a container of
systemd-nspawn on this machine's own /usr, with a network of its own, which this process enters."""

import ctypes
import glob
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import unittest

from proxies import DEPLOY
from service import (BINARY, BUNDLED, LIST, PACKAGE, PATIENCE, READY, Answer, end_with_us, main, make_long_database, send,
                     tell_counts, wait_until)

PORT, ADMIN_PORT = 8080, 8079  # as the units say
UNITS = [os.path.abspath(path) for path in glob.glob(os.path.join(DEPLOY, "systemd", "exportstats.*"))]
SYSTEM, OURS = "/etc/systemd/system", "/usr/local/bin/exportstats"
NEW_NETWORK = 0x40000000  # CLONE_NEWNET
DROPPED = "/run/systemd/system/exportstats.service.d"


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=4 * PATIENCE, check=False)


class Machine:
    """Nothing of it outlives it: its root is in memory, /usr is only read."""

    def __init__(self, folder):
        shared = os.path.join(folder, "shared")
        os.mkdir(shared)
        os.chmod(shared, 0o755)
        self.database = os.path.join(shared, "exportstats.db")
        shutil.copy(BUNDLED, self.database)
        binds = [f"{os.path.abspath(BINARY)}:{OURS}", f"{shared}:/var/lib/exportstats",
                 *[f"{unit}:{SYSTEM}/{os.path.basename(unit)}" for unit in UNITS]]
        self.child = subprocess.Popen(
            ["systemd-nspawn", "--quiet", "--boot", "--directory=/", "--volatile=yes", "--private-network",
             "--register=no", "--keep-unit", f"--machine=exportstats-{os.getpid()}", "--console=pipe",
             "--tmpfs=/usr/local", *[f"--bind-ro={bind}" for bind in binds],
             "systemd.unit=basic.target", "systemd.firstboot=no"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            preexec_fn=lambda: end_with_us(signal.SIGTERM))

    def is_up(self):
        """Its own first process, as soon as it answers; or its end."""
        if self.child.poll() is not None:
            raise unittest.SkipTest(f"no system boots here: {self.child.stderr.read().decode().strip()}")
        with open(f"/proc/{self.child.pid}/task/{self.child.pid}/children", encoding="ascii") as children:
            self.first = (children.read().split() or [None])[0]
        return self.first and self.run("systemctl", "is-active", "basic.target").returncode == 0

    def boot(self):
        """Whether one comes up is this machine's affair: none of our units has a part in it yet."""
        try:
            wait_until(self.is_up, "a booted system", 2 * PATIENCE)
        except AssertionError as late:
            raise unittest.SkipTest(str(late)) from late

    def run(self, *command):
        return run("nsenter", f"--target={self.first}", "--all", *command)

    def enter_network(self):
        """What this process connects to from now on is in there."""
        with open(f"/proc/{self.first}/ns/net", "rb") as network:
            if ctypes.CDLL(None, use_errno=True).setns(network.fileno(), NEW_NETWORK) != 0:
                raise OSError(ctypes.get_errno(), "setns")

    def close(self):
        self.child.terminate()
        try:
            self.child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.child.stderr.close()


def get(path, port=PORT):
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as client:
        send(client, path, Connection="close")
        return Answer(client)


class Booted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if os.geteuid() != 0 or not shutil.which("systemd-nspawn"):
            raise unittest.SkipTest("booting a system takes root and systemd-nspawn")
        cls.folder = os.path.join("/tmp", f"exportstats-booted-{os.getpid()}")
        os.mkdir(cls.folder)
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.machine = Machine(cls.folder)
        cls.addClassCleanup(cls.machine.close)
        cls.machine.boot()
        cls.machine.enter_network()

    def setUp(self):
        self.replace(BUNDLED)
        self.machine.run("rm", "-rf", DROPPED)
        self.machine.run("systemctl", "daemon-reload")
        self.manage("start", "exportstats.socket")
        self.addCleanup(self.machine.run, "systemctl", "stop", "exportstats.socket", "exportstats.service")
        self.addCleanup(self.machine.run, "systemctl", "reset-failed")

    def manage(self, *command):
        done = self.machine.run("systemctl", *command)
        self.assertEqual(done.returncode, 0, done.stderr + self.log())

    def log(self):
        return self.machine.run("journalctl", "--unit=exportstats", "--output=cat", "--no-pager").stdout

    def show(self, name):
        return self.machine.run("systemctl", "show", "--value", f"--property={name}",
                                "exportstats.service").stdout.strip()

    def replace(self, source):
        beside = self.machine.database + ".new"
        shutil.copy(source, beside)
        os.replace(beside, self.machine.database)

    def check_serves(self, database=BUNDLED):
        done = run(BINARY, "get", LIST, "--database", database)
        answer = get(LIST)
        self.assertEqual((answer.status, answer.whole, answer.body.decode()), (200, True, done.stdout))

    def test_begun_by_its_socket(self):
        self.assertEqual(self.show("ActiveState"), "inactive")
        self.check_serves()
        self.assertEqual((self.show("ActiveState"), self.show("SubState")), ("active", "running"))
        self.assertEqual(get(READY, ADMIN_PORT).status, 200)
        started = [json.loads(line) for line in self.log().splitlines() if '"event":"start"' in line][-1]
        self.assertEqual(started["address"], f"127.0.0.1:{PORT}")

    def test_without_rights(self):
        self.check_serves()
        process = self.show("MainPID")
        status = dict(line.split(":\t", 1) for line in
                      self.machine.run("cat", f"/proc/{process}/status").stdout.splitlines())
        self.assertNotIn("0", status["Uid"].split())
        self.assertEqual({int(status[name], 16) for name in ("CapPrm", "CapEff", "CapBnd", "CapAmb")}, {0})
        self.assertEqual((status["NoNewPrivs"], status["Seccomp"]), ("1", "2"))
        mounts = self.machine.run("cat", f"/proc/{process}/mounts").stdout.splitlines()
        root = [line.split()[3].split(",") for line in mounts if line.split()[1] == "/"][-1]
        self.assertIn("ro", root)

    def test_reload(self):
        self.check_serves()
        other = os.path.join(self.folder, "other.db")
        make_long_database(other)
        self.replace(other)
        self.manage("reload", "exportstats.service")
        wait_until(lambda: get("/v1/figures.csv?select=all").body.count(b"long.") > 1000, "the other data")
        self.check_serves(other)

    def test_restart_refuses_nobody(self):
        """The socket stays open: who comes meanwhile waits."""
        expected, seen, over = get(LIST).body, [], threading.Event()

        def ask():
            while not over.is_set():
                try:
                    answer = get(LIST)
                    seen.append((answer.status, answer.whole, answer.body == expected))
                except OSError as lost:
                    seen.append(repr(lost))

        readers = [threading.Thread(target=ask) for _ in range(4)]
        for reader in readers:
            reader.start()
        try:
            for _ in range(3):
                self.manage("restart", "exportstats.service")
                count = len(seen)
                wait_until(lambda count=count: len(seen) > count + 20, "answers")
        finally:
            over.set()
            for reader in readers:
                reader.join()
        self.assertEqual(set(seen), {(200, True, True)})
        tell_counts(len(seen), {"right": len(seen)})

    def test_killed(self):
        self.check_serves()
        self.manage("kill", "--signal=SIGKILL", "exportstats.service")
        wait_until(lambda: self.show("NRestarts") == "1", "it is started again")
        self.check_serves()

    def test_hung(self):
        """It says nothing any more, so it is ended and started again; sooner than the unit's half minute."""
        self.machine.run("sh", "-c", f"mkdir -p {DROPPED} && printf '[Service]\\nWatchdogSec=2\\nTimeoutAbortSec=1\\n'"
                         f" >{DROPPED}/soon.conf && systemctl daemon-reload")
        self.check_serves()
        self.manage("kill", "--kill-whom=main", "--signal=SIGSTOP", "exportstats.service")
        wait_until(lambda: self.show("NRestarts") == "1", "it is started again")
        self.check_serves()

    def test_stop(self):
        self.check_serves()
        self.manage("stop", "exportstats.socket", "exportstats.service")
        self.assertEqual((self.show("ActiveState"), self.show("Result"), self.show("ExecMainStatus")),
                         ("inactive", "success", "0"))
        self.assertRaises(ConnectionRefusedError, get, LIST)


if __name__ == "__main__":
    main()
