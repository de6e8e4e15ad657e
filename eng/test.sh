#!/usr/bin/env bash
# The test command: installs what the tests need, builds in Release and natively, verifies the formatting, runs every test.
# The last line counts them; the exit code is not zero when anything failed.
set -euo pipefail
cd "$(dirname "$0")/.."

results=$PWD/artifacts/test-results
rm -rf "$results"

# Adds up one of the counters that the runners wrote, one line of them in each report.
sum() {
  local total
  total=$(find "$results" -name '*.trx' -exec awk -v name="$1" '
    match($0, /<Counters [^>]*/) {
      counters = substr($0, RSTART, RLENGTH)
      if (match(counters, " " name "=\"[0-9]+")) {
        total += substr(counters, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
      }
    }
    END { print total + 0 }' {} + 2>/dev/null || true)
  echo "${total:-0}"
}

# Whatever happened, the last line says it; what broke down before it could be counted is one failure.
report() {
  local status=$? passed failed skipped
  passed=$(sum passed)
  failed=$(($(sum failed) + $(sum error)))
  skipped=$(sum notExecuted)
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1
  fi
  if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
  else
    echo "$passed passed, $failed failed"
  fi
  exit "$status"
}
trap report EXIT

eng/install-test-tools.sh
eng/build.sh
dotnet publish tests/WebPubSub.AotSmoke --configuration Release --use-current-runtime --output artifacts/publish/aot-smoke --nologo
dotnet format WebPubSub.sln --no-restore --verify-no-changes

# One after the other, each with a folder of its own: reports are named by the time, and two of one moment would be one.
status=0
for project in tests/*Tests/*.csproj samples/*Tests/*.csproj; do
  folder=$results/$(basename "$project" .csproj)
  dotnet test --project "$project" --configuration Release --no-build --results-directory "$folder" --report-xunit-trx || status=$?
  if ! grep -qs '<Counters ' "$folder"/*.trx; then
    echo "error: $project left no whole report: its tests cannot be counted"
    status=1
  fi
done
exit "$status"
