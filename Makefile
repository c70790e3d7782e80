# make run: the dashboard on the seeds.   make test: everything that has to pass.   make help: the rest.
# Without make: README.md, "Without make".

PYTHON ?= python3
PORT ?= 8501
HOST ?= localhost
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run serve test lint types format lock screenshots clean help

help: ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else "Python 3.11, 3.12 or 3.13 is needed, this is %d.%d. Name one: make PYTHON=python3.12 …" % v)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/.installed ## open the dashboard on the seeds, or on SVODKA_STORE
	@echo "Svodka: http://localhost:$(PORT)"
	@$(BIN)/streamlit run app.py --server.port $(PORT)

serve: $(VENV)/.installed ## serve STORE to HOST through a proxy, as in production: docs/operating.md
	@test -n "$(STORE)" || { echo "Name a store: make serve STORE=corpus HOST=svodka.example.org"; exit 2; }
	@SVODKA_STORE="$(STORE)" SVODKA_LOG=json exec $(BIN)/streamlit run app.py --server.port $(PORT) --server.allowedHosts $(HOST)

test: lint types ## lint, format check, types, unit, application and browser tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(VENV)/.installed-dev ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev ## check types
	$(BIN)/mypy lib app.py

format: $(VENV)/.installed-dev ## bring the code into form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## write requirements.lock from requirements.txt (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --quiet requirements.txt -o requirements.lock

screenshots: $(VENV)/.installed-dev ## photograph every page, both looks and widths, into screenshots/
	$(BIN)/python -m tests.browser.screenshots screenshots

clean: ## remove the virtual environment and what was derived
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache screenshots
