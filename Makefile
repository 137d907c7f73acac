# The commands of Dateline. `make demo` to look, `make test` before a commit.
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
BIN := .venv/bin
DEMO_URL := $(or $(DATELINE_BASE_URL),http://$(HOST):$(PORT))
.PHONY: demo test check template lock
# Each of the hundreds of commands that the tests start would compile everything anew: it doubles their time.
unexport PYTHONDONTWRITEBYTECODE

demo: .venv/ready
	@DATELINE_BASE_URL=$(DEMO_URL) DATELINE_HOSTS=localhost,127.0.0.1,$(HOST) exec $(BIN)/dateline demo --host $(HOST) --port $(PORT)

# What no database has a part in, or no more than in the tests beside it.
SAME_ON_BOTH := tests/lib tests/scoring tests/test_docs.py tests/test_layers.py tests/test_locks.py tests/test_compose.py \
	tests/newsroom/test_rights.py tests/newsroom/test_in_persian.py tests/site/drill tests/delivery/cards tests/delivery/standards \
	tests/delivery/test_purging.py tests/delivery/test_never_too_early.py tests/newsroom/test_signing_in.py \
	tests/wire/test_variants.py tests/wire/test_captured_page.py tests/wire/test_reading_ahead.py tests/moderation/checks tests/site/test_sample.py tests/site/test_settings.py \
	tests/site/test_shared_cache.py tests/site/serving/test_nginx.py tests/site/serving/test_https.py tests/site/test_media.py \
	tests/delivery/caches_in_front/test_real_varnish.py tests/delivery/test_photos_in_a_bucket.py tests/site/backup/test_bucket.py tests/site/export/test_bucket.py \
	tests/site/test_policies.py tests/site/test_log.py tests/delivery/test_persian.py tests/delivery/test_errors.py tests/delivery/test_machine_dates.py \
	tests/delivery/test_wording.py tests/delivery/test_appearance.py tests/delivery/test_structured_data.py tests/delivery/test_marking.py \
	tests/newsroom/test_appearance.py tests/newsroom/test_clock_field.py tests/newsroom/test_limits.py tests/wire/test_saved_page.py \
	tests/delivery/test_machines_see_only_the_public.py tests/delivery/caches_in_front/test_sending.py tests/delivery/test_taken_back.py \
	tests/site/test_scoring_beside.py

test: .venv/ready-dev
	@$(BIN)/python tools/find_test_programs.py
	@echo "The suite on SQLite …"
	@$(BIN)/pytest -n 2 --dist worksteal -q -m "not journey"
	@echo "The suite on PostgreSQL …"
	@$(BIN)/python tools/with_postgresql.py $(BIN)/pytest -n 2 --dist worksteal -q -m "not journey" $(SAME_ON_BOTH:%=--ignore=%)
	@echo "Journeys in a browser …"
	@$(BIN)/pytest -n 2 --dist loadfile -q -m journey --reruns 1

check: .venv/ready-dev
	$(BIN)/ruff check dateline tests tools bench
	$(BIN)/ruff format --check dateline tests tools bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/dateline makemigrations --check --dry-run
	$(MAKE) test

template: .venv/ready
	@home=$$(mktemp -d) && DATELINE_HOME=$$home $(BIN)/dateline template; rm -r $$home

LOCK := $(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header
lock: .venv/ready
	$(LOCK) --group pyproject.toml:installer --no-annotate -o requirements-installer.txt
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --extra dev --extra deep --extra train -c requirements.txt -o requirements-dev.txt

.venv/ready: requirements.txt requirements-installer.txt
	@echo "Making the virtual environment …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-installer.txt
	@echo "Installing the locked packages …"
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements.txt
	@$(PYTHON) tools/link_command.py .venv
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	@echo "Installing the packages of the tests …"
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@
