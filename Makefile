# Needs make and Python 3.11 or newer; everything else goes into .venv, nothing into the system.
PYTHON ?= python3
BIN = .venv/bin
READY = .venv/.ready

.PHONY: app test check bench soak golden pictures clean

app: $(READY)  ## set up and open the app
	@$(BIN)/coffeechat

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "coffeechat needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up in .venv (a minute the first time) …"
	@$(PYTHON) -m venv .venv || \
	  { echo "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

test: $(READY)  ## set up and run all tests
	@$(BIN)/python -m pytest -n 3

check: $(READY)  ## everything that must pass before a change lands
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 3

bench: $(READY)  ## measure, as ratios against baselines of the same run; writes bench.json
	@$(BIN)/python -m compileall -q tui server plugins
	@$(BIN)/python tests/bench/run.py

soak: $(READY)  ## the long runs
	@$(BIN)/python -m pytest -m soak --timeout 3600

golden: $(READY)  ## write the golden screens anew; look at the difference before you commit it
	@UPDATE_GOLDEN=1 $(BIN)/python -m pytest -n 2 tests/screens tests/commands tests/widgets

pictures: $(READY)  ## draw the pictures and the table of keys of the documentation anew
	@$(BIN)/python docs/make_pictures.py
	@$(BIN)/python docs/make_keys.py
	@$(BIN)/python docs/make_rules.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build bench.json
