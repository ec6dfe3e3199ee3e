"""Holds the includes to the house: which room may know which, and which library lives in one room.

CONTRIBUTING.md draws the same picture.
"""
import pathlib
import re
import sys

ROOMS = {
    "base": set(),
    "stats": {"base"},
    "config": {"base"},
    "db": {"base", "stats"},
    "package": {"base", "stats", "db"},
    "cache": {"base"},
    "http": {"base", "config"},
    "formats": {"base", "stats", "db", "http/negotiate.h", "http/encoding.h"},
    "handlers": {"base", "stats", "config", "db", "package", "cache", "formats", "http"},
    "server": {"base", "config", "cache", "formats", "http", "handlers"},
    "commands": {"base", "stats", "config", "db", "package", "formats", "http", "handlers",
                 "server"},
}
LIBRARIES = {
    "sqlite3.h": {"db"},
    "microhttpd.h": {"server"},
    "cjson/cJSON.h": {"formats", "package", "handlers"},
    "gmp.h": {"stats"},
    "zlib.h": {"formats"},
    "zstd.h": {"formats"},
    "brotli/encode.h": {"formats"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def faults(root):
    for room, allowed in ROOMS.items():
        for path in sorted([*(root / room).glob("*.c"), *(root / room).glob("*.h")]):
            for mark, name in INCLUDE.findall(path.read_text("utf-8")):
                other = name.split("/")[0]
                if mark == '"' and other in ROOMS and other != room:
                    if other not in allowed and name not in allowed:
                        yield f"{path.relative_to(root)} includes {name}: {room} may not know {other}"
                if name in LIBRARIES and room not in LIBRARIES[name]:
                    yield f"{path.relative_to(root)} includes {name}, which lives in " + \
                          ", ".join(sorted(LIBRARIES[name]))


def main(root):
    missing = [room for room in ROOMS if not any((root / room).glob("*.c"))]
    found = [*faults(root), *(f"{room}/ holds nothing" for room in missing)]
    print("\n".join(found) or f"the includes of {len(ROOMS)} rooms keep to the arrows")
    return 1 if found else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
