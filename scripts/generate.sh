#!/usr/bin/env bash
# Rebuilds what is derived from other files and committed, so that a server needs neither Node nor this.
set -euo pipefail
cd "$(dirname "$0")/.."

python -m fieldapp.offline.export
node scripts/generate.mjs
