#!/usr/bin/env bash
# Makes the TypeScript and Python types (eng/types/generate.sh) and uses them: the Python ones read the whole catalog and every stored output of the contract and write them back; the programs of samples/OtherLanguages are
# checked by tsc and run, and what they print is compared. Exit code 1 when something differs, 3 when a tool cannot be had.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=/usr/bin/python3

"$root/eng/types/generate.sh" "$work/types" >"$work/generate.log" || { cat "$work/generate.log" >&2; exit 3; }
dotnet build "$root/src/ModelProvenance.Tool" -c Debug -f net10.0 -v quiet -nologo >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 3; }
modelprov() { dotnet "$root/src/ModelProvenance.Tool/bin/Debug/net10.0/modelprov.dll" "$@"; }
modelprov catalog export --output "$work/catalog.json" 2>"$work/export.log" || { cat "$work/export.log" >&2; exit 1; }
"$python" "$root/eng/conformance/types_check.py" "$root" "$work/types" "$work/catalog.json"

echo '{"private":true,"type":"module"}' >"$work/package.json"
(cd "$work" && npm install --silent --no-audit --no-fund --ignore-scripts --save-exact typescript@5.9.3 @types/node@20.19.9 ajv@8.20.0 ajv-formats@3.0.1) >"$work/npm.log" 2>&1 || { cat "$work/npm.log" >&2; exit 3; }
cp "$root"/samples/OtherLanguages/*.* "$work/types/"
(cd "$work" && npx --no-install tsc --strict --target es2022 --module nodenext --outDir out types/report.ts)

expect() {
    if [ "$1" != "$2" ]; then
        printf 'types: expected "%s", got "%s"\n' "$1" "$2" >&2
        exit 1
    fi
}
expect 'Qwen/Qwen2.5-7B: qwen2.5-7b' "$(modelprov inspect Qwen/Qwen2.5-7B --format json | node "$work/out/report.js" | head -n 1)"
expect "$(modelprov catalog export --format csv --table models | "$python" -c 'import csv, sys; print(sum(row["license"] == "Apache-2.0" for row in csv.DictReader(sys.stdin)))')" "$("$python" "$work/types/licences.py" "$work/catalog.json" | awk '$2 == "Apache-2.0" { print $1 }')"
for validate in "node $work/types/validate.mjs" "$python $work/types/validate.py"; do
    expect valid "$($validate "$root/schema/v1/manifest.schema.json" "$work/types/models.json")"
    expect 1 "$(echo '{"schemaVersion":"1.0"}' >"$work/empty.json"; $validate "$root/schema/v1/manifest.schema.json" "$work/empty.json" | grep -c "models")"
done
echo "types: the programs in TypeScript and Python agree"
