#!/usr/bin/env bash
# Packs everything that ships into artifacts/package/release.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet pack WebPubSub.sln --configuration Release --nologo
rm -f artifacts/package/release/WebPubSub.Emulator.Tool.*.nupkg
eng/pack-tool.sh artifacts/package/release
