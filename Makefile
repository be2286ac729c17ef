# Every target works in .venv; nothing outside this folder is touched.
.DEFAULT_GOAL := help
.PHONY: help setup play check test lint docs documents catalogue estimate bench load pictures constraints clean

BIN := .venv/bin
PORT ?=
SCENARIO ?=
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.installed ## make .venv and install the game with the versions in constraints.txt

play: setup ## play the flagship scenario in the browser (SCENARIO=name, PORT=number)
	@$(BIN)/wargame play $(if $(SCENARIO),$(SCENARIO)) $(if $(PORT),--port $(PORT))

check: .venv/.tested lint ## run what every commit needs: ruff, mypy, tests without browser, server, cluster or kills
	$(PYTEST) -q -m "not whole"

test: .venv/.tested lint ## run every check: ruff, mypy, all tests
	$(PYTEST) -rs

lint: .venv/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy

docs: .venv/.documented ## build the documentation site into build/docs; a dead link or a lost page is an error
	$(BIN)/python -m sphinx -W --keep-going -q -E -b html -d build/doctrees docs build/docs
	@echo "Open build/docs/index.html"

documents: setup ## regenerate the tables in docs/ from the code
	$(BIN)/python -m wargame.tools.documents

catalogue: setup ## collect every message again for the translators
	$(BIN)/python -m wargame.tools.catalogue

estimate: setup ## refit Beijing's estimate of its odds to games of the war; a minute or two
	$(BIN)/python -m wargame.tools.fit_odds

bench: .venv/.tested ## measure worlds per second, how time grows, and each rule alone
	$(BIN)/python -m wargame.tools.bench
	$(BIN)/python -m wargame.tools.bench --growth
	$(BIN)/python -m pytest -q -n 0 --benchmark-enable --benchmark-only --benchmark-columns=min,median,rounds tests/benchmarks

load: setup ## measure thirty sessions at once on one server
	$(BIN)/python -m wargame.tools.load

pictures: .venv/.tested ## retake the pictures in docs/, in Chromium
	WARGAME_PICTURES=1 $(BIN)/python -m pytest -q tests/browser/test_pictures.py

# A fresh environment is solved from pyproject.toml alone, and what it holds is written down.
constraints: ## solve the dependencies again and write constraints.txt
	@rm -rf .venv/solve && mkdir -p .venv
	@python="$$(sh .ci/find-python)" && "$$python" -m venv .venv/solve
	.venv/solve/bin/python -m pip install --quiet --disable-pip-version-check ".[test,docs]"
	@echo "# Exact versions of every dependency, those of tests and of the documentation included. Written by: make constraints" > constraints.txt
	@.venv/solve/bin/python -m pip freeze --exclude-editable --exclude linchpin-wargame >> constraints.txt
	@rm -rf .venv/solve

clean: ## remove .venv and caches
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@python="$$(sh .ci/find-python)" && echo "Making .venv with $$python" && "$$python" -m venv .venv

.venv/.installed: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing Linchpin (once; about a minute)"
	@$(INSTALL) --constraint constraints.txt --editable .
	@touch $@

.venv/.tested: .venv/.installed
	@echo "Installing the test tools"
	@$(INSTALL) --constraint constraints.txt --editable ".[test]"
	@touch $@

.venv/.documented: .venv/.installed
	@echo "Installing what builds the documentation"
	@$(INSTALL) --constraint constraints.txt --editable ".[docs]"
	@touch $@
