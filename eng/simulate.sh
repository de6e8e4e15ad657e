#!/usr/bin/env bash
# Runs the WebSocket client against the emulator's engine in virtual time, with a workload and faults that a seed chooses, and checks the history.
#   eng/simulate.sh --runs N [--first N]    searches N seeds and prints those that fail
#   eng/simulate.sh --seed N [--repeat K]   replays a seed, K times
#   eng/simulate.sh --defects               restores four old defects of the client, one at a time, and prints the first seed that finds each defect
#   eng/simulate.sh presence --runs N [--first N] | --seed N    runs presence in real time: an emulator, a real Redis, two instances of an application as processes, and
#                                           clients, for a minute per seed, while events are lost and repeated, instances are killed, and Redis loses its data
set -euo pipefail
cd "$(dirname "$0")/.."

artifacts=$PWD/artifacts
if [ "${1:-}" = presence ]; then
  dotnet build tests/WebPubSub.Presence.Simulation --configuration Release --nologo --verbosity quiet -consoleLoggerParameters:ErrorsOnly
  exec "$artifacts/bin/WebPubSub.Presence.Simulation/release/WebPubSub.Presence.Simulation" "${@:2}"
fi

simulation=$artifacts/bin/WebPubSub.Simulation/release
dotnet build tests/WebPubSub.Simulation --configuration Release --nologo --verbosity quiet -consoleLoggerParameters:ErrorsOnly

# Runs a copy of the simulation with a client that has the given defect. Defect 0 is the client without a defect.
run_defect() {
  local defect=$1 folder=$artifacts/defects/run$1
  dotnet build tests/WebPubSub.Simulation.Defects --configuration Release --nologo --verbosity quiet -consoleLoggerParameters:ErrorsOnly -p:Defect="$defect" >&2
  rm -rf "$folder"
  cp -r "$simulation" "$folder"
  cp "$artifacts/defects/client$defect/WebPubSub.Client.dll" "$folder/"
  "$folder/WebPubSub.Simulation" "${@:2}"
}

if [ "${1:-}" != --defects ]; then
  exec "$simulation/WebPubSub.Simulation" "$@"
fi

status=0
seeds=(2)
for defect in 1 2 3 4; do
  found=$(run_defect "$defect" --runs 20000 --stop-after 1 | sed -n 's/^seed \([0-9]*\): /\1 /p' | sort -n | head -n 1 || true)
  if [ -z "$found" ]; then
    echo "defect $defect: not found in 20000 seeds"
    status=1
  else
    echo "defect $defect: found by seed ${found%% *}: ${found#* }"
    seeds+=("${found%% *}")
  fi
done
for seed in "${seeds[@]}"; do
  run_defect 0 --seed "$seed" || status=1
done
exit "$status"
