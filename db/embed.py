"""Writes the .sql files of folders as C: embed.py HEADER SOURCE DEPFILE FOLDER…

query/figures.sql becomes `sql_query_figures`; each folder also becomes a table in file order,
`sql_schema_files[]`, so that a new file is never forgotten in a list. The folders stand in the
dependencies, so that a new file is noticed too.
"""
import os
import pathlib
import sys


def literal(text):
    # "\\?" keeps a run of question marks from being read as a trigraph.
    lines = text.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?").splitlines()
    return "\n".join(f'    "{line}\\n"' for line in lines) or '    ""'


def main(header, source, depfile, folders):
    head = ["/* Made from the .sql files of db/. */", "#ifndef SQL_H", "#define SQL_H", "",
            "struct sql_file {", "    const char *name;", "    const char *text;", "};", ""]
    body = ['#include "sql.h"', ""]
    seen = [*folders]
    if not all(map(os.path.isdir, folders)):
        sys.exit("usage: embed.py HEADER SOURCE DEPFILE FOLDER…")
    for folder in folders:
        paths = sorted(pathlib.Path(folder).glob("*.sql"))
        name = pathlib.Path(folder).name
        for path in paths:
            symbol = f"sql_{name}_{path.stem}"
            head.append(f"extern const char {symbol}[];")
            body += [f"const char {symbol}[] =", literal(path.read_text("utf-8")) + ";", ""]
        head.append(f"extern const struct sql_file sql_{name}_files[{len(paths)}];")
        rows = "".join(f'    {{"{p.stem}", sql_{name}_{p.stem}}},\n' for p in paths)
        body += [f"const struct sql_file sql_{name}_files[{len(paths)}] = {{\n{rows}}};", ""]
        seen += map(str, paths)
    head += ["", "#endif"]
    pathlib.Path(header).write_text("\n".join(head) + "\n", "utf-8")
    pathlib.Path(source).write_text("\n".join(body), "utf-8")
    pathlib.Path(depfile).write_text(f"{header} {source}: {' '.join(seen)}\n", "utf-8")


main(*sys.argv[1:4], sys.argv[4:])
