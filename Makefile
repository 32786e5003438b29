# Remit: build, test and maintain. `make help` lists the targets.
#
# Each step leaves a stamp, so that a second run does only what is out of date.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
ORDERS ?= 1000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ORACLES := tests/oracles
UV := build/lock/bin/uv
UV_VERSION := 0.13.9
LOCK := $(UV) --quiet pip compile --no-config --universal --upgrade --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# What build/ is made from, beside the package itself; documents also carry the revision and the day.
PLAYBOOK := data playbook contract_templates site
EDITION = $(shell git rev-parse HEAD 2>/dev/null || echo none) $(shell date +%F)

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/\1\t\2/' | expand -t 12

# --- install -------------------------------------------------------------------------------------------------

$(VENV)/stamp-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Remit needs Python 3.11 or newer, but $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Python cannot create virtual environments here. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/stamp-runtime: requirements.lock $(VENV)/stamp-python
	@echo "Installing the pinned packages"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/stamp-project: pyproject.toml $(VENV)/stamp-runtime
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/stamp-dev: requirements-dev.lock $(VENV)/stamp-project
	@echo "Installing the pinned packages of the tests"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

.PHONY: setup
setup: $(VENV)/stamp-dev ## create .venv with the pinned packages of the product and its tests

$(ORACLES)/node_modules/.stamp: $(ORACLES)/package.json $(ORACLES)/package-lock.json | programs
	@cd $(ORACLES) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: programs
programs:
	@.ci/programs

.PHONY: tools
tools: programs $(ORACLES)/node_modules/.stamp ## install what the tests use beside Python (by apt when permitted)

# --- use -----------------------------------------------------------------------------------------------------

.PHONY: build
build: $(VENV)/stamp-project ## check the playbook; write the Word documents and the website into build/
	@if [ "$$(cat build/stamp 2>/dev/null)" = "$(EDITION)" ] && [ ! $(VENV)/stamp-project -nt build/stamp ] \
	    && [ -z "$$(find $(PLAYBOOK) -newer build/stamp -print -quit)" ] \
	    && [ -z "$$(find generator -name '*.py' -newer build/stamp -print -quit)" ]; then \
	  echo "build/ is up to date"; \
	else \
	  rm -f build/stamp; \
	  $(BIN)/remit check; \
	  $(BIN)/remit build; \
	  $(BIN)/remit site; \
	  mkdir -p build; \
	  echo "$(EDITION)" > build/stamp; \
	fi

.PHONY: serve
serve: $(VENV)/stamp-project ## show the website and rebuild it as files change
	@$(BIN)/remit serve

# --- judge ---------------------------------------------------------------------------------------------------

.PHONY: lint
lint: $(VENV)/stamp-dev ## style, types and import floors
	@failed=0; \
	$(BIN)/ruff check . || failed=1; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/lint-imports --no-logo || failed=1; \
	exit $$failed

.PHONY: format
format: $(VENV)/stamp-dev ## lay out the Python code and mend what can be mended without thought
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.PHONY: test
test: $(VENV)/stamp-dev tools ## run the tests
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

.PHONY: deep
deep: $(VENV)/stamp-dev tools ## run all tests, the long ones too, with many more generated examples
	@HYPOTHESIS_PROFILE=deep $(BIN)/python -m pytest -n 2 --dist loadgroup -m ""

.PHONY: bench
bench: $(VENV)/stamp-dev ## time commands, checks and reviews of portfolios (ORDERS="1000 10000"), schedules and printing
	@$(BIN)/python benchmarks/commands.py
	@$(BIN)/python -m benchmarks.check --orders $(ORDERS)
	@$(BIN)/python -m benchmarks.review --orders 250 $(ORDERS)
	@$(BIN)/python -m benchmarks.schedule
	@$(BIN)/python -m benchmarks.word warm cold

# --- maintain ------------------------------------------------------------------------------------------------

.PHONY: lock
lock: ## choose package versions anew and write both lock files
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip --disable-pip-version-check --quiet install uv==$(UV_VERSION)
	@$(LOCK) --group build --output-file requirements.lock pyproject.toml
	@$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

.PHONY: clean
clean: ## remove all that can be made again, but not .venv and node_modules
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find generator tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## remove .venv and node_modules, too
	@rm -rf $(VENV) $(ORACLES)/node_modules
