"""Answers hold what openapi.json promises: schemas.py PROGRAM DATABASE OPENAPI

Every member is there, none besides, each of the promised type. `links` alone leaves out what does
not apply. A small reader of JSON Schema: just what the document uses."""
import json
import pathlib
import subprocess
import sys

program, database, document = sys.argv[1:]
schemas = json.loads(pathlib.Path(document).read_text())["components"]["schemas"]

# The path, and what stands in `data`.
QUESTIONS = [
    ("/v1/series", "Series"),
    ("/v1/sources", "Source"),
    ("/v1/figures?select=all", "Figure"),
    ("/v1/targets", "Target"),
    ("/v1/growth-rates", "GrowthRate"),
    ("/v1/growth-rates?basis=computed", "ComputedGrowthRate"),
    ("/v1/remarks", "Remark"),
    ("/v1/conflicts", "Conflict"),
    ("/v1/search?q=export*", "Found"),
    ("/v1/changes", "Revision"),
    ("/v1/changes/1", "Change"),
    ("/v1/figures?derived=include", "DerivableFigure"),
    ("/v1/figures?derived=include&series=pk-ict,pk-ites&period=2022-06", "DerivableFigure"),
    *((f"/v1/figures?units={units}", "TransformedFigure")
      for units in "chg ch1 pch pc1 pca cch cca log".split()),
    *((f"/v1/figures?frequency={frequency}&aggregation_method={method}", "AggregatedFigure")
      for frequency in "aqm" for method in ("sum", "avg", "eop")),
    ("/v1/figures?frequency=q&aggregation_method=sum&units=pc1", "AggregatedFigure"),
    ("/v1/figures/pk-ict.fy2021.dawn-2021-07-27/why", "Choice"),
    ("/v1/figures/pk-ict.fy2021.dawn-2021-07-27/history", "Print"),
    ("/v1/figures/pk-ict.fy2021.dawn-2021-07-27?units=pc1", "TransformedFigure"),
    ("/v1/sources/brecorder-2023-02-28/claims", "Claim"),
]
TYPES = {
    "object": lambda it: isinstance(it, dict),
    "array": lambda it: isinstance(it, list),
    "string": lambda it: isinstance(it, str),
    "number": lambda it: isinstance(it, (int, float)) and not isinstance(it, bool),
    "integer": lambda it: isinstance(it, int) and not isinstance(it, bool),
    "boolean": lambda it: isinstance(it, bool),
    "null": lambda it: it is None,
}


def faults(it, schema, place):
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
    types = schema.get("type", list(TYPES))
    types = [types] if isinstance(types, str) else types
    if not any(TYPES[name](it) for name in types):
        yield f"{place} is {json.dumps(it)[:60]}, not {' or '.join(types)}"
    if it not in schema.get("enum", [it]):
        yield f"{place} is {it}, none of {schema['enum']}"
    if isinstance(it, dict) and "properties" in schema:
        members = schema["properties"]
        for name in it.keys() - members.keys():
            yield f"{place}.{name} is in no schema"
        if not place.endswith(".links"):
            for name in members.keys() - it.keys():
                yield f"{place}.{name} is missing"
        for name in it.keys() & members.keys():
            yield from faults(it[name], members[name], f"{place}.{name}")
    if isinstance(it, list):
        for i, item in enumerate(it):
            yield from faults(item, schema.get("items", {}), f"{place}[{i}]")


wrong, rows = [], 0
for path, name in QUESTIONS:
    made = subprocess.run([program, "get", path + ("&" if "?" in path else "?") + "shape=array",
                           "--database", database], check=True, capture_output=True).stdout
    answer = json.loads(made)
    answer = answer if isinstance(answer, list) else [answer]
    rows += len(answer)
    if not answer:
        wrong.append(f"{path}: no rows, so it shows nothing")
    for item in answer:
        wrong += [f"{path}: {item.get('id')}: {fault}" for fault in faults(item, schemas[name], name)]
print(f"{len(QUESTIONS)} questions, {rows} rows, {len(wrong)} faults")
sys.exit("\n".join(wrong[:20]) if wrong else 0)
