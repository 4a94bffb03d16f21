# One word a task; every target sets up what it needs. `make help` lists them.
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.ready
# Workers of the tests: twice as many as processors and one, since many wait for other processes.
WORKERS ?= $(shell python3 -c 'import os; n = os.cpu_count() or 1; print(2 * n + 1)')
# The tests start the program dozens of times: compiled once, it starts in half the time.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types check bench chaos lock pictures clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## create .venv from the hashed lock file

$(STAMP): requirements-dev.lock pyproject.toml
	@python3.11 --version >/dev/null 2>&1 || python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: apt-get install python3" >&2; exit 1; }
	@rm -rf $(VENV)
	@{ command -v python3.11 >/dev/null && python3.11 -m venv $(VENV); } || python3 -m venv $(VENV) || \
	  { echo "venv is missing: apt-get install python3-venv" >&2; exit 1; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: setup ## start the demonstration (no token, no internet)
	$(VENV)/bin/chenan demo $(ARGS)

test: setup ## run the tests (NOUN=extensions: those that concern it)
	$(PY) -m pytest -n $(WORKERS) --dist loadgroup $(if $(NOUN),--noun=$(NOUN)) $(ARGS)

lint: setup ## ruff and import-linter
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports

types: setup ## mypy, strict
	$(VENV)/bin/mypy

check: lint types test ## everything CI runs

bench: setup ## measure speed and memory against baselines in the same run (ARGS=--quick: roughly)
	$(PY) -m tests.bench $(ARGS)
	$(PY) -m tests.bench.broadcast $(ARGS)
	$(PY) -m tests.bench.planning $(ARGS)
	$(PY) -m tests.bench.office $(ARGS)
	$(PY) -m tests.bench.reading $(ARGS)
	$(PY) -m tests.bench.report $(ARGS)
	$(PY) -m tests.bench.page $(ARGS)
	$(PY) -m tests.bench.summary $(ARGS)

chaos: setup ## play faults against the program and write docs/operations.md's table (ARGS=--short: as CI does)
	$(PY) -m tests.chaos $(ARGS)

pictures: setup ## draw data model, map of dialogs and screenshots in docs/ anew
	$(PY) -m tests.diagrams
	$(PY) -m tests.pictures

lock: setup ## lock the dependencies anew
	$(VENV)/bin/uv pip compile -q pyproject.toml --all-extras --group dev --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements-dev.lock
	$(VENV)/bin/uv pip compile -q pyproject.toml --all-extras --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -c requirements-dev.lock -o requirements.lock

clean: ## remove .venv and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
