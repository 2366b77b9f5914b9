# Developer tasks. Each prepares the virtual environment it needs; a second run reuses it.
# Needs make, git and Python 3.11 or newer with venv and pip. Another Python: make test PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# What each task installs, as extras of pyproject.toml.
EXTRAS_demo := cli
EXTRAS_test := all,test
EXTRAS_lint := all,lint
EXTRAS_docs := all,docs
EXTRAS_bench := all,bench

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test lint mutate docs bench generate clean

help: ## list the tasks
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.installed-demo ## show a registration case with its deadlines
	$(BIN)/python examples/registration_deadlines.py

test: $(VENV)/.installed-test ## run the tests and the examples of the docs; report branch coverage
	$(BIN)/python -m pytest --cov --cov-fail-under=98

lint: $(VENV)/.installed-lint ## check style, types, layers, spelling, the rule data and its worked cases
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/hubnet rules test
	$(BIN)/hubnet rules lint

mutate: $(VENV)/.installed-demo ## change each rule by one step: a worked case has to notice
	$(BIN)/hubnet rules mutate

docs: $(VENV)/.installed-docs ## build the documentation into docs/_build/html; a broken reference is an error
	$(BIN)/python -m sphinx -q -n -W --keep-going -b html docs docs/_build/html

bench: $(VENV)/.installed-bench ## measure speed
	$(BIN)/python benchmarks/run.py

generate: $(VENV)/.installed-docs ## write the pages and schemas that are made from data and code
	$(BIN)/python docs/generate.py

clean: ## remove the environment and everything built
	rm -rf $(VENV) build dist docs/_build htmlcov .coverage .coverage.* \
		.hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests docs examples benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "hubnet needs Python 3.11 or newer, but '$(PYTHON)' is: $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Name a newer one, for example: make $(MAKECMDGOALS) PYTHON=python3.13" >&2; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo "'$(PYTHON) -m venv' failed. On Debian and Ubuntu it is a package of its own: apt install python3-venv" >&2; \
		exit 1; }
	@touch $@

$(VENV)/.installed-%: pyproject.toml $(VENV)/.created
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS_$*)]'
	@touch $@
