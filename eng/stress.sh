#!/usr/bin/env bash
# Runs a command while other processes keep each processor busy, and stops these processes when the command ends. A single failed test is a bug.
# Usage: eng/stress.sh COMMAND [ARGUMENT...]. STRESS_PROCESSES is the number of processes, and STRESS_SECONDS (3600) is the timeout of the command.
set -euo pipefail
[ $# -gt 0 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }

busy=()
trap 'kill "${busy[@]}" 2>/dev/null || true' EXIT
for _ in $(seq "${STRESS_PROCESSES:-$(nproc)}"); do
  timeout "$((${STRESS_SECONDS:-3600} + 60))" bash -c 'while :; do :; done' &
  busy+=($!)
done

timeout "${STRESS_SECONDS:-3600}" "$@"
