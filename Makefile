# Remit: build, test and release. `make help` lists the targets.
#
# Every step leaves a stamp, so a second run does only what is out of date.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PIP := $(BIN)/python -m pip --disable-pip-version-check
UV_VERSION := 0.13.9
BROWSER_DIR := tests/oracles

RUNTIME := $(VENV)/.stamp-runtime
DEV := $(VENV)/.stamp-dev

$(VENV)/.stamp-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Remit needs Python 3.11 or newer; $$($(PYTHON) --version) was found. Try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(RUNTIME): requirements.lock pyproject.toml $(VENV)/.stamp-python
	$(PIP) install --quiet --require-hashes --requirement requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	$(PIP) install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@

.PHONY: setup
setup: $(DEV) ## create .venv with the pinned packages of the product and of its tests

.PHONY: lock
lock: ## write both lock files anew from pyproject.toml
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --disable-pip-version-check install --quiet uv==$(UV_VERSION)
	build/lock/bin/uv --quiet pip compile --no-config --universal --upgrade --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --python-version 3.11 --custom-compile-command "make lock" \
	  --group build --output-file requirements.lock pyproject.toml
	build/lock/bin/uv --quiet pip compile --no-config --universal --upgrade --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --python-version 3.11 --custom-compile-command "make lock" \
	  --group dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
