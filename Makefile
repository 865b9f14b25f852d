# make demo    build the sample graph and its picture, and say what to try next
# make test    every check: ruff, mypy, pytest with a real Neo4j and a real browser
# make lint    ruff and mypy alone
# make bench   measure speed and memory; tests/bench/results.json keeps the figures
# make readme  bring the outputs and the picture in README.md up to date
# make pictures  make the pictures of the page and of Neo4j Browser in notebooks/images/ anew
# make docs    the guide and the API reference as pages: build/docs/index.html
# make notebooks  run the notebooks and keep what they show
# make ontology  make what follows from ontology/yilian.ttl: ontology/derived/
# make clean   remove what was made

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo ontology test lint bench readme pictures docs notebooks constraints clean
MAKEFLAGS += --no-print-directory

# The first Python that is new enough; `make PYTHON=...` takes another.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
  if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --constraint .ci/constraints.txt
DEMO := yilian-demo
# Tests wait for servers and browsers half of their time: a process more than there are cores.
PROCESSES = $(shell cores=$$(getconf _NPROCESSORS_ONLN); echo $$(( cores < 4 ? cores + 1 : 4 )))

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

$(VENV)/.created:
	@if [ -z "$(PYTHON)" ]; then echo "make: Python 3.11 or newer is needed; on Debian: sudo apt-get install python3-venv"; exit 2; fi
	@$(PYTHON) -m venv $(VENV) || { echo "make: no virtual environment; on Debian: sudo apt-get install python3-venv"; exit 2; }
	@$(PIP) --upgrade pip
	@touch $@

# Where the embedded Cypher store has no wheel (Linux on ARM, older Macs) all else still installs.
$(VENV)/.installed: $(VENV)/.created pyproject.toml .ci/constraints.txt
	@echo "installing into $(VENV) ..."
	@$(PIP) --editable '.[cypher,serve]' || $(PIP) --editable .
	@touch $@

$(VENV)/.installed-for-docs: $(VENV)/.installed
	@$(PIP) --group docs
	@touch $@

$(VENV)/.installed-for-tests: $(VENV)/.installed
	@$(PIP) --group test --group docs --group lint --group train
	@touch $@

demo: $(VENV)/.installed
	@$(BIN)/kg demo -o $(DEMO)

lint: $(VENV)/.installed-for-tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

test: $(VENV)/.installed-for-tests
	@missing="$$(.ci/system-parts | paste -sd ' ' -)"; if [ -n "$$missing" ]; then \
	  echo "make test: some tests need parts that are missing: sudo apt-get install -y $$missing"; \
	  if [ "$${CI:-}" = true ]; then exit 2; fi; fi
	@$(MAKE) lint
	@$(BIN)/pytest -q --numprocesses $(PROCESSES) --dist loadscope --no-loadscope-reorder

bench: $(VENV)/.installed-for-tests
	@$(BIN)/python tests/bench/bench.py

readme: $(VENV)/.installed
	@$(BIN)/python .ci/readme.py

pictures: $(VENV)/.installed-for-tests
	@$(BIN)/python .ci/pictures.py
	@PYTHONPATH=tests:tests/views $(BIN)/python .ci/neo4j_browser_picture.py

docs: $(VENV)/.installed-for-docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file notebooks/guide/mkdocs.yml
	@echo build/docs/index.html

notebooks: $(VENV)/.installed-for-tests
	@$(BIN)/python .ci/notebooks.py

ontology: $(VENV)/.installed
	@$(BIN)/python -m kg.faces

# The versions that all of the above install: made anew with `make constraints`.
constraints:
	@rm -rf build/constraints && $(PYTHON) -m venv build/constraints
	@build/constraints/bin/pip install --quiet --upgrade pip
	@build/constraints/bin/pip install --quiet --editable '.[cypher,serve]' --group test --group docs --group lint --group train
	@{ echo "# Made by make constraints: what make installs."; \
	  build/constraints/bin/pip freeze --all --exclude-editable --exclude setuptools; } > .ci/constraints.txt
	@rm -rf build/constraints

clean:
	@rm -rf $(VENV) $(DEMO) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
