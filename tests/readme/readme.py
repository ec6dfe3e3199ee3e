"""Runs what the README and docs/ show and compares it with what they say comes out.

    readme.py PROGRAM FOLDER [--update]     FOLDER holds README.md, docs/ and data/

A fenced block marked `console` holds commands, each behind `$ `, and below each what it prints.
PROGRAM serves the bundled data on a free port, which takes the place of 127.0.0.1:8080. All is run
in one folder, one document after the other, as a reader pastes it: `build/exportstats` in it is
PROGRAM, `docs/` and `data/` are FOLDER's.
What is printed is compared byte for byte, save that a line may end in CRLF (CSV) and the last in
nothing. The table of settings is compared with `PROGRAM serve --help`. --update writes into the
documents what came out.
"""
import contextlib
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

DOCUMENTS = ["README.md", "docs/api.md", "docs/data-package.md"]
ADDRESS = "127.0.0.1:8080"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
SETTINGS = re.compile(r"^\| Flag \| Variable \| Default \| Meaning \|\n(?:\|.*\n)+", re.M)
HELP = re.compile(r"^  --(\S+) +(.+)\n    (EXPORTSTATS_\w+), default (.+)$", re.M)


@contextlib.contextmanager
def service(program, folder):
    """The address on which the bundled data is served."""
    with tempfile.TemporaryDirectory() as place:
        database = pathlib.Path(place, "bundled.db")
        subprocess.run([program, "import", folder / "data/pakistan-it-exports", "--database",
                        database], check=True, stdout=subprocess.DEVNULL,
                       env=os.environ | {"SOURCE_DATE_EPOCH": "1767225600"})
        server = subprocess.Popen([program, "serve", "--database", database, "--listen",
                                   "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        try:
            yield json.loads(server.stdout.readline())["address"]
        finally:
            server.terminate()
            server.stdout.close()
            status = server.wait(30)
        assert status == 0, "the service did not end well"


@contextlib.contextmanager
def desk(program, folder):
    """A folder that looks like the project's, and else is empty."""
    with tempfile.TemporaryDirectory() as place:
        (pathlib.Path(place) / "build").mkdir()
        (pathlib.Path(place) / "build/exportstats").symlink_to(program)
        for name in ["data", "docs"]:
            (pathlib.Path(place) / name).symlink_to(folder / name)
        yield place


# On a terminal, as a reader sees it, curl shows no meter.
QUIET = 'curl() { command curl --no-progress-meter "$@"; }\n'


def output_of(command, address, place):
    script = QUIET + command.replace(ADDRESS, address)
    done = subprocess.run(["sh", "-c", script], cwd=place, text=True,
                          encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=60, errors="replace")
    text = done.stdout.replace("\r\n", "\n").replace(address, ADDRESS)
    return text if text.endswith("\n") or not text else text + "\n"


def replayed(block, address, place):
    """The block with what its commands really print."""
    commands = re.findall(r"^\$ (.*(?:\\\n.*)*)$", block, re.M)
    return "".join(f"$ {command}\n{output_of(command, address, place)}" for command in commands)


def settings_table(program):
    text = subprocess.run([program, "serve", "--help"], check=True, text=True, encoding="utf-8",
                          stdout=subprocess.PIPE).stdout
    rows = ["| Flag | Variable | Default | Meaning |", "|---|---|---|---|"]
    for flag, meaning, variable, default in HELP.findall(text):
        shown = "" if default == "empty" else f"`{default}`"
        rows.append(f"| `--{flag}` | `{variable}` | {shown} | {meaning} |")
    assert len(rows) - 2 == text.count("EXPORTSTATS_"), "a setting that was not understood"
    return "\n".join(rows) + "\n"


def real(document, program, address, place):
    """The document as it should be."""
    text = BLOCK.sub(lambda m: "```console\n" + replayed(m[1], address, place) + "```", document)
    return SETTINGS.sub(lambda _: settings_table(program), text)


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    faults = examples = 0
    with service(program, folder) as address, desk(program, folder) as place:
        for name in DOCUMENTS:
            said = (folder / name).read_text("utf-8")
            came = real(said, program, address, place)
            examples += len(re.findall(r"^\$ ", "".join(BLOCK.findall(said)), re.M))
            if "--update" in sys.argv:
                (folder / name).write_text(came, "utf-8")
            elif came != said:
                faults += 1
                sys.stdout.writelines(difflib.unified_diff(
                    said.splitlines(True), came.splitlines(True), name, "what came out", n=1))
    readme = (folder / "README.md").read_text("utf-8")
    curls = len(re.findall(r"^\$ curl", "".join(BLOCK.findall(readme)), re.M))
    if curls < 10 or not SETTINGS.search(readme):
        faults += 1
        print("README.md shows fewer than ten calls of curl, or no table of settings")
    print(f"{examples} commands in {len(DOCUMENTS)} documents, {faults} documents at fault")
    return 1 if faults else 0


sys.exit(main())
