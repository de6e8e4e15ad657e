#!/usr/bin/env bash
# Runs the suites that specify the service (tests/WebPubSub.Specification) against the resource of WEBPUBSUB_CONNECTION_STRING: Azure's, or an
# emulator's. The tests use its hub chat alone and close all connections of it, so let nothing else use that hub.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${WEBPUBSUB_CONNECTION_STRING:?Set it to the connection string of a resource, for example the one that webpubsub-emulator prints.}"
dotnet build tests/WebPubSub.Specification --configuration Release --nologo --verbosity quiet
exec artifacts/bin/WebPubSub.Specification/release/WebPubSub.Specification -parallel none "$@"
