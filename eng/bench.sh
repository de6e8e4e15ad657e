#!/usr/bin/env bash
# Measures the packages and a baseline, and prints the ratios with both values. Usage: eng/bench.sh client|handler|fanout|emulator|client-socket|presence|start [rounds]
# Both sides run in turn in one run. The values depend on the machine, so compare only the ratios.
# "start" prints seconds from dotnet run to the first chat message of the samples, and the median of 5 rounds. Run it while the machine is idle.
set -euo pipefail
cd "$(dirname "$0")/.."
eng/install-test-tools.sh
dotnet build tests/WebPubSub.Benchmarks --configuration Release --nologo --verbosity quiet
if [ "${1:-}" = start ]; then
  # A build server often switches the compiler server off. A developer's machine has it.
  unset UseSharedCompilation MSBUILDDISABLENODEREUSE
fi
if [ "${1:-}" = emulator ]; then
  dotnet build sdk/WebPubSub.Emulator.Tool --configuration Release --nologo --verbosity quiet
  dotnet publish sdk/WebPubSub.Emulator.Tool --configuration Release --use-current-runtime --output artifacts/publish/emulator-tool --nologo --verbosity quiet
  set -- emulator "$PWD/artifacts/bin/WebPubSub.Emulator.Tool/release/webpubsub-emulator.dll" "$PWD/artifacts/publish/emulator-tool/webpubsub-emulator"
fi
exec artifacts/bin/WebPubSub.Benchmarks/release/WebPubSub.Benchmarks "$@"
