# Everything a developer or operator types. `make` alone lists it.

PORT  ?= 8000
STAGE ?= pengisian
VENV  := .venv
PY    := $(VENV)/bin/python
CODE  := config regencies awards tests manage.py
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
LOCK_WITH := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

FAULTS := $(filter-out %/__init__.py %/conftest.py %/people.py %/table.py,$(wildcard tests/faults/*.py))
SECONDS ?= 300

# Servers, workers and tests start hundreds of processes: each module is compiled once, not by every one of them.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset run install serve test check bench bench-quick two-servers paths taps faults fuzz install-drill release-archive pictures mutants lock

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: export DEMO = 1
demo: export SITE_URL = http://localhost:$(PORT)
demo: install ## Serve the demo [PORT=8000] [STAGE=pengisian|penilaian|diumumkan]
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_demo --stage $(STAGE)
	@$(PY) -m config.serve --port $(PORT)

demo-reset: ## Forget everything typed into the demo; the next `make demo` starts over
	@test ! -e var/postgres || $(PY) -m config.postgres.embedded stop var/postgres
	@rm -rf var
	@echo "The demo starts over at the next 'make demo'."

run: export DEBUG = 1
run: export DEMO = 1
run: export SITE_URL = http://localhost:$(PORT)
run: install ## Serve the demo's data while you change the code: reloads, shows errors [PORT=8000]
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_demo --stage $(STAGE)
	@$(PY) manage.py render_publications
	@$(PY) manage.py runserver $(PORT)

install: $(VENV)/installed var/static/collected ## Install the pinned libraries and collect static files

serve: export SITE_URL ?= http://localhost:$(PORT)
serve: install ## Serve with the settings of the environment [PORT=8000]
	@$(PY) -m config.serve --port $(PORT)

test: $(VENV)/installed-dev ## Run the whole test suite; ends with how many tests ran [ARGS="a part of it"]
	@$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(VENV)/installed-dev ## Lint, format, imports, types, templates, migrations, deployment settings
	@$(VENV)/bin/ruff check --quiet $(CODE)
	@$(VENV)/bin/ruff format --check --quiet $(CODE)
	@$(VENV)/bin/lint-imports --no-logo >/dev/null || $(VENV)/bin/lint-imports
	@$(VENV)/bin/djlint --quiet --lint --check templates
	@$(VENV)/bin/mypy
	@DATABASE_URL=postgres:///unused $(PY) -W ignore manage.py makemigrations --check --dry-run --verbosity 0
	@SITE_URL=https://localhost TRUST_PROXY=1 DATABASE_URL=postgres:///unused EMAIL_URL=smtp://localhost CLAMD_SOCKET=/run/clamav/clamd.ctl BACKUP_DIR=$(CURDIR)/var/backups \
		$(PY) manage.py check --deploy --fail-level WARNING

bench: $(VENV)/installed-dev var/static/collected ## Measure pages against the least they could cost, and what the arithmetic grows like; writes docs/performance.md
	@$(PY) -m tests.bench

bench-quick: $(VENV)/installed-dev var/static/collected ## Measure the pages in process, roughly, in a minute and a half; writes nothing
	@$(PY) -m tests.bench --quick

two-servers: $(VENV)/installed-dev var/static/collected ## Two servers behind PgBouncer, evidence on S3, the worker apart: are they one site, and what do they bear
	@$(PY) -m tests.bench.two_servers

paths: $(VENV)/installed-dev ## Count files, functions, queries and rows read again of three saves and a publication
	@$(PY) -m pytest -q -s -n 0 tests/bench/test_paths.py

taps: $(VENV)/installed-dev var/static/collected ## Count the taps of a whole report, and of a member who scores seven candidates, in a browser
	@$(PY) -m pytest -q -s -n 0 tests/journeys/test_fewer_taps.py tests/journeys/test_taps_of_a_member.py

faults: $(VENV)/installed-dev var/static/collected ## Break what can break while people work; writes docs/faults.md [FAULT_SECONDS=20: how long PostgreSQL is gone]
	@$(PY) -m pytest -q -n 0 $(FAULTS)

fuzz: $(VENV)/installed-dev ## Lead the readers of what people type and upload, by atheris [SECONDS=300 for each]
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	@for reader in numbers dates tables documents files; do \
		echo "$$reader"; $(PY) -m tests.attacks.fuzzed $$reader $(SECONDS) || exit 1; done

install-drill: ## Type what docs/operations.md says on a bare Debian in a directory, as root, and ask for what it promises
	@$(PYTHON) -m tests.installation

release-archive: $(VENV)/installed-dev ## Keep a small published year of this version, for later ones to restore [DATABASE_URL of the oldest PostgreSQL]
	@$(PY) -m pytest -q -n 0 tests/backup/keep_release.py

pictures: export SCREENSHOTS = docs/screenshots
pictures: $(VENV)/installed-dev ## Take the pictures of README and guides anew, from the demo
	@$(PY) -m pytest -q -n 0 tests/journeys/test_demo_filling.py tests/journeys/test_demo_scoring.py

mutants: $(VENV)/installed-dev ## Change the code on purpose: does a test notice? [ARGS="--set pure|actions --sample 60 --seed 1", or modules]
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-mutants.lock
	@$(PY) -m tests.mutants $(ARGS)

lock: $(VENV)/installed-dev ## Pin the newest versions that requirements*.in allow, with hashes
	@$(LOCK_WITH) --upgrade requirements.in -o requirements.lock
	@$(LOCK_WITH) --upgrade requirements-dev.in -o requirements-dev.lock
	@$(LOCK_WITH) --upgrade requirements-mutants.in -o requirements-mutants.lock
	@$(LOCK_WITH) --upgrade requirements-fuzz.in -o requirements-fuzz.lock

# Files made on the way: each is made again only when what it depends on has changed.

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer, with venv, is needed (Debian: apt install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock | $(VENV)/bin/python
	@echo "Installing the libraries of requirements.lock ..."
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "Installing the tools of requirements-dev.lock ..."
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

var/static/collected: $(VENV)/installed config/settings.py $(shell find config/static -type f)
	@$(PY) manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@
