#!/usr/bin/env bash
# Chromium and Chinese fonts for the end-to-end tests, from the operating system where it has them.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/system_packages.sh

missing=()
if ! command -v fc-list >/dev/null; then
  missing+=(fontconfig fonts-noto-cjk)
elif ! fc-list :lang=zh family | grep -q .; then
  missing+=(fonts-noto-cjk)
fi

# Ubuntu's package of the same name is a snap, which does not start in a container.
distribution=$(. /etc/os-release 2>/dev/null && echo "${ID:-}")
own_download=
if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then
  if [ "$distribution" = debian ]; then
    missing+=(chromium)
  else
    own_download=yes
  fi
fi

if [ ${#missing[@]} -gt 0 ]; then
  install_system_packages "${missing[@]}"
fi
if [ -n "$own_download" ]; then
  .venv/bin/playwright install --with-deps chromium </dev/null
fi
