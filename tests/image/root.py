"""The root file system of the image: small, the same twice, listed whole, and enough to run in."""

import ctypes
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import unittest
import urllib.request

SOURCE, PROGRAM = map(os.path.abspath, sys.argv[1:3])
# deploy.md names it; what passes it is a library that nobody meant to add.
SIZE_BOUND = 16_000_000
SBOM = "/usr/share/doc/exportstats/sbom.json"
RECORDS = "/var/lib/dpkg/status.d/"
USER = 65532  # as in the Dockerfile
NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS


def make_root(folder):
    subprocess.run([os.path.join(SOURCE, "deploy/rootfs.sh"), folder, PROGRAM], cwd=SOURCE, check=True,
                   capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600"})
    return folder


def files_of(root):
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            yield "/" + os.path.relpath(path, root), path


def read(path):
    with open(path, "rb") as file:
        return file.read()


def describe(path):
    status = os.lstat(path)
    return status.st_mode, status.st_mtime, hashlib.sha256(read(path)).hexdigest()


class Root(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Below a folder that every user may enter: the program runs as one of them.
        cls.folder = tempfile.TemporaryDirectory()
        os.chmod(cls.folder.name, 0o755)
        cls.root = make_root(cls.folder.name + "/one")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_twice_the_same(self):
        again = make_root(self.folder.name + "/two")
        self.assertEqual({name: describe(path) for name, path in files_of(self.root)},
                         {name: describe(path) for name, path in files_of(again)})

    def test_small(self):
        size = sum(os.lstat(path).st_size for _, path in files_of(self.root))
        print(f"image: {size / 1e6:.1f} MB", file=sys.stderr)
        self.assertLess(size, SIZE_BOUND)

    def test_nothing_to_break_in_with(self):
        for name, path in files_of(self.root):
            self.assertFalse(os.lstat(path).st_mode & 0o7022, f"{name} may be changed or changes who runs it")
            self.assertFalse(name.rpartition("/")[2] in ("sh", "bash", "dash", "busybox", "apt-get", "perl"), name)

    def test_the_list_is_whole(self):
        components = json.loads(read(self.root + SBOM))["components"]
        listed = {item["name"]: item["hashes"][0]["content"] for item in components if item["type"] == "file"}
        self.assertEqual(listed, {name: describe(path)[2] for name, path in files_of(self.root)
                                  if name != SBOM and not name.startswith(RECORDS)})
        packages = {item["name"] for item in components if item["type"] == "library"}
        self.assertEqual(packages, set(os.listdir(self.root + RECORDS)))
        self.assertLessEqual({"libc6", "libmicrohttpd12", "libsqlite3-0", "libcjson1"}, packages)
        for package in packages:
            self.assertTrue(os.path.isfile(f"{self.root}/usr/share/doc/{package}/copyright"), package)

    def test_what_the_image_says_of_itself(self):
        last = read(os.path.join(SOURCE, "Dockerfile")).decode().rpartition("\nFROM ")[2]
        self.assertTrue(last.startswith("scratch\n"))
        for line in (f"USER {USER}:{USER}", "STOPSIGNAL SIGTERM", 'ENTRYPOINT ["/usr/local/bin/exportstats"]',
                     'CMD ["serve"]', '    CMD ["/usr/local/bin/exportstats", "healthcheck"]'):
            self.assertIn(line, last.splitlines())
        labels = set(re.findall(r"org\.opencontainers\.image\.(\w+)=", last))
        self.assertEqual(labels, {"title", "description", "licenses", "vendor", "version", "revision", "created"})
        database = re.search(r"EXPORTSTATS_DATABASE=(\S+)", last)[1]
        self.assertTrue(os.path.isfile(self.root + database))

    def enter(self):
        os.chroot(self.root)
        os.chdir("/")
        os.setgroups([])
        os.setgid(USER)
        os.setuid(USER)
        if ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            raise OSError("no_new_privs")

    def run_inside(self, *arguments, **settings):
        return subprocess.Popen(["/usr/local/bin/exportstats", *arguments], preexec_fn=self.enter,
                                stdout=subprocess.PIPE, text=True,
                                env={"EXPORTSTATS_DATABASE": "/usr/share/exportstats/exportstats.db", **settings})

    @unittest.skipUnless(os.geteuid() == 0, "entering another root takes root")
    def test_it_runs_with_nothing_else(self):
        service = self.run_inside("serve", EXPORTSTATS_LISTEN="127.0.0.1:0")
        try:
            address = json.loads(service.stdout.readline())["address"]
            with urllib.request.urlopen(f"http://{address}/v1/series?limit=1", timeout=30) as answer:
                self.assertEqual(json.load(answer)["meta"]["revision"], 1)
            with self.run_inside("healthcheck", EXPORTSTATS_LISTEN=address) as check:
                self.assertEqual(check.wait(30), 0)
            service.send_signal(signal.SIGTERM)
            self.assertEqual(service.wait(30), 0)
        finally:
            service.kill()
            service.wait()
            service.stdout.close()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
