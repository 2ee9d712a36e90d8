# make run, make test … : the first one makes .venv from requirements.lock, later ones start at once.
# Another interpreter, while there is no .venv: make run PYTHON=python3.13. To start over: rm -rf .venv.

PYTHON ?= python3
BIN := .venv/bin
PACKAGES := extractors pipeline flows
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input

RECENT := import sys; sys.exit(sys.version_info < (3, 11))
define NEED_PYTHON
command -v "$(PYTHON)" >/dev/null || { \
	echo "tripartite needs Python 3.11 or newer and there is no $(PYTHON) here: try make PYTHON=/path/to/python3.11" >&2; exit 1; }; \
"$(PYTHON)" -c '$(RECENT)' || { \
	echo "tripartite needs Python 3.11 or newer and $(PYTHON) is $$("$(PYTHON)" -V 2>&1): try make PYTHON=python3.11" >&2; exit 1; }
endef

LOCK_UV := 0.13.9
# make lock keeps the pins that still fit; make lock LOCK_ARGS=--upgrade takes the newest.
LOCK_ARGS ?=

.PHONY: run test check bench soak format lock clean venv
.DEFAULT_GOAL := run
.DELETE_ON_ERROR:

run: $(BIN)/.project-installed
	@$(BIN)/tripartite run corpus/samples --out build/samples

# Files of tests run side by side, in the order of tests/conftest.py. They start hundreds of processes, each of
# which would compile all modules anew where this is set.
test: export PYTHONDONTWRITEBYTECODE =
test: $(BIN)/.project-installed
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

check: $(BIN)/.project-installed
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy --strict --num-workers auto $(PACKAGES)

bench: $(BIN)/.project-installed
	@$(BIN)/python -m tests.bench

# A quarter of an hour on two processors, and a gigabyte of disk.
soak: $(BIN)/.project-installed
	@$(BIN)/python -m tests.soak

format: $(BIN)/.project-installed
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

venv: $(BIN)/.project-installed

# Downloads; after this only `make lock` needs the network.
$(BIN)/.lock-installed: requirements.lock
	@$(BIN)/python -c 'import pip; $(RECENT)' 2>/dev/null || { $(NEED_PYTHON); "$(PYTHON)" -m venv --clear .venv; }
	@echo "Installing the packages of requirements.lock into .venv ($$($(BIN)/python -V)): a minute or so, this once."
	@# The pip of the lock first: the one that came with Python takes twice as long for the rest.
	@sed -n '/^pip==/,/[^\\]$$/p' requirements.lock >.venv/pip.lock
	@$(PIP) install --require-hashes -r .venv/pip.lock
	@# The lock names what each package needs too, so that two halves of it can be installed side by side.
	@awk '/^[^ #]/ { half = 1 - half; print > ".venv/half." half } /^ / { print > ".venv/half." half }' requirements.lock
	@printf '%s\n' .venv/half.0 .venv/half.1 | \
		xargs -P 2 -n 1 $(PIP) install --no-compile --no-deps --require-hashes -r
	@# As pip would, but on all processors, and without the packages' own tests and the many services and lexers that
	@# nobody imports; some bring files for other interpreters.
	@$(BIN)/python -m compileall -q -j 0 -x '/tests/|/site-packages/(moto|pygments/lexers)/' .venv/lib >/dev/null || true
	@touch $@

$(BIN)/.project-installed: $(BIN)/.lock-installed pyproject.toml
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# One lock for every supported Python and for running as well as testing: names, versions, hashes, markers.
lock: build/uv/bin/uv
	@build/uv/bin/uv pip compile pyproject.toml --extra cluster --extra dev --output-file requirements.lock --quiet \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" $(LOCK_ARGS)

build/uv/bin/uv:
	@$(NEED_PYTHON)
	@"$(PYTHON)" -m venv build/uv
	@build/uv/bin/python -m pip --quiet --disable-pip-version-check install uv==$(LOCK_UV)

# .venv stays: it takes a minute to make and nothing in it is ours.
clean:
	@rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find $(PACKAGES) tests -name __pycache__ -prune -exec rm -rf {} +
