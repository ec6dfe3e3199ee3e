"""What the command line promises: help, hints, exit statuses, and the health check."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

from service import BINARY, BUNDLED, PACKAGE, Service, ServiceTest, main

COMMANDS = ("serve", "import", "check", "export", "get", "healthcheck", "openapi")


def run(*arguments, **variables):
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=60,
                          env={**os.environ, **variables})


class CommandLine(unittest.TestCase):
    def check(self, done, status, out="", err=""):
        self.assertEqual(done.returncode, status, done)
        self.assertIn(out, done.stdout)
        self.assertIn(err, done.stderr)

    def test_help_and_version_everywhere(self):
        self.check(run("--help"), 0, out="Usage: exportstats COMMAND")
        self.check(run("--version"), 0, out="exportstats ")
        self.assertEqual(run("--help").stdout.count("\n  "), len(COMMANDS))
        for command in COMMANDS:
            self.check(run(command, "--help"), 0, out=f"Usage: exportstats {command}")
            self.check(run(command, "--help"), 0, out="EXPORTSTATS_DATABASE")
            self.check(run(command, "--version"), 0, out="exportstats ")

    def test_wrong_usage(self):
        self.check(run(), 2, err="Usage: ")
        self.check(run("serv"), 2, err="Did you mean serve?")
        self.check(run("xyzzy"), 2, err="There is no command")
        self.check(run("serve", "--listn", "x"), 2, err="Did you mean --listen?")
        self.check(run("serve", "somewhere"), 2, err="Unexpected argument")
        self.check(run("serve", "--workers", "many"), 2, err="whole number from 0 to 256")
        self.check(run("serve", EXPORTSTATS_WORKRES="1"), 2, err="EXPORTSTATS_WORKERS?")
        self.check(run("import"), 2)

    def test_check_config(self):
        done = run("serve", "--check-config", "--workers=3", EXPORTSTATS_WORKERS="4",
                   EXPORTSTATS_BASE_PATH="/stats/")
        self.check(done, 0, out="workers = 3\n")
        self.check(done, 0, out="base-path = /stats\n")
        self.check(done, 0, out="listen = 127.0.0.1:8080\n")

    def test_output_that_cannot_be_written(self):
        """Half of it with status 0 would be taken for all of it."""
        for arguments in (["--version"], ["--help"], ["import", "--help"], ["serve", "--check-config"], ["openapi"],
                          ["check", PACKAGE], ["get", "/v1/series", "--database", BUNDLED]):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([BINARY, *arguments], stdout=full, stderr=subprocess.PIPE, text=True,
                                      timeout=60, check=False)
            self.assertEqual(done.returncode, 1, done)
            self.assertIn("written", done.stderr)

    def test_files_that_may_not_grow(self):
        """Are told, and not died of."""
        with tempfile.TemporaryDirectory() as folder:
            for arguments in (["export", os.path.join(folder, "out"), "--database", BUNDLED],
                              ["import", PACKAGE, "--database", os.path.join(folder, "a.db")],
                              ["openapi"]):
                with open(os.path.join(folder, "text"), "wb") as out:
                    done = subprocess.run(["sh", "-c", "ulimit -f 8; exec \"$0\" \"$@\"", BINARY, *arguments],
                                          stdout=out, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
                self.assertEqual(done.returncode, 1, done)
                self.assertIn("exportstats", done.stderr)

    def test_what_is_missing_is_named(self):
        self.check(run("check"), 2, err="Give the folder of a package")
        self.check(run("get"), 2, err="Give a path")
        self.check(run("export"), 2, err="Give a folder")
        self.check(run("openapi", "x"), 2, err="takes no arguments")
        self.check(run("healthcheck", "x"), 2, err="Unexpected argument")
        self.check(run("check", "/nonexistent"), 1, err="/nonexistent cannot be read")
        self.check(run("export", "/nonexistent/out", "--database", "/nonexistent/a.db"), 1,
                   err="there is no database at /nonexistent/a.db")
        self.check(run("get", "/v1", "--database", "/nonexistent/a.db"), 1, out="no data yet",
                   err="there is no database at /nonexistent/a.db")
        self.check(run("import", PACKAGE, "--database", "/nonexistent/a.db", SOURCE_DATE_EPOCH="soon"), 2,
                   err="SOURCE_DATE_EPOCH is “soon”")

    def test_a_database_of_any_name(self):
        with tempfile.TemporaryDirectory() as folder:
            database = os.path.join(folder, "50% #1?mode=rw.db")
            self.check(run("import", PACKAGE, "--database", database), 0, out="revision 1: ")
            self.check(run("import", PACKAGE, "--database", database), 0, out="nothing to do")
            self.check(run("get", "/v1/series?limit=1", "--database", database), 0, out='"data":[{')
            out = os.path.join(folder, "out")
            self.check(run("export", out, "--database", database), 0, out="revision 1 in ")
            self.check(run("import", out, "--database", database), 0, out="nothing to do")
            self.assertEqual(sorted(os.listdir(folder)), ["50% #1?mode=rw.db", "out"])

    def test_databases_of_other_versions(self):
        """Are left as they are, with a word on what helps."""
        for version, helps in ((99, "use a newer program"), (0, "import the package again")):
            with tempfile.TemporaryDirectory() as folder:
                database = os.path.join(folder, "other.db")
                shutil.copyfile(BUNDLED, database)
                with sqlite3.connect(database) as other:
                    other.execute(f"PRAGMA user_version = {version}")
                other.close()
                with open(database, "rb") as file:
                    before = file.read()
                self.check(run("export", os.path.join(folder, "out"), "--database", database), 1,
                           err=f"has schema version {version}, this program reads version 1: {helps}")
                self.check(run("import", PACKAGE, "--database", database), 1, err=f"version {version}, ")
                self.check(run("get", "/v1/figures", "--database", database), 1, out="no data yet")
                with open(database, "rb") as file:
                    self.assertEqual(file.read(), before)

    def test_what_is_no_database(self):
        """Is said to be none, however short: neither its disk nor a row is at fault."""
        with tempfile.TemporaryDirectory() as folder:
            database = os.path.join(folder, "list.db")
            for size in (0, 7, 600, 5000, 50000):
                with open(database, "wb") as file:
                    file.write(b"x" * size)
                for arguments in (("get", "/v1"), ("export", os.path.join(folder, "out")),
                                  ("import", PACKAGE), ("check", PACKAGE)):
                    done = run(*arguments, "--database", database)
                    self.check(done, 1, err="is no exportstats database")

    def test_address_that_cannot_be_had(self):
        self.check(run("serve", "--listen", "192.0.2.1:80", "--database", "/nonexistent"), 1,
                   err="Cannot listen on 192.0.2.1:80")


class Healthcheck(ServiceTest):
    def ask(self, service, *arguments, host="127.0.0.1"):
        return run("healthcheck", *arguments, "--listen", f"{host}:{service.port}").returncode

    def test_ready_and_alive(self):
        service = self.start()
        self.assertEqual(self.ask(service), 0)
        self.assertEqual(self.ask(service, "--live"), 0)
        self.assertEqual(self.ask(service, host="0.0.0.0"), 0)
        self.assertEqual(self.ask(service, host="[::]"), 0)
        self.assertEqual(self.ask(service, "--base-path", "/elsewhere"), 1)
        self.stop(service)
        done = run("healthcheck", "--listen", f"127.0.0.1:{service.port}")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Nobody answers", done.stderr)

    def test_alive_but_not_ready(self):
        os.remove(self.database)
        service = self.start()
        self.assertEqual(self.ask(service), 1)
        self.assertEqual(self.ask(service, "--live"), 0)

    def test_below_a_base_path(self):
        service = self.start(base_path="/stats")
        self.assertEqual(self.ask(service), 1)
        self.assertEqual(self.ask(service, "--base-path", "/stats"), 0)
        self.assertEqual(service.get("/stats/v1/figures").status, 200)
        self.assertEqual(service.get("/v1/figures").status, 404)

    def test_everywhere(self):
        service = Service(self.database, listen="[::]:0", workers=1)
        self.addCleanup(service.close)
        self.assertEqual(self.ask(service, host="[::1]"), 0)
        self.assertEqual(self.ask(service), 0)
        self.check_serves(service)
        remotes = [service.event("request", count)["remote"] for count in (1, 2, 3)]
        self.assertEqual(remotes, ["::1", "127.0.0.1", "127.0.0.1"])


if __name__ == "__main__":
    main()
