"""The committed openapi.json is what the program writes: openapi.py PROGRAM FILE [--update]"""
import pathlib
import subprocess
import sys

made = subprocess.run([sys.argv[1], "openapi"], check=True, capture_output=True).stdout
file = pathlib.Path(sys.argv[2])
if "--update" in sys.argv:
    file.write_bytes(made)
if file.read_bytes() != made:
    sys.exit("openapi.json is not what `exportstats openapi` prints: update and review it")
