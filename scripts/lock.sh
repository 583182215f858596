#!/usr/bin/env bash
# Writes the lock files: versions and hashes, no addresses. uv is a tool for this alone and stays
# outside .venv.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
"${PYTHON:-python3}" -m venv "$tool"
"$tool/bin/pip" install --quiet uv

compile() {
  "$tool/bin/uv" pip compile --quiet --upgrade --no-config --no-header --generate-hashes --universal \
    --python-version 3.11 "$@"
}

compile pyproject.toml --group build --output-file requirements.lock
compile pyproject.toml --group build --extra test --extra s3 --constraint requirements.lock \
  --output-file requirements-test.lock
node_requirement=$("$tool/bin/python" -c '
import tomllib
with open("pyproject.toml", "rb") as file:
    print(*tomllib.load(file)["project"]["optional-dependencies"]["node"])')
echo "$node_requirement" | compile - --output-file requirements-node.lock
npm install --package-lock-only
