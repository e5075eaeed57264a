#!/usr/bin/env bash
# Usage: eng/types/generate.sh FOLDER. Writes TypeScript and Python types for the JSON that this project publishes (schema/v1): the exchange form of the catalog, manifest, policy, usage profile and the outputs of
# the tool, one .ts and one .py for each. Needs node and npm; quicktype makes the types. Exit code 2 without a folder, 3 when quicktype cannot be had.
set -euo pipefail
[ $# = 1 ] || { echo "Usage: eng/types/generate.sh FOLDER" >&2; exit 2; }
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo '{"private":true}' >"$work/package.json"
(cd "$work" && npm install --silent --no-audit --no-fund --ignore-scripts --save-exact quicktype-core@26.0.0) >"$work/npm.log" 2>&1 || { cat "$work/npm.log" >&2; exit 3; }
cp "$root/eng/types/generate.mjs" "$work/"
mkdir -p "$1"
target=$(cd "$1" && pwd)
cd "$work" && node generate.mjs "$root/schema/v1" "$target"
