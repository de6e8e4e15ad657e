#!/usr/bin/env bash
# Checks what people read: spelling, Markdown, and phrases that are hard to understand. The links are checked by tests/WebPubSub.Documentation.Tests.
# To allow a word, add it to eng/lint/dictionary.txt. To allow a phrase in one place, add the line to eng/lint/phrase-exceptions.txt.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! cmp -s eng/lint/package-lock.json eng/lint/node_modules/.installed-lock.json; then
  (cd eng/lint && npm ci --no-audit --no-fund --loglevel=error)
  cp eng/lint/package-lock.json eng/lint/node_modules/.installed-lock.json
fi

# Lists the files of the repository. An archive without git has no list, so all files that are not generated count.
list() {
  git ls-files 2>/dev/null || find . -type f -not -path './artifacts/*' -not -path '*/node_modules/*' -not -path './.git/*' | sed 's|^\./||'
}

status=0
list | grep -E '\.(cs|md|sh|mjs|js|html|css|csproj|props|targets|proto|yml)$' |
  eng/lint/node_modules/.bin/cspell lint --no-progress --no-summary --config eng/lint/cspell.json --file-list stdin || status=1
list | grep -E '\.md$' | grep -v '^sdk/WebPubSub.SourceGenerator/' |
  xargs eng/lint/node_modules/.bin/markdownlint-cli2 --config eng/lint/.markdownlint.json --no-globs >/dev/null || status=1
list | node eng/lint/phrases.mjs || status=1
exit $status
