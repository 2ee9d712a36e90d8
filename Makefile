# make run, make test … : the first one makes .venv from requirements.lock, later ones start at once.
# Another interpreter: make run PYTHON=python3.13. To start over: rm -rf .venv.

PYTHON ?= python3
BIN := .venv/bin
PACKAGES := extractors pipeline flows
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

LOCK_UV := 0.13.9
# make lock keeps the pins that still fit; make lock LOCK_ARGS=--upgrade takes the newest.
LOCK_ARGS ?=

.PHONY: run test check bench format lock clean venv
.DEFAULT_GOAL := run
.DELETE_ON_ERROR:

run: $(BIN)/.project-installed
	@$(BIN)/tripartite run corpus/samples --out build/samples

test: $(BIN)/.project-installed
	@$(BIN)/python -m pytest

check: $(BIN)/.project-installed
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy --strict $(PACKAGES)

bench: $(BIN)/.project-installed
	@$(BIN)/python -m tests.bench

format: $(BIN)/.project-installed
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

venv: $(BIN)/.project-installed

# The network is needed here and nowhere else.
$(BIN)/.lock-installed: requirements.lock
	@command -v "$(PYTHON)" >/dev/null || { echo "tripartite needs Python 3.11 or newer; there is no $(PYTHON) here. Try make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "tripartite needs Python 3.11 or newer; $(PYTHON) is $$("$(PYTHON)" -V 2>&1). Try make PYTHON=python3.11" >&2; exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || "$(PYTHON)" -m venv --clear .venv
	@echo "Installing the packages of requirements.lock into .venv ($$($(BIN)/python -V)): a minute or so, this once."
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(BIN)/.project-installed: $(BIN)/.lock-installed pyproject.toml
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# One lock for every supported Python and for running as well as testing: names, versions, hashes, markers.
lock: build/uv/bin/uv
	@build/uv/bin/uv pip compile pyproject.toml --extra dev --output-file requirements.lock --quiet \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" $(LOCK_ARGS)

build/uv/bin/uv:
	@"$(PYTHON)" -m venv build/uv
	@build/uv/bin/python -m pip --quiet --disable-pip-version-check install uv==$(LOCK_UV)

# .venv stays: it takes a minute to make and nothing in it is ours.
clean:
	@rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find $(PACKAGES) tests -name __pycache__ -prune -exec rm -rf {} +
