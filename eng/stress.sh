#!/usr/bin/env bash
# Runs a command while two other processes keep the processor busy, and ends them with it. A test that fails here once is a bug.
# Usage: eng/stress.sh COMMAND [ARGUMENT...]. STRESS_PROCESSES changes their number, STRESS_SECONDS (3600) the time after which they end in any case.
set -euo pipefail
[ $# -gt 0 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }

busy=()
trap 'kill "${busy[@]}" 2>/dev/null || true' EXIT
for _ in $(seq "${STRESS_PROCESSES:-2}"); do
  timeout "${STRESS_SECONDS:-3600}" bash -c 'while :; do :; done' &
  busy+=($!)
done

"$@"
