"""Where a run keeps what it makes: databases by their size, files for nginx, logs."""
import dataclasses
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent
GENERATOR = SOURCE / "tests/tools/generate_package.py"
SEED = 7


@dataclasses.dataclass
class Place:
    program: pathlib.Path
    folder: pathlib.Path
    rounds: int
    seconds: float
    quick: bool
    largest: int = 10000000  # figures

    @property
    def large(self):
        """A million, or as many as there are at most."""
        return min(self.largest, 1000000)

    def root(self, name):
        """An empty folder of files for nginx."""
        root = self.folder / "root" / name
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        return root

    def package(self, figures):
        package = self.folder / f"package-{figures}"
        if not (package / "datapackage.json").exists():
            subprocess.run([sys.executable, GENERATOR, package, "--figures", str(figures),
                            "--seed", str(SEED)], check=True)
        return package

    def bundled(self):
        database = self.folder / "bundled.db"
        database.unlink(missing_ok=True)
        self.run("import", SOURCE / "data/pakistan-it-exports", "--database", database)
        return database

    def database(self, figures):
        """In memory, as nginx's files are: read once, for an import leaves part of it on the disk."""
        database = self.imported(figures)
        with open(database, "rb", buffering=0) as file:
            while file.read(1 << 20):
                pass
        return database

    def imported(self, figures):
        """Imported once a schema: what the program would import differently is made anew."""
        kind = hashlib.sha256()
        for file in sorted([GENERATOR, *SOURCE.glob("db/schema/*.sql"),
                            *SOURCE.glob("db/import/*.sql"), *SOURCE.glob("db/writer*.c")]):
            kind.update(file.read_bytes())
        database = self.folder / f"figures-{figures}-{kind.hexdigest()[:12]}.db"
        if not database.exists():
            for old in self.folder.glob(f"figures-{figures}-*.db"):
                old.unlink()
            say(f"importing {figures:,} figures")
            self.run("import", self.package(figures), "--database", database)
        return database

    def run(self, *command):
        subprocess.run([str(part) for part in (self.program, *command)], check=True,
                       stdout=subprocess.DEVNULL, env=os.environ | {"SOURCE_DATE_EPOCH": "0"})


def say(text):
    print(f"==> {text}", file=sys.stderr, flush=True)
