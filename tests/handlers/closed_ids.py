"""What left the package is gone, says in which revision it last stood, and is still shown there.

Made for it: the example package with a series, a source and a remark more, and then without.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

BINARY, PACKAGE = (os.path.abspath(path) for path in sys.argv[1:3])
MORE = {
    "series.csv": "rafts,Exports of rafts,Value of rafts,WLD,USD\n",
    "sources.csv": "raft-office,Rafts,Raft Office,2025-02-10,https://example.org/rafts,report\n",
    "remarks.csv": "raft.remark,,,raft-office,page 1,Rafts were sold.,normal\n",
}
GONE = ["/v1/series/rafts", "/v1/sources/raft-office", "/v1/sources/raft-office/claims",
        "/v1/remarks/raft.remark"]


def get(path, database):
    done = subprocess.run([BINARY, "get", path, "--database", database], capture_output=True)
    return done.returncode, json.loads(done.stdout)


def main():
    with tempfile.TemporaryDirectory() as folder:
        package, database = os.path.join(folder, "package"), os.path.join(folder, "a.db")
        shutil.copytree(PACKAGE, package)
        for more in MORE, {}:
            for name in MORE:
                shutil.copy(os.path.join(PACKAGE, name), package)
                with open(os.path.join(package, name), "a", encoding="utf-8") as file:
                    file.write(more.get(name, ""))
            subprocess.run([BINARY, "import", package, "--database", database], check=True,
                           capture_output=True)
        for path in GONE:
            for asked in path, path + "?as_of=2025-06-01", path + "?revision=2":
                _, problem = get(asked, database)
                if (problem.get("status"), problem.get("hint")) != (
                        410, "revision=1 shows its last version"):
                    sys.exit(f"{asked}: {problem}")
            status, shown = get(path + "?revision=1", database)
            if status or not shown["data"]:
                sys.exit(f"{path} in revision 1: {shown}")
        for path in "/v1/series/raft", "/v1/sources/raft-offices":
            if get(path, database)[1].get("status") != 404:
                sys.exit(f"{path} never was")


main()
