#!/usr/bin/env bash
# The gate from the first draft to a decision, in a copy of this folder:
#   story.sh FOLDER [COMMAND ...]
# FOLDER is made and receives the copy; COMMAND is the tool (default: modelprov). The build takes the package ModelProvenance.MSBuild of the version $ModelProvenanceVersion, or that of the project.
# Nothing is fetched but that package; no weights are there.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=${1:?the folder for the copy is missing}
shift
tool=("${@:-modelprov}")
mkdir -p "$work"
cp "$here"/{appsettings.json,Program.cs,SupportDesk.csproj,policy.json,usage.json} "$work"
cd "$work"

say() { printf '\n# %s\n' "$*"; }

# Runs a command, shows what it prints, and ends the story when it does not exit as it should.
expect() {
    local wanted=$1 got=0
    shift
    printf '$ %s\n' "$*"
    "$@" || got=$?
    [ "$got" -eq "$wanted" ] || { echo "'$*' exited with $got; $wanted was expected" >&2; exit 1; }
}

modelprov() { "${tool[@]}" "$@"; }
build() { dotnet build --nologo -v q; }
replace() { sed "s|$1|$2|" "$3" >"$3.new" && mv "$3.new" "$3"; }

say "The settings name three models. A draft of the manifest names them too, with the policy and the use."
expect 0 modelprov manifest init --policy policy.json --usage usage.json
expect 0 modelprov check models.json
expect 0 build
expect 0 modelprov notices --manifest models.json --notice --output NOTICE
cp NOTICE NOTICE.before
cat NOTICE

say "Somebody takes a smaller model, under a stricter licence."
replace 'llama3.1:8b' 'qwen2.5:3b' appsettings.json
replace 'llama3.1:8b' 'qwen2.5:3b' models.json
expect 1 build
expect 1 modelprov check models.json

say "The team decides about it, with an end."
expect 0 modelprov manifest decide qwen2.5:3b --rule licences --rule our-use --by legal@example.org --reason "Licensed to us by letter until the pilot ends." --on 2026-11-28 --until 2099-12-31
expect 0 build
expect 0 modelprov check models.json

say "The notices changed with the model."
expect 0 modelprov notices --manifest models.json --notice --output NOTICE --force
expect 1 diff NOTICE.before NOTICE

say "What is filed away, and what the pull request shows."
expect 0 modelprov manifest audit --output models.audit.json
expect 0 modelprov manifest audit --format markdown
