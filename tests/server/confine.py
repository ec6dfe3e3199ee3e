"""What the service gives up once it serves, and that it misses nothing of it."""

import os
import shutil
import sys
import tempfile

from service import READY, ServiceTest, main, wait_until

# A kernel without Landlock: a filter of system calls that knows none of its three.
WITHOUT = """
import ctypes, os, struct, sys
def op(code, yes, no, value): return struct.pack("HBBI", code, yes, no, value)
steps = [op(0x20, 0, 0, 0), op(0x35, 0, 2, 444), op(0x35, 1, 0, 447),
         op(0x06, 0, 0, 0x00050000 | 38), op(0x06, 0, 0, 0x7fff0000)]
steps = b"".join(steps)
room = ctypes.create_string_buffer(steps)
program = struct.pack("HxxxxxxP", 5, ctypes.addressof(room))
prctl = ctypes.CDLL(None, use_errno=True).prctl
assert prctl(38, 1, 0, 0, 0) == 0
assert prctl(22, 2, ctypes.create_string_buffer(program), 0, 0) == 0, ctypes.get_errno()
os.execv(sys.argv[1], sys.argv[1:])
"""


class Confine(ServiceTest):
    def other_folder(self):
        folder = tempfile.mkdtemp(prefix="exportstats-")
        self.addCleanup(shutil.rmtree, folder)
        return folder

    def start(self, **settings):
        """Whatever the environment says: a build that counts lines must write its counts."""
        return super().start(**{"landlock": "true", **settings})

    def start_confined(self, **settings):
        service = self.start(**settings)
        wait_until(lambda: service.events("confined") or service.events("not confined"), "told")
        if service.events("not confined"):
            self.skipTest(service.event("not confined")["detail"])
        return service

    def status(self, service, name):
        with open(f"/proc/{service.child.pid}/status", encoding="ascii") as status:
            return next(line.split()[1] for line in status if line.startswith(name + ":"))

    def test_told(self):
        service = self.start_confined()
        line = service.event("confined")
        self.assertGreaterEqual(line["landlock"], 1)
        self.assertEqual(line["reads"], self.folder)
        self.assertEqual(self.status(service, "NoNewPrivs"), "1")

    def test_switched_off(self):
        service = self.start(landlock="false")
        self.assertIn("switched off", service.event("not confined")["detail"])
        self.assertEqual(self.status(service, "NoNewPrivs"), "1")
        self.check_serves(service)

    def test_kernel_without_it(self):
        service = self.start(launcher=[sys.executable, "-c", WITHOUT])
        self.assertIn("no Landlock", service.event("not confined")["detail"])
        self.check_serves(service)
        self.stop(service)

    def test_nothing_is_missed(self):
        """Swap, a broken file, its repair, metrics, files of sockets, all in one life."""
        path = os.path.join(self.folder, "confined.sock")
        service = self.start_confined(listen=f"127.0.0.1:0,unix:{path}", admin_listen="127.0.0.1:0")
        self.replace(self.master)
        service.event("reload")
        with open(self.database + ".bad", "wb") as file:
            file.write(b"no database" * 1000)
        self.replace(self.database + ".bad")
        service.event("reload failed")
        self.replace(self.master)
        service.event("reload", 2)
        self.check_serves(service)
        metrics = service.get_admin("/metrics").body.decode()
        for name in ("process_open_fds", "process_resident_memory_bytes"):
            self.assertIn("\n" + name + " ", metrics)
        self.stop(service)
        self.assertFalse(os.path.exists(path))

    def retarget(self, link):
        """Makes a link point to a file elsewhere."""
        elsewhere = os.path.join(self.other_folder(), "elsewhere.db")
        shutil.copy(self.master, elsewhere)
        os.symlink(elsewhere, link + ".new")
        os.replace(link + ".new", link)

    def test_files_elsewhere_are_out_of_reach(self):
        service = self.start_confined()
        self.retarget(self.database)
        service.event("reload failed")
        self.check_serves(service)
        service = self.start_confined()
        service.event("confined")
        self.assertEqual(service.get(READY).status, 200)

    def test_files_elsewhere_unconfined(self):
        service = self.start(landlock="false")
        self.retarget(self.database)
        service.event("reload")

    def test_link_to_another_folder(self):
        """As containers mount them: the link stays, the file behind it is renamed over."""
        folder = self.other_folder()
        real = os.path.join(folder, "real.db")
        shutil.copy(self.master, real)
        os.unlink(self.database)
        os.symlink(real, self.database)
        service = self.start_confined()
        self.replace(self.master, real)
        service.event("reload")
        self.check_serves(service)

    def test_folder_that_comes_later(self):
        folder = os.path.join(self.other_folder(), "a", "b")
        self.database = os.path.join(folder, "late.db")
        service = self.start_confined()
        self.assertEqual(service.get(READY).status, 503)
        os.makedirs(folder)
        shutil.copy(self.master, self.database)
        service.event("reload")
        self.check_serves(service)


if __name__ == "__main__":
    main()
