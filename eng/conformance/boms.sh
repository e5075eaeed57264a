#!/usr/bin/env bash
# Writes every model of the catalog as CycloneDX 1.6, CycloneDX 1.7 and SPDX 3.0.1 and asks validators that are not ours: the official CycloneDX library (its strict schemas), ajv with the published
# JSON schema of SPDX 3.0.1, and for every 40th model the published SHACL shapes. Then counts which facts come back from documents without our own properties, and after a way through the official .NET
# and JavaScript libraries. Prints counts; exit code 1 when a document is refused or fewer than 98 % of the facts come back through the .NET library, 3 when something cannot be had.
# The published SPDX files are read from $MODELPROV_REFERENCE (default: ../shared/reference beside the clone).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
reference=${MODELPROV_REFERENCE:-$(cd "$root/.." && pwd)/shared/reference}
spdx=$reference/standards/spdx/schema-3.0.1
[ -d "$spdx" ] || { echo "There is no folder $spdx with the published files of SPDX 3.0.1." >&2; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo '{"private":true}' >"$work/package.json"
(cd "$work" && npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @cyclonedx/cyclonedx-library@10.3.0 ajv@8.20.0 ajv-formats@3.0.1 ajv-formats-draft2019@1.6.1 \
    jsonld@9.0.0 n3@2.13.12 rdf-validate-shacl@0.6.5 @zazuko/env@3.0.1) >"$work/npm.log" 2>&1 || { cat "$work/npm.log" >&2; exit 3; }
cp "$root"/eng/conformance/boms.mjs "$root"/eng/conformance/bom-pass.mjs "$work/"

dotnet build "$root/eng/BomRoundTrip" -c Debug -v quiet -nologo >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 3; }
facts="dotnet $root/eng/BomRoundTrip/bin/Debug/net10.0/BomRoundTrip.dll"
$facts write "$work/documents"
status=0
(cd "$work" && node boms.mjs "$spdx" "$work/documents") || status=1
# The official .NET library has objects for all of CycloneDX 1.7; on NuGet it comes inside the official tool only.
dotnet tool install CycloneDX --version 6.3.1 --tool-path "$work/cyclonedx" >"$work/tool.log" 2>&1 || { cat "$work/tool.log" >&2; exit 3; }
library=$(find "$work/cyclonedx/.store" -path '*/net10.0/*' -name CycloneDX.Core.dll | head -n 1)
(cd "$work" && node bom-pass.mjs "$work/documents/cyclonedx-1.7" "$work/stripped" "$work/passed")
$facts compare "$work/documents/cyclonedx-1.7" "$work/stripped" "without our own properties"
$facts pass "$library" "$work/stripped" "$work/passed-dotnet"
$facts compare "$work/stripped" "$work/passed-dotnet" "through the official .NET library" 98 || status=1
$facts compare "$work/stripped" "$work/passed" "through the objects of the official JavaScript library"
exit $status
