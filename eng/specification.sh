#!/usr/bin/env bash
# Runs the suites that specify the service (tests/WebPubSub.Specification) against the resource in WEBPUBSUB_CONNECTION_STRING: Azure Web PubSub or an
# emulator. The tests use only the hub 'chat' and close all its connections. Do not use this hub for other purposes during the run.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${WEBPUBSUB_CONNECTION_STRING:?Set it to the connection string of a resource, for example of the emulator, which prints it.}"
dotnet build tests/WebPubSub.Specification --configuration Release --nologo --verbosity quiet
exec artifacts/bin/WebPubSub.Specification/release/WebPubSub.Specification -parallel none "$@"
