#!/usr/bin/env bash
# Drafts the next step between table layouts from what changed in the table classes, against a
# database made from the steps there are. Usage: scripts/draft_migration.sh "Add places to visits"
set -euo pipefail
cd "$(dirname "$0")/.."

message=${1:?say what changes, in a few words}
steps=fieldapp/persistence/migrations/versions
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export FIELDAPP_DATABASE_URL="sqlite:///$scratch/draft.db"

next=$(printf '%04d' $(($(find "$steps" -name '[0-9]*.py' | wc -l) + 1)))
alembic --config pyproject.toml upgrade head
alembic --config pyproject.toml revision --autogenerate --rev-id "$next" --message "$message"
ruff format --quiet "$steps"
echo "Read it, correct it, and test it up and down."
