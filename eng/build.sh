#!/usr/bin/env bash
# Builds the solution in Release. Warnings are errors.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build WebPubSub.sln --configuration Release --nologo
