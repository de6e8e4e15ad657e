#!/usr/bin/env bash
# Packs the tool: a package that refers to the other packages, a portable package, and a native package for this system. The native tool starts in about
# a third of the time (eng/bench.sh emulator). `dotnet tool install` selects the native package if it matches the system.
# Usage: eng/pack-tool.sh FOLDER [VERSION]
set -euo pipefail
cd "$(dirname "$0")/.."
pack=(dotnet pack sdk/WebPubSub.Emulator.Tool --configuration Release --output "$1" --nologo --verbosity quiet)
[ $# -lt 2 ] || pack+=("-p:PackageVersion=$2")

runtimes=any
if [ "$(uname -sm)" = "Linux x86_64" ]; then
  runtimes="linux-x64 any"
fi
"${pack[@]}" "-p:ToolPackageRuntimeIdentifiers=\"${runtimes// /;}\""
for runtime in $runtimes; do
  "${pack[@]}" --runtime "$runtime" "-p:ToolPackageRuntimeIdentifiers=\"${runtimes// /;}\""
done
