# Everything runs from a virtual environment that make sets up; nothing else is needed but Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo app test quick check bench fuzz schemas clean

demo: $(VENV)/installed  ## set everything up and rank the bundled study
	$(BIN)/priorizar rank

app: $(VENV)/installed-app  ## set everything up and open the board in the browser
	$(BIN)/priorizar app

test: $(VENV)/installed-test  ## set everything up and pass the tests
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

quick: $(VENV)/installed-test  ## the tests that need no browser and no LibreOffice and take less than a second
	$(BIN)/python -m pytest -n auto -m 'not browser and not office and not long'

check: $(VENV)/installed-test  ## lint, types, and which room imports which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "priorizar needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing; on Debian or Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@$(BIN)/python -m compileall -q src  # or the first ranking compiles it all
	@touch $@

$(VENV)/installed-app: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[app,report]'
	@$(BIN)/python -m compileall -q src
	@touch $(VENV)/installed $@

$(VENV)/installed-test: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,lint]'
	@$(BIN)/python -m compileall -q src
	@touch $(VENV)/installed $(VENV)/installed-app $@

bench: $(VENV)/installed-test  ## print what benchmarks/ measures, beside its peers
	for each in benchmarks/*.py; do $(BIN)/python $$each || exit 1; done

fuzz: $(VENV)/installed-test  ## ten minutes of files nobody would write; another time with SECONDS=60
	$(BIN)/python tools/fuzz.py --seconds $(or $(SECONDS),600)

schemas: $(VENV)/installed  ## write the JSON Schemas anew, after a change of the models
	for each in criteria scenario; do $(BIN)/priorizar schema $$each -o schemas/$$each.schema.json; done

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
