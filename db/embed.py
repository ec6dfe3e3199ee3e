"""Writes the .sql files of db/ as C: embed.py HEADER SOURCE FILE.sql…

query/figures.sql becomes `sql_query_figures`; each folder also becomes a table in file order,
`sql_schema_files[]`, so that a new file is never forgotten in a list.
"""
import pathlib
import sys


def literal(text):
    lines = text.replace("\\", "\\\\").replace('"', '\\"').splitlines()
    return "\n".join(f'    "{line}\\n"' for line in lines) or '    ""'


def main(header, source, files):
    folders = {}
    for name in sorted(files):
        path = pathlib.Path(name)
        folders.setdefault(path.parent.name, []).append(path)
    head = ["/* Made from the .sql files of db/. */", "#ifndef SQL_H", "#define SQL_H", "",
            "struct sql_file {", "    const char *name;", "    const char *text;", "};", ""]
    body = ['#include "sql.h"', ""]
    for folder, paths in folders.items():
        for path in paths:
            symbol = f"sql_{folder}_{path.stem}"
            head.append(f"extern const char {symbol}[];")
            body += [f"const char {symbol}[] =", literal(path.read_text("utf-8")) + ";", ""]
        head.append(f"extern const struct sql_file sql_{folder}_files[{len(paths)}];")
        rows = "".join(f'    {{"{p.stem}", sql_{folder}_{p.stem}}},\n' for p in paths)
        body += [f"const struct sql_file sql_{folder}_files[{len(paths)}] = {{\n{rows}}};", ""]
    head += ["", "#endif"]
    pathlib.Path(header).write_text("\n".join(head) + "\n", "utf-8")
    pathlib.Path(source).write_text("\n".join(body), "utf-8")


main(sys.argv[1], sys.argv[2], sys.argv[3:])
