#!/usr/bin/env bash
# The test command: installs what the tests need, builds in Release and natively, verifies the formatting, and runs every test.
# With --unit, it builds and runs only the tests that need no tools in addition to the .NET SDK, without the long tests.
# Each stage prints its seconds. The last line is the number of tests. The exit code is not zero if a test failed.
set -euo pipefail
cd "$(dirname "$0")/.."

results=$PWD/artifacts/test-results
rm -rf "$results"

# Prints the sum of a counter over all reports. Each report has one line with counters.
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

# Prints the seconds of the stage that ends, and starts the next one.
stage_name=
stage_start=0
stage() {
  if [ -n "$stage_name" ]; then
    echo "stage $stage_name: $((SECONDS - stage_start)) s"
  fi
  stage_name=${1:-}
  stage_start=$SECONDS
}

# Prints the totals as the last line in all cases. A failure before the tests are counted counts as one failed test.
report() {
  local status=$? passed failed skipped
  stage
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

filter=()
if [ "${1:-}" = --unit ]; then
  stage build
  filter=(--filter-not-trait Category=Long)
  projects=()
  for name in "" Protobuf. SourceGenerator. Extensions.DependencyInjection. Client. Simulation.; do
    project=tests/WebPubSub.${name}Tests/WebPubSub.${name}Tests.csproj
    projects+=("$project")
    dotnet build "$project" --configuration Release --nologo --verbosity quiet -p:RunAnalyzers=false # eng/build.sh runs the analyzers
  done
else
  projects=(tests/*Tests/*.csproj samples/*Tests/*.csproj)
  stage tools
  eng/install-test-tools.sh
  stage build
  eng/build.sh
  stage publish
  dotnet publish tests/WebPubSub.AotSmoke --configuration Release --use-current-runtime --output artifacts/publish/aot-smoke --nologo
  stage pack
  rm -rf artifacts/package/tool artifacts/package/test
  eng/pack-libraries.sh "$PWD/artifacts/package/test"
  eng/pack-tool.sh "$PWD/artifacts/package/tool" "0.0.1-test.$(date +%s)"
  stage format
  dotnet format whitespace . --folder --verify-no-changes --exclude artifacts # the build verifies the other rules
  stage lint
  eng/lint.sh
fi

# Runs the projects one after the other, each with a separate folder. Reports are named by the time, so two reports could have the same name.
status=0
for project in "${projects[@]}"; do
  stage "$(basename "$project" .csproj)"
  folder=$results/$(basename "$project" .csproj)
  dotnet test --project "$project" --configuration Release --no-build --results-directory "$folder" --report-xunit-trx ${filter[@]+"${filter[@]}"} || status=$?
  if ! grep -qs '<Counters ' "$folder"/*.trx; then
    echo "error: $project wrote no complete report: its tests cannot be counted"
    status=1
  fi
done
exit "$status"
