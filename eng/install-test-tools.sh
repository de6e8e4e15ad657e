#!/usr/bin/env bash
# Installs the tools that the tests need in addition to the .NET SDK: npm and its packages (including Node.js 22), Chromium, Redis, the linker tools for
# native AOT, and the development certificate of ASP.NET Core.
# Skips tools that are already installed. Supports Debian and Ubuntu.
set -euo pipefail
cd "$(dirname "$0")/.."

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
  if ! command -v apt-get >/dev/null; then
    echo "Install $* with this system's package manager, then run this again." >&2
    exit 1
  fi
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# On Ubuntu, the package of Chromium has another name and installs a snap.
install_chromium() {
  if [[ $(apt-cache policy chromium 2>/dev/null) == *"Candidate: "[0-9]* ]]; then # no pipe: grep -q would close it early, and pipefail would report a failure
    apt_install chromium fonts-dejavu-core
  else
    apt_install chromium-browser
  fi
  if ! command -v chromium chromium-browser >/dev/null; then
    echo "Install a Chromium or Chrome and name it in CHROMIUM_PATH, then run this again." >&2
    exit 1
  fi
}

# Native AOT links with a C compiler and zlib.
command -v clang gcc >/dev/null && [ -e /usr/include/zlib.h ] || apt_install clang zlib1g-dev
command -v redis-server >/dev/null || apt_install redis-server
command -v npm >/dev/null || apt_install nodejs npm
if [ -z "${CHROMIUM_PATH:-}" ] && ! command -v chromium chromium-browser google-chrome >/dev/null; then
  as_root apt-get update -qq
  install_chromium
fi

dotnet dev-certs https --check >/dev/null || dotnet dev-certs https >/dev/null

cd tests/WebPubSub.IntegrationTests/js
# The copy of the lock file marks the packages as installed, so that a second run skips the installation.
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed-lock.json
fi
