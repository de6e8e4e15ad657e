#!/usr/bin/env bash
# Prints ratios against the bare platform, with their parts. Usage: eng/bench.sh client|handler|fanout|client-socket
# Both sides run in turn in one run; only the ratio means something.
set -euo pipefail
cd "$(dirname "$0")/.."
eng/install-test-tools.sh
dotnet build tests/WebPubSub.Benchmarks --configuration Release --nologo --verbosity quiet
exec artifacts/bin/WebPubSub.Benchmarks/release/WebPubSub.Benchmarks "$@"
