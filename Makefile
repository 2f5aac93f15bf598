# Tongban (通办). `make help` lists what there is to do.
# Nothing here asks for root; `make test` installs Debian packages only where it may.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
HOME_DIR ?= var/demo
PORT ?= 8080
STRICT := shared booking printers portal/cases portal/catalog portal/delivery portal/supervision
CODE := shared booking printers portal kiosk tests tools
STYLES := $(shell find assets package.json package-lock.json -type f 2>/dev/null)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- what the machine needs ------------------------------------------------------------------------------------

.PHONY: setup
setup: .built/runtime .built/assets ## install what `make run` needs, start nothing

$(PY):
	tools/new-venv $(VENV)

.built/runtime: requirements.lock pyproject.toml | $(PY)
	@mkdir -p .built
	tools/pip-install requirements.lock
	$(PY) -m pip install -q --no-deps --no-build-isolation --disable-pip-version-check --editable .
	@touch $@

.built/dev: requirements-dev.lock .built/runtime
	tools/pip-install requirements-dev.lock
	@touch $@

.built/assets: $(STYLES) | .built/runtime
	tools/build-assets
	@touch $@

.built/debian: tools/debian-packages.txt
	@mkdir -p .built
	tools/install-debian-packages
	@touch $@

# --- every day -------------------------------------------------------------------------------------------------

.PHONY: run
run: setup ## start the demonstration hall (HOME_DIR=var/demo PORT=8080)
	@exec $(BIN)/tongban demo --home $(HOME_DIR) --port $(PORT)

.PHONY: test
test: setup .built/dev .built/debian ## install what the tests need and run them all
	@tools/run-tests

.PHONY: check
check: .built/dev ## ruff, mypy, import directions, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet portal kiosk shared/look

.PHONY: fix
fix: .built/dev ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# --- larger sizes ----------------------------------------------------------------------------------------------

.PHONY: bench
bench: setup .built/dev .built/debian ## measure against the bare floor; writes var/bench/*.json
	$(PY) -m tests.bench

.PHONY: chaos
chaos: setup ## the simulated hall with many seeds (SEEDS=500)
	$(BIN)/tongban chaos --seeds $(or $(SEEDS),500)

.PHONY: mutate
mutate: setup .built/dev ## change the pure rules one token at a time; the tests must notice
	tools/mutate

.PHONY: races
races: setup .built/dev .built/debian ## the race tests, larger
	TONGBAN_TEST_HYPOTHESIS=thorough TONGBAN_TEST_RACES=2000 $(PY) -m pytest -k "race or concurrent or kill" tests

.PHONY: journeys-full
journeys-full: setup .built/dev .built/debian ## every page, size, language and mode in Chromium
	TONGBAN_TEST_JOURNEYS=full $(PY) -m pytest tests/journeys

.PHONY: docs
docs: setup .built/dev ## make docs/rules.md and the pictures of docs/tour.md anew
	tools/make-docs

.PHONY: lock
lock: .built/dev ## choose versions anew from pyproject.toml
	tools/lock

.PHONY: clean
clean: ## forget what was built; the demonstration's data in var/ stays
	rm -rf .built build node_modules portal/web/static/built kiosk/static/built
