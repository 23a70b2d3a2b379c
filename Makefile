# The doors of the project: demo, test, check, bench, soak, servers.
# PYTHON names the Python (3.11 or newer) that the virtual environment in .venv is made with.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps

.PHONY: demo test check bench soak servers format clean help

help:
	@echo "make demo      set up, and answer the main question from the real graph"
	@echo "make test      set up, and run the tests"
	@echo "make check     format, lint, types, canonical Turtle, shapes, documentation"
	@echo "make bench     measure, as ratios against named peers"
	@echo "make soak      kill merges, break disks, damage submissions, for half an hour; writes docs/soak.md"
	@echo "make servers   install, where root may, what some tests use beside the program"
	@echo "make format    bring code, facts and reference pages into their form"
	@echo "make clean     remove the virtual environment and what was generated"

demo: $(STAMPS)/run
	@sh tools/demo.sh $(BIN)/incumbent

test: $(STAMPS)/test
	$(BIN)/python -m pytest -q --numprocesses auto --maxprocesses 4 --dist worksteal

check: $(STAMPS)/check
	$(BIN)/ruff format --check src tests tools bench
	$(BIN)/ruff check src tests tools bench
	$(BIN)/mypy
	$(BIN)/incumbent format --check
	$(BIN)/incumbent check -q
	$(BIN)/python tools/reference.py --check

bench: $(STAMPS)/test
	$(BIN)/python bench/start.py
	$(BIN)/python bench/check.py

soak: $(STAMPS)/test
	$(BIN)/python -m tests.soak -o docs/soak.md

format: $(STAMPS)/check
	$(BIN)/ruff format src tests tools bench
	$(BIN)/ruff check --fix src tests tools bench
	$(BIN)/incumbent format
	$(BIN)/python tools/reference.py

servers:
	@sh tools/servers.sh

$(BIN)/python:
	@sh tools/environment.sh "$(PYTHON)" "$(VENV)"

$(STAMPS)/run: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q src # an editable install leaves this to the first run, and some settings forbid it there
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test: $(STAMPS)/run tools/groups.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $$($(BIN)/python tools/groups.py test)
	@touch $@

$(STAMPS)/check: $(STAMPS)/test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $$($(BIN)/python tools/groups.py check)
	@touch $@

clean:
	rm -rf $(VENV) .incumbent dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
