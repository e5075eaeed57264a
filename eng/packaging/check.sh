#!/usr/bin/env bash
# Packs the last commit twice, in two places, and compares the bytes; then publishes a program with the package as native code (net8.0, linux-x64) and runs it.
# Needs the .NET SDK, git, and for the native code clang and zlib (Debian: clang zlib1g-dev), which it installs when it may.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for copy in one two/deeper; do
    git clone -q "$root" "$work/$copy"
    (cd "$work/$copy" && eng/pack.sh "$work/out-${copy%%/*}" 0.0.1-check.1) >"$work/pack.log" 2>&1 || { cat "$work/pack.log" >&2; exit 1; }
done
for file in "$work"/out-one/*; do
    cmp "$file" "$work/out-two/$(basename "$file")" || { echo "$(basename "$file") differs between two builds of one commit." >&2; exit 1; }
    echo "same bytes: $(basename "$file")"
done

if ! command -v clang >/dev/null; then
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y clang zlib1g-dev; } >"$work/apt.log" 2>&1 || { cat "$work/apt.log" >&2; exit 3; }
fi
mkdir "$work/native"
cd "$work/native"
cat >nuget.config <<EOF
<configuration>
  <packageSources><add key="packed" value="$work/out-one" /></packageSources>
  <config><add key="globalPackagesFolder" value="$work/packages" /></config>
  <fallbackPackageFolders><add key="usual" value="${NUGET_PACKAGES:-$HOME/.nuget/packages}" /></fallbackPackageFolders>
</configuration>
EOF
cat >app.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net8.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="ModelProvenance" Version="0.0.1-check.1" /></ItemGroup>
</Project>
EOF
cat >Program.cs <<'EOF'
using ModelProvenance;
using ModelProvenance.Catalog;

var found = ModelResolver.Default.Resolve("unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF");
Console.WriteLine($"{found.Model?.Name}, {found.Organization?.Name}, {found.Model?.License(LicenseScope.Weights)?.Expression}, {LicenseText.Match(File.ReadAllText(args[0])).License}");
EOF
dotnet publish -r linux-x64 -o out -warnaserror --nologo -v quiet >"$work/native.log" 2>&1 || { cat "$work/native.log" >&2; exit 1; }
answer=$(./out/app "$root/LICENSE")
echo "native: $answer ($(stat -c %s out/app) bytes)"
[ "$answer" = "DeepSeek-R1-Distill-Llama-8B, DeepSeek, MIT, Apache-2.0" ]
