"""Usage: python3 validate.py manifest.schema.json models.json. Validates a manifest of models with python3-jsonschema; the schema comes from `modelprov schema manifest.schema.json`."""
import json
import sys

from jsonschema import Draft202012Validator

schema, document = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
errors = sorted(Draft202012Validator(schema).iter_errors(document), key=lambda error: list(error.absolute_path))
for error in errors:
    print(f"/{'/'.join(map(str, error.absolute_path))}: {error.message}")
if errors:
    sys.exit(1)
print("valid")
