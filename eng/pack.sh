#!/usr/bin/env bash
# Packs all packages into a folder. Usage: eng/pack.sh [FOLDER]; the default folder is artifacts/package/release.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-artifacts/package/release}
eng/build.sh
eng/pack-libraries.sh "$folder"
eng/pack-tool.sh "$folder"
