#!/usr/bin/env bash
# Packs the libraries and the templates that eng/build.sh has built. Usage: eng/pack-libraries.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
for project in sdk/*/*.csproj extensions/*/*.csproj; do
  case $project in
    *SourceGenerator* | *Emulator.Tool*) continue ;;
  esac
  dotnet pack "$project" --configuration Release --no-build --output "$1" --nologo --verbosity quiet
done
