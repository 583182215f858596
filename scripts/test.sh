#!/usr/bin/env bash
# Runs every check even after one failed, pytest last, so that one run shows all there is to mend.
set -uo pipefail
cd "$(dirname "$0")/.."

failed=()
check() {
  echo "== $*"
  "$@" </dev/null || failed+=("$*")
}

check make --no-print-directory --keep-going lint types imports
check npm test --silent

if [ ${#failed[@]} -gt 0 ]; then
  printf '== failed before pytest: %s\n' "${failed[@]}"
fi
echo "== pytest"
pytest --cov --cov-report=term:skip-covered </dev/null
status=$?
[ ${#failed[@]} -eq 0 ] && exit "$status"
exit 1
