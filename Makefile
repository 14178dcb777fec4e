# Everything runs inside .venv with the versions of the lock files: once built, no network is needed.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
OUT ?= out
ROOMS := app corpus extract normalize outputs

.PHONY: run test explore score floors bench bench-archive tables peers check docs schema lock clean help

run:     ## extract the samples into out/ and say what came out
run: .venv/run.stamp
	@$(BIN)/vanban run samples -o $(OUT); status=$$?; $(BIN)/python scripts/summary.py $(OUT); exit $$status

test:    ## run the tests (VANBAN_CORPUS=folder adds those on real documents)
test: .venv/dev.stamp
	@$(BIN)/python -m pytest -q

explore: ## property tests on new examples, TIMES (20) as many as in make test
explore: .venv/dev.stamp
	@VANBAN_EXPLORE=$(TIMES) $(BIN)/python -m pytest -q -m hypothesis --timeout 3600
TIMES ?= 20

score:   ## precision, recall and F1 per field: on the samples, and on VANBAN_CORPUS when set
score: .venv/run.stamp
	@$(BIN)/python tests/bench/score.py

floors:  ## pin what make score measures: the tests fail below it
floors: .venv/run.stamp
	@$(BIN)/python tests/bench/score.py --raise

bench:   ## speed and memory, beside other packages too (PARTS="pdf peers" for some parts)
bench: .venv/dev.stamp
	@$(BIN)/python -m tests.bench.bench $(PARTS)

tables:  ## tables beside other packages on the same files: rows, cells, headers, GriTS
tables: .venv/dev.stamp
	@$(BIN)/python -m tests.bench.tables

peers:   ## install the packages that bench compares with, apart from everything else (1 GB)
peers: build/peers/stamp

bench-archive: ## an archive of DOCUMENTS (100000) made and run twice: speed, memory, a second run (WITH="--one --dask")
bench-archive: .venv/run.stamp
	@$(BIN)/python -m tests.bench.archive --documents $(DOCUMENTS) $(WITH)
DOCUMENTS ?= 100000

check:   ## lint, format, types (mypy strict and pyright)
check: .venv/dev.stamp
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .
	@# A copy under its import names: type checkers cannot run the import hook of an editable install.
	@rm -rf build/types build/lib build/bdist.*
	@$(PIP) install --no-deps --no-compile --no-build-isolation --target build/types .
	@$(BIN)/mypy
	@$(BIN)/pyright

docs:    ## prove the documentation: every command, link and example in it
docs: .venv/dev.stamp schema
	@$(BIN)/python -m pytest -q tests/test_docs.py

schema:  ## write docs/schema.json from the document model
schema: .venv/run.stamp
	@$(BIN)/vanban schema > docs/schema.json.new && mv docs/schema.json.new docs/schema.json

lock:    ## pin the newest allowed versions, with hashes (needs the network)
lock: .venv/dev.stamp
	@$(PIP) install uv
	@grep -o '"setuptools[^"]*"' pyproject.toml | head -1 | tr -d '"' | $(LOCK) -o requirements.lock pyproject.toml -
	@$(LOCK) -o requirements-ocr.lock -c requirements.lock --extra ocr pyproject.toml
	@$(LOCK) -o requirements-dev.lock -c requirements.lock --extra dev pyproject.toml
	@$(LOCK) -o tests/bench/peers.lock tests/bench/peers.in
LOCK = $(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

clean:   ## remove .venv and everything made
	@rm -rf .venv build $(OUT) *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	@find $(ROOMS) tests -name __pycache__ -prune -exec rm -rf {} +

help:    ## this list
	@sed -n 's/^\([a-z-]*\): *## /  make \1\t/p' Makefile | expand -t 24

# What the stamps stand for: a virtual environment that holds what its lock file says, and the package.
.venv/bin/python: | scripts/make-venv
	@scripts/make-venv .venv

.venv/run.stamp: requirements.lock requirements-ocr.lock scripts/make-ocr pyproject.toml setup.py | .venv/bin/python
	@echo "installing what vanban needs ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@scripts/make-ocr .venv || true
	@$(BIN)/python -m compileall -q $(ROOMS)
	@touch $@

build/peers/stamp: tests/bench/peers.lock | scripts/make-venv
	@scripts/make-venv build/peers
	@echo "installing the packages to compare with ..."
	@build/peers/bin/python -m pip --disable-pip-version-check -qq install --require-hashes -r $<
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	@echo "installing what the developers need ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
