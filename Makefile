# Gapline's commands for people who build it. Needs Python 3.11 or newer with venv; uv is used where it is found.

# The project file that `make run` opens, and how many processes the tests use.
FILE ?= sample_config.toml
JOBS ?= 2
# More arguments for pytest, for example PYTEST_ARGS="-k scoring".
PYTEST_ARGS ?=
# What is measured, for example BENCH_ARGS=start; BENCH_ARGS=--docs puts the last whole run into the docs.
BENCH_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

# The first that is new enough and works: a version switcher may leave names on PATH that only print an error.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	if "$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo "$$name"; break; fi; done)

ifdef UV
INSTALL = $(UV) pip install --quiet --python $(BIN)/python
else
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.PHONY: help run test check lint types imports tests bench peers soak format tools programs clean
.DEFAULT_GOAL := help

help:
	@echo "make run [FILE=project.toml]   open a project in the dashboard (default: $(FILE))"
	@echo "make test                      lint, types, import rules and tests; 'make check' is the same"
	@echo "make soak                      the tests that run for minutes"
	@echo "make bench                     measure speed, bytes and memory beside other programs, ten minutes or so"
	@echo "make format                    rewrite the code in the house format"
	@echo "make tools                     install the programs some tests need (Debian, Ubuntu)"
	@echo "make clean                     remove the environment and every cache"

run: $(VENV)/.installed
	@$(BIN)/gapline "$(FILE)"

test check: lint types imports tests

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-test
	$(BIN)/mypy

imports: $(VENV)/.installed-test
	$(BIN)/lint-imports --no-logo

# A file of tests stays in one process, which makes what its tests share once; long files come before the end.
tests: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

soak: $(VENV)/.installed-test
	$(BIN)/python -m pytest -m soak $(PYTEST_ARGS)

bench: $(VENV)/.installed-test peers
	$(BIN)/python -m bench $(BENCH_ARGS)

format: $(VENV)/.installed-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# One environment, two stamps: `make run` waits for what the dashboard needs and for no test tool. A stamp is
# written only after a whole install, so an interrupted one is done again.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing Gapline into $(VENV) (once, until pyproject.toml changes)"
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(BIN)/python
	@echo "Installing Gapline and its test tools into $(VENV) (once, until pyproject.toml changes)"
	@$(INSTALL) --editable '.[all,test]'
	@touch $(VENV)/.installed $@

$(BIN)/python:
ifdef UV
	@$(UV) venv --quiet --allow-existing --python "$(if $(PYTHON),$(PYTHON),>=3.11)" $(VENV)
else
	@if [ -z "$(PYTHON)" ]; then \
		echo "Gapline needs Python 3.11 or newer with venv; none was found. On Debian: apt-get install python3-venv." >&2; \
		echo "Or name one: make PYTHON=/path/to/python3" >&2; exit 1; fi
	@"$(PYTHON)" -m venv $(VENV)
endif

# program:package; the program decides whether the package is missing.
TOOLS := tmux:tmux strace:strace sshd:openssh-server chromium:chromium setfacl:acl setfattr:attr \
	pdftotext:poppler-utils node:nodejs npm:npm
# What tests run inside the browser: npm package@version and the one file of it they need.
IN_BROWSER := axe-core@4:axe.min.js mermaid@11:dist/mermaid.min.js
IN_BROWSER_FOLDER := .tools/node_modules

# Never fails: without these programs the tests that need one are skipped and say so.
tools: programs
	@for pair in $(IN_BROWSER); do \
		package="$${pair%%:*}"; name="$${package%%@*}"; folder="$(IN_BROWSER_FOLDER)/$$name"; \
		if [ -f "$$folder/$${pair##*:}" ]; then continue; fi; \
		mkdir -p "$$folder"; \
		if command -v npm >/dev/null 2>&1 && \
			file=$$(npm pack --silent --pack-destination .tools "$$package" 2>/dev/null | tail -n 1) && \
			tar -xzf ".tools/$$file" -C "$$folder" --strip-components=1 2>/dev/null; \
		then rm -f ".tools/$$file"; echo "tools: unpacked $$package"; \
		else echo "tools: could not get $$package (tests that need it are skipped)"; fi; done

programs:
	@$(call get,tools,$(TOOLS),tests that need one are skipped,sudo)

# The programs that `make bench` measures beside Gapline, and what it needs to measure it over ssh. Never fails,
# and asks nobody for a password.
PEERS := sc:sc vim:vim nano:nano sshd:openssh-server ssh:openssh-client
VISIDATA := visidata==3.4
PEERS_FOLDER := build/peers

peers: | $(BIN)/python
	@$(call get,bench,$(PEERS),what is missing is not measured,sudo -n)
	@if [ -x $(PEERS_FOLDER)/bin/vd ]; then exit 0; fi; \
	mkdir -p build; \
	if { if [ -n "$(UV)" ]; then \
			"$(UV)" venv --quiet --allow-existing --python $(BIN)/python $(PEERS_FOLDER) && \
			"$(UV)" pip install --quiet --python $(PEERS_FOLDER)/bin/python $(VISIDATA); \
		else \
			$(BIN)/python -m venv $(PEERS_FOLDER) && \
			$(PEERS_FOLDER)/bin/python -m pip install --quiet --disable-pip-version-check $(VISIDATA); fi; } \
		>/dev/null 2>&1; \
	then echo "bench: installed $(VISIDATA) into $(PEERS_FOLDER)"; \
	else echo "bench: could not install $(VISIDATA) (it is not measured)"; fi

# Who speaks, program:package pairs, what follows where one is missing, how to become root. Never fails.
define get
	PATH="$$PATH:/usr/sbin:/sbin"; missing=""; \
	for pair in $(2); do \
		command -v "$${pair%%:*}" >/dev/null 2>&1 || missing="$$missing $${pair##*:}"; done; \
	if [ -z "$$missing" ]; then echo "$(1): every program is there"; exit 0; fi; \
	if ! command -v apt-get >/dev/null 2>&1; then \
		echo "$(1): no apt-get here; missing:$$missing ($(3))"; exit 0; fi; \
	root=""; \
	if [ "$$(id -u)" != 0 ]; then \
		if ! command -v sudo >/dev/null 2>&1; then \
			echo "$(1): neither root nor sudo; missing:$$missing ($(3))"; exit 0; fi; \
		root="$(4)"; [ -t 0 ] || root="sudo -n"; fi; \
	export DEBIAN_FRONTEND=noninteractive; \
	$$root apt-get update -qq >/dev/null 2>&1 || echo "$(1): the package lists could not be refreshed"; \
	for package in $$missing; do \
		if $$root apt-get install -qq -y --no-install-recommends "$$package" >/dev/null 2>&1; \
		then echo "$(1): installed $$package"; \
		else echo "$(1): could not install $$package ($(3))"; fi; done
endef

clean:
	rm -rf $(VENV) .tools build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
