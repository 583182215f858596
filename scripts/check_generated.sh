#!/usr/bin/env bash
# Fails when `make generate` changes anything: whoever changes a source commits what follows from it.
set -euo pipefail
cd "$(dirname "$0")/.."

fingerprints() {
  find service_worker/generated fieldapp/static/dist -type f -exec sha256sum {} + | sort -k 2
}

before=$(fingerprints)
scripts/generate.sh
after=$(fingerprints)
if [ "$before" != "$after" ]; then
  echo "Generated files were out of date. They are rebuilt now: look at them and commit them." >&2
  diff <(echo "$before") <(echo "$after") >&2 || true
  exit 1
fi
