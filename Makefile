# `make test` needs Python >= 3.11 and make, nothing else.
PYTHON ?= python3
BIN := .venv/bin
export UV_SYSTEM_CERTS := 1

.PHONY: test test-fast lint format
.DEFAULT_GOAL := test

.venv/.made: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

test: lint
	$(BIN)/pytest -q

test-fast: .venv/.made
	$(BIN)/pytest -q -m "not slow"

lint: .venv/.made
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy

format: .venv/.made
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests
