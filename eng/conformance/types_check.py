"""Usage: types_check.py ROOT TYPES CATALOG. Reads the catalog and every stored output of the contract with the generated Python types and writes them back; exit code 1 when one is refused or changed."""
import importlib
import json
import pathlib
import sys

root, types, catalog = map(pathlib.Path, sys.argv[1:4])
sys.path.insert(0, str(types))
read = 0
failed = 0


def check(module, document, what):
    global read, failed
    reader = next(getattr(module, name) for name in dir(module) if name.endswith("_from_dict"))
    writer = next(getattr(module, name) for name in dir(module) if name.endswith("_to_dict"))
    try:
        value = reader(document)
        if present(writer(value)) != present(document):
            raise ValueError("what is written back differs")
        read += 1
    except Exception as error:  # whatever the generated code throws
        failed += 1
        print(f"types\t{what}\tREFUSED\t{error!r}")


def present(value):
    """Null and absent are one to the generated types."""
    if isinstance(value, dict):
        return {name: present(inner) for name, inner in value.items() if inner is not None}
    return [present(inner) for inner in value] if isinstance(value, list) else value


check(importlib.import_module("catalog"), json.loads(catalog.read_text(encoding="utf-8")), "catalog")
contract = root / "tests/corpus/contract"
for cases in sorted(contract.glob("*.json")):
    if not (types / f"{cases.stem}_output.py").exists():
        continue
    module = importlib.import_module(f"{cases.stem}_output")
    for case in json.loads(cases.read_text(encoding="utf-8")):
        if case.get("schema") != cases.stem:
            continue
        text = (contract / cases.stem / f"{case['name']}.out").read_text(encoding="utf-8").strip()
        for document in text.split("\n") if cases.stem == "identify" else [text]:
            check(module, json.loads(document), f"{cases.stem}/{case['name']}")

print(f"types: {read} documents agree with the generated types, {failed} do not")
sys.exit(1 if failed or read < 30 else 0)
