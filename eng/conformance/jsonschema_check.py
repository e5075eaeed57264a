"""Usage: /usr/bin/python3 jsonschema_check.py <root of the repository>. See run.sh."""

import json
import re
import sys
from pathlib import Path

from jsonschema import Draft202012Validator, Draft7Validator, RefResolver

BASE = "https://modelprovenance.github.io/schema/v1/"
root = Path(sys.argv[1])
folder = root / "schema" / "v1"
store = {}
for file in sorted(folder.rglob("*.json")):
    schema = json.loads(file.read_text(encoding="utf-8"))
    (Draft7Validator if "draft-07" in file.parts else Draft202012Validator).check_schema(schema)
    if schema["$id"] != BASE + file.relative_to(folder).as_posix():
        sys.exit(f"{file}: $id is {schema['$id']}")
    store[schema["$id"]] = schema

validators = {}


def validator(name):
    if name not in validators:
        schema = store[f"{BASE}{name}.schema.json"]
        validators[name] = Draft202012Validator(schema, resolver=RefResolver(schema["$id"], schema, store))
    return validators[name]


def schema_of(place):
    kind, *rest = place.split("/")
    if kind == "catalog.json":
        return "catalog"
    if kind == "families":
        return "catalog/family" if rest[1] == "family.json" else "catalog/series"
    return "catalog/" + re.sub(r"s$|\.json$", "", kind)


agree = disagree = 0


def report(what, document, text, schema, expected):
    global agree, disagree
    error = next(validator(schema).iter_errors(json.loads(text)), None)
    verdict = "accept" if error is None else "refuse"
    if verdict == expected:
        agree += 1
        print(f"jsonschema\t{what}\t{document}\t{verdict}")
    else:
        disagree += 1
        print(f"jsonschema\t{what}\t{document}\t{verdict}\tDISAGREES: expected {expected} {error.message[:200] if error else ''}")


corpus = root / "tests" / "corpus" / "schema"
for line in (corpus / "verdicts.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]:
    document, place, _, expected, *_ = line.split("\t")
    report("corpus", document, (corpus / document).read_text(encoding="utf-8"), schema_of(place), expected)
for path in sorted((root / "catalog").rglob("*.json")):
    place = path.relative_to(root / "catalog").as_posix()
    report("catalog", place, path.read_text(encoding="utf-8"), schema_of(place), "accept")
contract = root / "tests" / "corpus" / "contract"
for path in sorted(contract.glob("*.json")):
    if path.name == "layer.json":
        continue
    for case in json.loads(path.read_text(encoding="utf-8")):
        if "schema" in case:
            text = (contract / path.stem / f"{case['name']}.out").read_text(encoding="utf-8").rstrip("\n")
            # identify prints a document on each line.
            for document in text.split("\n") if path.stem == "identify" else [text]:
                report("output", f"{path.stem}/{case['name']}", document, f"output/{case['schema']}", "accept")

print(f"jsonschema: {agree} agree, {disagree} disagree")
sys.exit(0 if disagree == 0 else 1)
