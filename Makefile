# What people and CI run. `make` alone prints itself.
# Settings on the command line: make demo PORT=9000 HOST=0.0.0.0 RESET=1

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
RESET ?=
CATALOGUES = fieldapp/translations

export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)

INSTALLED = .venv/.installed
INSTALLED_TEST = .venv/.installed-test
INSTALLED_NODE = node_modules/.installed
INSTALLED_BROWSER = .venv/.installed-browser

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo serve phone install install-test test lint lint-python lint-browser lint-spelling \
	lint-generated types types-python types-browser imports unit e2e generate messages bench lock \
	migrations format clean

help: ## Show what make can do
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

demo: install ## Serve the demo company on PORT and HOST (RESET=1 starts over)
	fieldapp demo --host $(HOST) --port $(PORT) $(if $(filter-out 0,$(RESET)),--reset)

serve: install ## Serve the installation the environment names
	fieldapp serve --host $(HOST) --port $(PORT)

phone: install ## The demo company over HTTPS for a phone in the same network: make phone ADDRESS=192.168.1.20
	@test -n "$(ADDRESS)" || { echo 'say where the phone finds this machine: make phone ADDRESS=192.168.1.20'; exit 2; }
	scripts/make_certificate.sh var/https $(ADDRESS)
	FIELDAPP_BASE_URL=https://$(ADDRESS):8443 fieldapp demo --host 0.0.0.0 --port 8443 \
		--certificate var/https/server.pem --key var/https/server.key

install: $(INSTALLED) ## Make .venv with what a server needs

install-test: $(INSTALLED_TEST) $(INSTALLED_NODE) $(INSTALLED_BROWSER) ## Add what the tests need: tools, Node, Chromium, fonts

test: install-test ## Lint, types, imports and all tests; ends with pytest's own line
	@scripts/test.sh

lint: lint-python lint-browser lint-spelling lint-generated ## Style, spelling and generated files

lint-python: $(INSTALLED_TEST)
	ruff check .
	ruff format --check .

lint-browser: $(INSTALLED_NODE)
	prettier --check --log-level warn .
	eslint .

lint-spelling: $(INSTALLED_TEST)
	codespell

lint-generated: $(INSTALLED_TEST) $(INSTALLED_NODE)
	scripts/check_generated.sh

types: types-python types-browser ## mypy --strict, and tsc over the JSDoc types

types-python: $(INSTALLED_TEST)
	mypy

types-browser: $(INSTALLED_NODE)
	tsc --project tsconfig.json
	tsc --project service_worker/tsconfig.json

imports: $(INSTALLED_TEST) ## Check who imports whom
	lint-imports

unit: $(INSTALLED_TEST) $(INSTALLED_NODE) ## All tests without a browser
	npm test --silent
	pytest tests

e2e: install-test ## The stories in a real browser only
	pytest e2e

generate: $(INSTALLED_TEST) $(INSTALLED_NODE) ## Rebuild everything that is derived and committed
	@scripts/generate.sh

messages: $(INSTALLED_TEST) ## Collect wording from the sources into the English catalogue
	pybabel -q extract --mapping-file babel.cfg --keyword mark --no-location --sort-output --omit-header \
		--output-file $(CATALOGUES)/messages.pot .
	pybabel -q update --input-file $(CATALOGUES)/messages.pot --output-dir $(CATALOGUES) \
		--no-fuzzy-matching --ignore-pot-creation-date

bench: install-test ## Measure: a table here and figures in var/bench.json
	python -m bench

migrations: $(INSTALLED_TEST) ## Draft a migration from what changed in the tables: make migrations MESSAGE="…"
	scripts/draft_migration.sh "$(MESSAGE)"

format: $(INSTALLED_TEST) $(INSTALLED_NODE) ## Rewrite sources in the common format
	ruff check --fix .
	ruff format .
	prettier --write --log-level warn .

lock: ## Pin the newest allowed versions with their hashes
	PYTHON=$(PYTHON) scripts/lock.sh

clean: ## Remove what make installed; keeps var/
	rm -rf .venv node_modules

$(INSTALLED): pyproject.toml requirements.lock scripts/venv.sh
	PYTHON=$(PYTHON) scripts/venv.sh
	pip install --quiet --no-deps --require-hashes --requirement requirements.lock
	pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(INSTALLED_TEST): $(INSTALLED) requirements-test.lock
	pip install --quiet --no-deps --require-hashes --requirement requirements-test.lock
	@touch $@

$(INSTALLED_NODE): package.json package-lock.json .npmrc requirements-node.lock scripts/node.sh | $(INSTALLED)
	scripts/node.sh
	@touch $@

$(INSTALLED_BROWSER): scripts/browser.sh | $(INSTALLED_TEST)
	scripts/browser.sh
	@touch $@
