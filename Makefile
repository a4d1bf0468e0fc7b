# Needs Python >= 3.11 and make, nothing else.
PYTHON ?= python3
BIN := .venv/bin
export UV_SYSTEM_CERTS := 1
FRONT_END := $(shell find frontend -path frontend/node_modules -prune -o -type f -print) $(wildcard src/power_usage/web/translations/*/*/*.po)
# Half of what the tests do is wait for processes, so two of them share a core.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(2 * (os.cpu_count() or 1))')
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test test-fast lint format bench screenshots icons messages translations lock clean
.DEFAULT_GOAL := run

run: .venv/.run ## the tracker at http://127.0.0.1:5000; the demo while no meter is configured
	$(BIN)/power-usage run

test: lint ## every check
	$(BIN)/pytest -q -n $(WORKERS) --dist worksteal

test-fast: .venv/.dev ## the pure core and the docs: within a minute
	$(BIN)/pytest -q -n auto -m "not slow" tests/unit tests/pitfalls tests/laws tests/docs

lint: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src

format: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/.dev ## speed, as ratios
	$(BIN)/python -m bench

screenshots: .venv/.dev ## docs/screenshots, of the demo
	$(BIN)/python docs/screenshots.py

icons: .venv/.dev ## the app's icons, of icon.svg
	$(BIN)/python docs/icons.py

messages: .venv/.dev ## docs/messages.md, from the code
	WRITE_MESSAGES=1 $(BIN)/pytest -q tests/unit/test_messages.py

translations: .venv/.dev ## the catalogues, with whatever is to be translated anew
	$(BIN)/pybabel -q extract -F pyproject.toml -k said --no-location --omit-header -o .venv/messages.pot .
	$(BIN)/pybabel -q update -i .venv/messages.pot -d src/power_usage/web/translations -D messages --no-fuzzy-matching --omit-header --ignore-obsolete -w 110

lock: .venv/.dev ## requirements*.lock anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
	    --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
	    --python-version 3.11 pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
	    --python-version 3.11 pyproject.toml contrib/container.in --extra apprise --extra login -c requirements-dev.lock -o requirements-container.lock

clean:
	rm -rf .venv frontend/node_modules src/power_usage/web/static/dist tests/output

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv

# The package itself is installed in place, which builds the front end (hatch_build.py).
.venv/.run: requirements.lock pyproject.toml hatch_build.py $(FRONT_END) | .venv/bin/python
	@echo "Setting up: once, about a minute ..."
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --editable .
	touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@
