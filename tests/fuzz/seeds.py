"""Where a fuzzer begins: seeds.py SOURCES FOLDER writes FOLDER/NAME/*, from what the tests hold anyway.

Requests are those of the API cases, packages the example's, periods and searches what they ask for.
"""
import pathlib
import sys
import urllib.parse

PERIODS = ["FY2020-21", "2020-21", "2021", "2020-Q3", "2020-H1", "2021-03", "Jul-Nov FY2020-21",
           "Jul-Dec 2020", "Nov 2020", "Nov 2020-Feb 2021", "2020-07-01/2021-06-30", "2021-01-26",
           "by 2023-12-31", "../2023-12-31", "undated", "FY21", "2010-11", "FY2020-21 to FY2022-23",
           "2020 to 2022", "July\u2013November 2024"]
STARTS = ["07-01", "01-01", "04-06", "12-31"]
ACCEPTS = ["text/csv", "*/*", "text/*;q=0.5, application/json;q=0", "application/x-ndjson, */*;q=0.1",
           "text/plain;charset=utf-8;q=1.000", ""]
TAGS = ['"0123456789abcdef"', 'W/"0123456789abcdef", "b"', "*", '"a", ,"b"', ""]
DATES = ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
SETTINGS = ["--base-path=/stats", "--base-path=/a/b.c~d/", "--base-path=/", "--listen=[::1]:80",
            "--workers=4\n--connections=100", "--log=false\n--max-age=0", "--database\nx.db",
            "--listen=a:1,unix:/b,[::]:3\n--unix-mode=600", "--trusted-proxies=10.0.0.0/8, ::1",
            "--public-url=https://a.example/\n--admin-listen=unix:/a"]
FORWARDED = ["for=192.0.2.1;by=10.0.0.1, for=10.0.0.2", 'for="[2001:db8::1]:80";proto=https', "for=_hidden",
             'for="x, for=6.6.6.6', "for=unknown, for=10.0.0.1", '"', "for=\"\\"]
X_FORWARDED = ["192.0.2.1", "6.6.6.6, 192.0.2.1:80, fd00::2", "[2001:db8::1]:80", "::1", "unknown"]
TRACES = ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"]
KEYS = ["149", "pk-ict", "0.2.0.2018-06-30.2017-07-01", "1", "-1", "0.0.0..", "99999999999999999999"]


def requests(cases):
    for path in sorted(cases.glob("*.txt")):
        for case in path.read_text(encoding="utf-8").split("### ")[1:]:
            yield case.split("\n", 1)[1].split("\n\n", 1)[0]


def searches(asked):
    for request in asked:
        query = urllib.parse.urlsplit(request.split("\n")[0].split(" ")[1]).query
        yield from urllib.parse.parse_qs(query).get("q", [])


def packages(sources):
    for folder in ("docs/example-package", "data/pakistan-it-exports"):
        text = b""
        for path in sorted((sources / folder).iterdir()):
            if path.suffix in (".json", ".csv"):
                # The first rows are enough.
                lines = path.read_bytes().splitlines(keepends=True)
                text += f"=== {path.name}\n".encode()
                text += b"".join(lines if path.suffix == ".json" else lines[:6])
        yield text


def main():
    sources, folder = map(pathlib.Path, sys.argv[1:3])
    asked = list(requests(sources / "tests/handlers/cases"))
    seeds = {
        "request": asked,
        "search": searches(asked),
        "package": packages(sources),
        "csv": [path.read_bytes()[:3000] for path in sorted(sources.glob("data/*/*.csv"))],
        "period": [f"{start}\n{period}\n-1.50\n1439.970" for start in STARTS for period in PERIODS],
        "headers": [f"{a}\n{t}\n{d}" for a in ACCEPTS for t in TAGS for d in DATES],
        "forwarded": [f"{a}\n{b}\n{c}" for a in FORWARDED for b in X_FORWARDED for c in TRACES],
        "settings": SETTINGS,
        "cursor": [chr(kind) + key for kind in range(7) for key in KEYS],
    }
    for name, inputs in seeds.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for number, text in enumerate(inputs):
            data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
            (folder / name / f"seed-{number:03}").write_bytes(data)


main()
