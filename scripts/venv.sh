#!/usr/bin/env bash
# Makes .venv. A fresh Debian has Python but not always the part of it that makes environments.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/system_packages.sh

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "fieldapp needs Python 3.11 or newer; $python is $("$python" --version 2>&1 || true)." >&2
  echo "Name another one with: make PYTHON=python3.12 …" >&2
  exit 1
fi
if [ -x .venv/bin/pip ]; then
  exit 0
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  install_system_packages "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
fi
"$python" -m venv .venv
