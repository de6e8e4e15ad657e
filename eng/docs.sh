#!/usr/bin/env bash
# Builds the documentation site into artifacts/docs/site: the pages of docs/ and the API reference. A warning or a broken internal link is an error.
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet tool restore
dotnet build WebPubSub.sln --configuration Release --nologo --verbosity quiet -p:RunAnalyzers=false
rm -rf artifacts/docs
mkdir -p artifacts/docs
files_url=$(dotnet msbuild sdk/WebPubSub --getProperty:RepositoryFilesUrl)
node eng/docs/prepare.mjs docs artifacts/docs/source "$files_url"
cp eng/docs/docfx.json eng/docs/toc.yml artifacts/docs/source
sed '1s/width="128" height="128"/width="36" height="36"/' eng/icon.svg > artifacts/docs/source/icon.svg # the header of the site has 60 pixels
cd artifacts/docs/source
dotnet docfx docfx.json --warningsAsErrors
