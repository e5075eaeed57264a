#!/usr/bin/env python3
"""Writes the tables of BOM shapes from the published schemas; README.md explains the notation."""
import json
import pathlib
import sys

SOURCE = pathlib.Path(sys.argv[1])
TARGET = pathlib.Path(__file__).resolve().parents[2] / "src/ModelProvenance/Boms/Shapes"

FORMS = {
    "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$": "serial",
    "^urn:cdx:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/[1-9][0-9]*$": "bomlink",
    "^urn:cdx:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/[1-9][0-9]*#.+$": "bomlink-element",
    "^[-+a-z0-9.]+/[-+a-z0-9.]+$": "mime",
    "^([a-fA-F0-9]{32}|[a-fA-F0-9]{40}|[a-fA-F0-9]{64}|[a-fA-F0-9]{96}|[a-fA-F0-9]{128})$": "hash",
    "^([a-z]{2})(-[A-Z]{2})?$": "locale",
    "^CRE:[0-9]+-[0-9]+$": "cre",
    "^[A-Za-z0-9][A-Za-z0-9\\-/.()\\s]{0,28}[A-Za-z0-9]$": "patent-number",
    "^[A-Z]{2}$": "jurisdiction",
    "^(?!_:).+:.+": "iri",
    "^_:.+": "blank",
    "^-?[0-9]+(\\.[0-9]*)?$": "decimal",
    "^\\d\\d\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$": "utc-time",
    "^[^\\/]+\\/[^\\/]+$": "media-type",
}


def form(pattern):
    return FORMS.get(pattern) or ("semver" if pattern.startswith("^(0|[1-9]") else sys.exit("unknown pattern " + pattern))


# ---------------------------------------------------------------- CycloneDX

def cyclonedx(schema, crypto):
    def requirement_sets(alternatives):
        return [a["required"] for a in alternatives] if all(set(a) == {"required"} for a in alternatives) else None

    def shape(node):
        if node is True:
            return "any"
        if "$ref" in node:
            ref = node["$ref"]
            if ref == "spdx.schema.json":
                return "=licenses"
            if ref.startswith("jsf-"):
                return "any"
            if ref.startswith("cryptography-defs"):
                return shape(crypto["definitions"][ref.rsplit("/", 1)[1]])
            return "@" + ref.rsplit("/", 1)[1]
        if "enum" in node:
            return {"=": node["enum"]}
        kind = node.get("type")
        if kind == "string" and not any(k in node for k in ("anyOf", "oneOf")):
            if "pattern" in node:
                return "s:" + form(node["pattern"])
            if "format" in node:
                return "s:" + node["format"]
            return "s:filled" if node.get("minLength") == 1 else "s"
        if kind == "integer":
            return "i>=%d" % node["minimum"] if "minimum" in node else "i"
        if kind == "number":
            return "n%g..%g" % (node["minimum"], node["maximum"]) if "minimum" in node and "maximum" in node else "n"
        if kind == "boolean":
            return "b"
        if kind == "array" and "oneOf" in node:
            return {"|": [shape(a) for a in node["oneOf"]]}
        if kind == "array":
            items = node.get("items", True)
            flags = ("1" if node.get("minItems") else "") + ("u" if node.get("uniqueItems") else "")
            if isinstance(items, list):
                assert len(items) == 1 and node["maxItems"] == 1
                items, flags = items[0], flags + "x"
            return [shape(items), flags]
        alternatives = node.get("oneOf") or node.get("anyOf")
        if "properties" not in node and kind != "object" and alternatives:
            return {"|": [shape(a) for a in alternatives]}
        if alternatives and not requirement_sets(alternatives) and "properties" not in node:
            return {"|": [shape({**a, "type": "object"}) for a in alternatives]}
        required = set(node.get("required", []))
        result = {name + ("!" if name in required else ""): shape(value) for name, value in node.get("properties", {}).items()}
        for key, mark in (("oneOf", "^one"), ("anyOf", "^any")):
            if key in node and (sets := requirement_sets(node[key])):
                result[mark] = sets
        for condition in node.get("allOf", []):
            if "not" in condition:
                result["^not"] = [condition["not"]["required"]]
        if node.get("additionalProperties", True) is not False:
            result["..."] = True
        return result

    # A signature (JSF) is not looked into.
    table = {name: "any" if name == "signature" else shape(node) for name, node in schema["definitions"].items()}
    root = {k: v for k, v in schema.items() if k in ("type", "required", "properties", "additionalProperties")}
    table["bom"] = shape(root)
    return table


def cyclonedx_tables():
    load = lambda name: json.loads((SOURCE / "cyclonedx/schema" / name).read_text())
    crypto = load("cryptography-defs.schema.json")
    new, old = (cyclonedx(load(f"bom-{v}.schema.json"), crypto) for v in ("1.7", "1.6"))
    return {
        "licenses": load("spdx.schema.json")["enum"],
        "1.7": new,
        # What 1.6 has otherwise; null where it has no such shape.
        "1.6": {**{n: s for n, s in old.items() if new.get(n) != s}, **{n: None for n in new if n not in old}},
    }


# --------------------------------------------------------------------- SPDX

def spdx_tables():
    defs = json.loads((SOURCE / "spdx/schema-3.0.1/schema.json").read_text())["$defs"]

    def shape(node):
        if "$ref" in node:
            name = node["$ref"].rsplit("/", 1)[1]
            if name.endswith("_derived"):
                return "^" + name[:-len("_derived")]
            return {"IRI": "s:iri", "BlankNode": "s:blank", "BlankNodeOrIRI": "s:node", "anyURI": "s"}.get(name) or shape(defs[name])
        if "enum" in node:
            return {"=": node["enum"]}
        if "oneOf" in node or "anyOf" in node:
            alternatives = node.get("oneOf") or node["anyOf"]
            shapes = [shape(a) for a in alternatives]
            return shapes[0] if len(shapes) == 1 else {"|": shapes}
        kind = node["type"] if "type" in node else sys.exit(json.dumps(node))
        if kind == "array":
            return [shape(node["items"]), "1" if node.get("minItems") else ""]
        if kind == "string":
            patterns = [p["pattern"] for p in node.get("allOf", [])] + ([node["pattern"]] if "pattern" in node else [])
            # Of two patterns for times the second is the narrower one.
            return "s:" + form(patterns[-1]) if patterns else "s"
        if kind == "integer":
            return "i>=%d" % node["minimum"] if "minimum" in node else "i"
        return {"boolean": "b", "number": "n"}[kind]

    classes, individuals = {}, []
    for name, node in defs.items():
        if not name.endswith("_props"):
            continue
        name = name[:-len("_props")]
        parent, own = node["allOf"] if "allOf" in node else (None, node)
        parent = parent["$ref"].rsplit("/", 1)[1] if parent else "SHACLClass"
        required = set(own.get("required", []))
        entry = {p + ("!" if p in required else ""): shape(s) for p, s in own.get("properties", {}).items()}
        entry["<"] = "" if parent == "SHACLClass" else parent[:-len("_props")]
        concrete = defs.get(name)
        if concrete:
            head = concrete["allOf"][0]
            entry["#id"] = "spdxId" if "spdxId" in head["properties"] else "@id"
            if "spdxId" in head.get("required", []):
                entry["#element"] = True
        classes[name] = entry
        for alternative in defs[name + "_derived"].get("anyOf", []):
            if "const" in alternative:
                individuals.append(alternative["const"])
    return {"classes": classes, "individuals": sorted({i for i in individuals if not i.startswith("spdx:")})}


def write(name, note, tables):
    lines = ["{", f' "#": {json.dumps(note)},']
    blocks = []
    for key, value in tables.items():
        if isinstance(value, dict):
            inner = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in value.items())
            blocks.append(f" {json.dumps(key)}: {{\n{inner}\n }}")
        else:
            blocks.append(f" {json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}")
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / name).write_text("\n".join(lines) + "\n" + ",\n".join(blocks) + "\n}\n")


write("cyclonedx.json", "Facts of the JSON schemas of CycloneDX 1.6 and 1.7 (CycloneDX/specification), written by eng/bom-shapes/shapes.py.", cyclonedx_tables())
write("spdx.json", "Facts of the JSON schema of SPDX 3.0.1 (spdx.org), written by eng/bom-shapes/shapes.py.", spdx_tables())
