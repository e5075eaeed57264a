#!/usr/bin/env bash
# Asks validators that are not ours (ajv, python3-jsonschema) for their verdict on every document of tests/corpus/schema, every file of catalog/ and the stored outputs of tests/corpus/contract,
# and compares with tests/corpus/schema/verdicts.tsv. Prints one line per document; exit code 1 when one disagrees, 3 when a validator cannot be had. Then types for other languages (types.sh) and bills of materials (boms.sh).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Debian's package belongs to Debian's own interpreter; another python3 may come first on the PATH.
python=/usr/bin/python3
if ! "$python" -c 'import jsonschema' 2>/dev/null; then
    { apt-get update && apt-get install -y python3-jsonschema; } >"$work/apt.log" 2>&1 || { cat "$work/apt.log" >&2; exit 3; }
fi

# Installed outside the repository: its tree holds no node_modules.
echo '{"private":true}' >"$work/package.json"
(cd "$work" && npm install --silent --no-audit --no-fund --save-exact ajv@8.20.0 ajv-formats@3.0.1) >"$work/npm.log" 2>&1 || { cat "$work/npm.log" >&2; exit 3; }
cp "$root/eng/conformance/ajv.mjs" "$work/"

status=0
(cd "$work" && node ajv.mjs "$root") || status=1
"$python" "$root/eng/conformance/jsonschema_check.py" "$root" || status=1
"$root/eng/conformance/types.sh" || status=1
"$root/eng/conformance/boms.sh" || status=1
exit $status
