#!/usr/bin/env bash
# Packs every package of the project into a folder, the same bytes for the same commit.
# Usage: eng/pack.sh OUTPUT-FOLDER [VERSION]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
output=${1:?Usage: eng/pack.sh OUTPUT-FOLDER [VERSION]}
mkdir -p "$output"
output=$(cd "$output" && pwd)
# Times in a package are those of the commit, not of the build.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
options=(-c Release -o "$output" --nologo -v quiet -p:ContinuousIntegrationBuild=true)
[ $# -lt 2 ] || options+=("-p:Version=$2")
dotnet pack "$root/src/ModelProvenance" "${options[@]}"
dotnet pack "$root/src/ModelProvenance.Extensions" "${options[@]}"
dotnet pack "$root/src/ModelProvenance.Tool" "${options[@]}" -p:AllToolFrameworks=true
dotnet pack "$root/src/ModelProvenance.MSBuild" "${options[@]}" -p:AllToolFrameworks=true
ls "$output"
