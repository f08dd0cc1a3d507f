# Two commands matter: `make demo` and `make test`. `make help` lists the rest.
# The virtual environment needs nothing but Python and pip: uv does the installing, and comes from PyPI if missing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export UV_PYTHON_DOWNLOADS := never
# What Python has compiled once is kept, also where the environment says otherwise: without it each program takes four
# seconds more to start, and the tests start many.
unexport PYTHONDONTWRITEBYTECODE
# Found once: an uv that answers (a shim may be on the PATH without a program behind it), or else the environment's own.
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo $(BIN)/uv)
CATALOGUES := $(shell find src -name '*.po')

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test bench durability lint messages setup stop

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

demo: $(VENV)/.installed $(VENV)/.messages ## Run the portal of an example organisation; Ctrl-C ends it, its data is kept
	@exec $(BIN)/ventanilla demo

demo-reset: $(VENV)/.installed $(VENV)/.messages ## The same from the beginning: deletes the example's data first
	@exec $(BIN)/ventanilla demo --reset

test: $(VENV)/.installed-for-tests $(VENV)/.messages ## Check everything, and sum up
	@exec $(BIN)/python tests/run.py

COMMA := ,
SIZES ?= 10000,200000
bench: $(VENV)/.installed $(VENV)/.messages ## Measure the speed of the pages; SIZES=10000,200000,1000000 for more tickets
	@$(BIN)/python -m bench --tickets $(SIZES)
	@exec $(BIN)/python -m bench.machine $(firstword $(subst $(COMMA), ,$(SIZES)))

REQUESTS ?= 200
TREES ?= 60
durability: $(VENV)/.installed-for-tests ## Ask for 200 laptops while web, workers and database are killed; REQUESTS=50 for fewer
	@DURABILITY_REQUESTS=$(REQUESTS) DURABILITY_TREES=$(TREES) exec $(BIN)/python -m pytest -q -s tests/durability/test_kills.py tests/durability/test_random_trees.py

lint: $(VENV)/.installed-for-tests ## The checks that take seconds: style, types, architecture
	@exec $(BIN)/python tests/run.py ruff format mypy imports

messages: $(VENV)/.installed-for-tests ## Collect new texts into the catalogues (needs gettext), and compile them
	@cd src/ventanilla && for catalogue in $$(find . -path '*/locale/es'); do \
		(cd $$catalogue/../.. && $(abspath $(BIN))/django-admin makemessages -l es --no-location --no-obsolete) || exit 1; \
	done
	$(BIN)/python build_messages.py

stop: ## End what runs here: web server, worker, database
	@test ! -x $(BIN)/ventanilla || $(BIN)/ventanilla stop

setup: $(VENV)/.installed-for-tests $(VENV)/.messages ## The virtual environment, with the tools of development

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Ventanilla needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Type: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv --without-pip $(VENV)

# Debian's Python has no ensurepip without python3-venv, but its pip can install into another environment.
$(BIN)/uv: | $(BIN)/python
	@$(PYTHON) -m pip --quiet --disable-pip-version-check --python $(BIN)/python install uv \
		|| { echo "Neither uv nor pip can be used. As root type: apt-get install python3-pip"; exit 1; }

$(VENV)/.installed: pyproject.toml build_messages.py | $(BIN)/python $(if $(filter $(BIN)/uv,$(UV)),$(BIN)/uv)
	$(UV) pip install --quiet --python $(BIN)/python --editable .
	@touch $@

$(VENV)/.installed-for-tests: pyproject.toml build_messages.py | $(BIN)/python $(if $(filter $(BIN)/uv,$(UV)),$(BIN)/uv)
	$(UV) pip install --quiet --python $(BIN)/python --editable . --group dev
	@touch $@ $(VENV)/.installed

$(VENV)/.messages: $(CATALOGUES) | $(VENV)/.installed
	@$(BIN)/python build_messages.py
	@touch $@
