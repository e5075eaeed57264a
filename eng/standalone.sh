#!/usr/bin/env bash
# Builds the tool for machines without .NET: one file each, for linux-x64 and win-x64, with everything inside.
# Usage: eng/standalone.sh OUTPUT-FOLDER [VERSION]
# Writes OUTPUT-FOLDER/linux-x64/modelprov and OUTPUT-FOLDER/win-x64/modelprov.exe; runs the one that fits this machine. Other platforms: pass their runtime identifier in RUNTIMES ("osx-arm64").
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
output=${1:?Usage: eng/standalone.sh OUTPUT-FOLDER [VERSION]}
mkdir -p "$output"
output=$(cd "$output" && pwd)
options=(-c Release -f net10.0 --self-contained --nologo -v quiet -p:PublishSingleFile=true -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=false -p:InvariantGlobalization=true -p:DebugType=embedded -p:GenerateDocumentationFile=false)
[ $# -lt 2 ] || options+=("-p:Version=$2")
for runtime in ${RUNTIMES:-linux-x64 win-x64}; do
    # A tool package wants a framework-dependent build; this is none.
    dotnet publish "$root/src/ModelProvenance.Tool" -r "$runtime" -o "$output/$runtime" -p:PackAsTool=false "${options[@]}"
    rm -f "$output/$runtime"/*.xml "$output/$runtime"/*.pdb
done
case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) "$output/linux-x64/modelprov" identify deepseek-r1:8b --as-of 2025-03-01 ;;
esac
ls -l "$output"/*/
