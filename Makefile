PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
APPS := .venv-apps

.PHONY: help venv demo smoke test check lint types imports unit e2e apps conformance screenshots schema bench lock clean
help: ## show the targets
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 13

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Guildpass needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python cannot make a virtual environment; on Debian: apt install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV) and installing what is needed; this takes about half a minute."
	@$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(APPS)/.ready: requirements/apps.txt
	@echo "Making $(APPS), with the Python applications that tests/apps runs."
	@$(PYTHON) -m venv --clear $(APPS)
	$(APPS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/apps.txt
	@touch $@

venv: $(VENV)/.ready ## the virtual environment, with the guildpass command in it

demo: $(VENV)/.ready ## provider, Discord simulator and dashboard on this machine
	@$(BIN)/python -m demo

smoke: $(VENV)/.ready ## one whole sign-in without a browser
	@$(BIN)/python -m demo.smoke

test: check ## everything, real Redis included
	$(BIN)/python -m pytest tests --ignore tests/conformance --ignore tests/apps --cov --cov-report=term --cov-fail-under=100
	@$(MAKE) --no-print-directory conformance
	@$(MAKE) --no-print-directory apps

check: lint types imports unit ## lint, types, import contracts, unit tests

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready
	$(BIN)/mypy

imports: $(VENV)/.ready
	$(BIN)/lint-imports

unit: $(VENV)/.ready
	$(BIN)/python -m pytest tests/unit tests/architecture

e2e: $(VENV)/.ready ## the real process, with libraries of others and a real browser
	$(BIN)/python -m pytest tests/e2e

conformance: $(VENV)/.ready ## the modules of the certification suite, with its counts
	$(BIN)/python -m pytest tests/conformance --quiet

screenshots: $(VENV)/.ready ## photograph every page into docs/images
	$(BIN)/python -m pytest tests/e2e/chromium/take_screenshots.py --quiet

apps: $(VENV)/.ready $(APPS)/.ready ## applications of others, run for real against the provider
	$(BIN)/python -m pytest tests/apps --durations 10

schema: $(VENV)/.ready ## write docs/guildpass.schema.json anew
	$(BIN)/guildpass config schema > docs/guildpass.schema.json

bench: $(VENV)/.ready ## start-up time, memory and lines per layer
	$(BIN)/python -m bench

lock: ## write the hashed requirements anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/runtime.txt
	uv pip compile --group apps --python-version 3.11 --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/apps.txt
	uv pip compile pyproject.toml --group dev --constraint requirements/runtime.txt --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/dev.txt

clean: ## remove what the targets made
	rm -rf $(VENV) $(APPS) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/e2e/node/node_modules tests/apps/node/node_modules
