"""The database cut off, overwritten, replaced by another thing, or gone, under load.

What is put under the name by renaming never harms: the last good data keeps serving. What is
written into the open file may cost answers, but none is wrong: the right bytes, a problem document,
or a connection that is cut visibly. Afterwards a good file serves again. Each test prints how often
it saw which.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../server"))

# A folder of its own is entered by some.
sys.argv[1:4] = [os.path.abspath(path) for path in sys.argv[1:4]]

import service as base  # noqa: E402
from service import LIST, LIVE, READY, STREAM, ServiceTest, tell_counts, wait_until  # noqa: E402

LONG = bool(os.environ.get("LONG_TESTS"))
SECONDS = 5 if LONG else 1.2  # under load, after each change
SNAPSHOT = "/v1/snapshot.db"
PATHS = (LIST, STREAM, "/v1/sources.ndjson", "/v1/series?limit=50", "/v1/search?q=exports",
         "/v1/figures.txt?select=all&limit=400", "/v1/conflicts", "/figures.csv", SNAPSHOT,
         "/v1/figures?select=all&sort=value&limit=300")


class DatabaseFaults(ServiceTest):
    long = True

    def begin(self):
        self.service = self.start(workers=2, cache=0)  # else most answers would not need the database
        self.seen, self.wrong = Counter(), []
        self.written = []  # what the file was after a change: an answer may come when it is another
        self.expected = {path: self.service.get(path).body for path in PATHS}
        self.going = True
        self.threads = [threading.Thread(target=self.ask, args=(number,)) for number in range(4)]
        for thread in self.threads:
            thread.start()
        self.addCleanup(self.end)

    def end(self):
        self.going = False
        for thread in self.threads:
            thread.join()

    def judge(self, answer, path):
        if answer.whole and answer.status == 200:
            if answer.body == self.expected[path]:
                return "same"
            # Bytes that the database does not use may well change: it passes, and is what it is.
            return "the file as it is" if path == SNAPSHOT and self.is_file(answer.body) else "wrong"
        if not answer.whole:
            return "cut" if self.expected[path].startswith(answer.body) else "wrong"
        problem = json.loads(answer.body)
        return "problem" if problem["status"] == answer.status >= 500 else "wrong"

    def is_file(self, body):
        if body in self.written:
            return True
        with open(self.database, "rb") as file:
            return file.read() == body

    def keep_file(self):
        try:
            with open(self.database, "rb") as file:
                self.written.append(file.read())
        except OSError:  # nothing is there any more
            pass

    def ask(self, number):
        chance = random.Random(number)
        while self.going:
            path = chance.choice(PATHS)
            try:
                answer = self.service.get(path)
            except OSError:
                self.seen["cut"] += 1
                continue
            outcome = self.judge(answer, path)
            self.seen[outcome] += 1
            if outcome == "wrong":
                self.wrong.append((path, answer.status, answer.body[:300]))

    def check_health(self):
        self.assertEqual(self.service.get(LIVE).status, 200)
        self.assertIsNone(self.service.child.poll())

    def recover(self):
        """A good file under the name again, and nothing but right bytes."""
        self.replace(self.master)
        self.service.signal(signal.SIGHUP)
        wait_until(lambda: self.service.get(READY).status == 200, "ready again")
        wait_until(lambda: self.service.get(LIST).body == self.expected[LIST], "right bytes again")
        for path in PATHS:
            wait_until(lambda path=path: self.service.get(path).body == self.expected[path], path)

    def go_through(self, changes, harmless):
        self.begin()
        total = Counter()
        for name, change in changes.items():
            self.seen.clear()
            change()
            self.keep_file()
            time.sleep(SECONDS)
            self.check_health()
            seen = dict(self.seen)
            print(f"{name}: {seen}", flush=True)
            total.update(seen)
            if harmless:
                self.assertEqual(set(seen), {"same"}, name)
            self.recover()
        self.end()
        self.assertEqual(self.wrong, [])
        print(f"all: {dict(total)}", flush=True)
        self.stop(self.service)
        tell_counts(sum(total.values()), {"right": total["same"] + total["the file as it is"],
                                          "error": total["problem"], "cut": total["cut"]}, len(changes))

    def put(self, data):
        beside = self.database + ".new"
        with open(beside, "wb") as out:
            out.write(data)
        os.replace(beside, self.database)

    def put_changed(self, sql):
        beside = self.database + ".other"
        shutil.copy(self.master, beside)
        with sqlite3.connect(beside) as other:
            other.execute(sql)
        other.close()
        os.replace(beside, self.database)

    def master_bytes(self):
        with open(self.master, "rb") as file:
            return file.read()

    def write_into(self, place, data):
        with open(self.database, "r+b") as file:
            file.seek(place)
            file.write(data)

    def test_another_thing_under_the_name(self):
        good = self.master_bytes()
        page = int.from_bytes(good[16:18], "big")
        self.go_through({
            "nothing in it": lambda: self.put(b""),
            "half of it": lambda: self.put(good[:len(good) // 2]),
            "all but the last page": lambda: self.put(good[:-page]),
            "all but the end of the last page": lambda: self.put(good[:-page // 4]),
            "garbage": lambda: self.put(random.Random(1).randbytes(len(good))),
            "an older schema": lambda: self.put_changed("PRAGMA user_version = 0"),
            "a newer schema": lambda: self.put_changed("PRAGMA user_version = 99"),
            "somebody else's": lambda: self.put_changed("PRAGMA application_id = 1"),
            "without its claims": lambda: self.put_changed("DELETE FROM claim"),
            "renamed away": lambda: os.replace(self.database, self.database + ".away"),
            "removed": lambda: os.remove(self.database),
            "a folder": lambda: (os.remove(self.database), os.mkdir(self.database),
                                 time.sleep(1), os.rmdir(self.database)),
        }, harmless=True)

    def test_written_into(self):
        size = len(self.master_bytes())
        chance = random.Random(2)
        changes = {
            "cut off in the middle": lambda: os.truncate(self.database, size // 2),
            "cut off by a page": lambda: os.truncate(self.database, size - 4096),
            "emptied": lambda: os.truncate(self.database, 0),
            "its head overwritten": lambda: self.write_into(0, b"no database " * 100),
            "all overwritten": lambda: self.write_into(0, chance.randbytes(size)),
            "copied over": lambda: shutil.copy(self.master, self.database),
        }
        for number in range(20 if LONG else 4):
            changes[f"a page overwritten ({number})"] = lambda: self.write_into(
                4096 * chance.randrange(1, size // 4096), chance.randbytes(4096))
        self.go_through(changes, harmless=False)


class OtherPlaces(ServiceTest):
    """Where nothing may be written: an import says so, and what is there is served."""

    def import_into(self, database, *wrapper):
        return subprocess.run([*wrapper, base.BINARY, "import", base.PACKAGE, "--database", database],
                              capture_output=True, text=True, timeout=300)

    def mounted(self, options, script):
        """A shell with a file system of its own; None where this machine has none to give."""
        folder = os.path.join(self.folder, "mount")
        os.makedirs(folder, exist_ok=True)
        script = f"set -e\nmount -t tmpfs -o {options} none {folder}\ncd {folder}\n{script}"
        done = subprocess.run(["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt"],
                              capture_output=True, timeout=60)
        if done.returncode != 0:
            self.skipTest("no file system can be mounted here")
        return subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True,
                              timeout=600)

    def test_full_file_system(self):
        """From no room at all to enough: an error and the old file, or the new one."""
        seen = Counter()
        least = os.path.getsize(self.master) // 1024 + 8
        for kilobytes in range(least, least + 5400, 200 if LONG else 600):
            done = self.mounted(f"size={kilobytes}k", f"""
cp {self.master} a.db; cp a.db ../before
cp -r {base.PACKAGE} ../p; sed -i 's/1439.970/1439.971/' ../p/figures.csv
if {base.BINARY} import ../p --database a.db >../said 2>&1; then echo new; else
  cmp a.db ../before; test "$(ls)" = a.db; test -s ../said; echo old; fi
{base.BINARY} get /v1/series --database a.db >../got; rm -r ../p""")
            self.assertEqual(done.returncode, 0, (kilobytes, done.stdout, done.stderr))
            seen[done.stdout.strip()] += 1
        print(self.id(), dict(seen), flush=True)
        self.assertEqual(set(seen), {"old", "new"})
        tell_counts(sum(seen.values()), {"right": seen["new"], "error": seen["old"]}, sum(seen.values()))

    def test_read_only_file_system(self):
        done = self.mounted("size=8m", f"""
cp {self.master} a.db; mount -o remount,ro .
! {base.BINARY} import {base.PACKAGE} --database a.db
cmp a.db {self.master}
{base.BINARY} get /v1/series --database a.db > /dev/null
{base.BINARY} serve --listen unix:{self.folder}/only.sock --database a.db >../served &
until {base.BINARY} healthcheck --listen unix:{self.folder}/only.sock 2>/dev/null; do kill -0 $!; sleep 0.1; done
kill $!; wait $!
""")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Read-only file system", done.stderr)


if __name__ == "__main__":
    base.main()
