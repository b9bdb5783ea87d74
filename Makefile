# Every target sets up what it needs; a second run is quick.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

CATALOGUE ?= ingest/sample/catalogue
DATA ?= .data/demo
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help demo test test-server lint format slow e2e screenshots bench bench-latency bench-load fuzz audit clean

help: ## List the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 15

$(VENV)/.base: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing (about a minute the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[ui]"
	@touch $@

$(VENV)/.dev: $(VENV)/.base
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

# Apart from the service's own environment: one of the engines brings another event loop.
$(VENV)/bench/.done: $(VENV)/.dev
	@test -x $(VENV)/bench/bin/python || $(PYTHON) -m venv $(VENV)/bench
	@$(VENV)/bench/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev,bench]"
	@touch $@

$(VENV)/.fuzz: $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[fuzz]"
	@touch $@

$(VENV)/.distributed: $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[distributed]"
	@touch $@

demo: $(VENV)/.base ## Ingest CATALOGUE into DATA (only when it changed) and serve API and page on PORT
	@$(BIN)/python -m ingest "$(CATALOGUE)" --data "$(DATA)" --allow-deletes
	@exec $(BIN)/python -m service --ui --data "$(DATA)" --port "$(PORT)"

test: $(VENV)/.dev ## Run the tests
	@$(BIN)/python -m pytest

test-server: $(VENV)/.dev ## Run the index's contract against the Qdrant server at QDRANT_URL
	@test -n "$(QDRANT_URL)" || { echo "Start a server, for example: docker run --rm -p 6333:6333 -p 6334:6334 qdrant/qdrant:v1.16.0"; \
	  echo "then: make test-server QDRANT_URL=http://127.0.0.1:6333 [QDRANT_KEY=...] [QDRANT_GRPC=true]"; exit 2; }
	@MODISTE_TEST_QDRANT_URL="$(QDRANT_URL)" MODISTE_TEST_QDRANT_KEY="$(QDRANT_KEY)" MODISTE_TEST_QDRANT_GRPC="$(QDRANT_GRPC)" \
	  $(BIN)/python -m pytest tests/contracts -k server

lint: $(VENV)/.dev ## Check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.dev ## Rewrite the code in the project's style
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

slow: $(VENV)/.distributed ## Run the tests that take minutes
	@$(BIN)/python -m pytest -m slow

e2e: $(VENV)/.dev ## Drive the page in a real browser
	@$(BIN)/python -m pytest -m browser

screenshots: $(VENV)/.dev ## Take the page's pictures, and those of docs/images, from the service on PORT
	@$(BIN)/python -m tests.screenshots --url "http://127.0.0.1:$(PORT)" --documents docs/images

bench: $(VENV)/bench/.done ## Compare the index with other engines on the products in DATA
	@$(VENV)/bench/bin/python -m tests.benchmarks engines --data "$(DATA)" --out .data/bench

bench-latency: $(VENV)/.dev ## Time text queries against the service on PORT
	@$(BIN)/python -m tests.benchmarks latency --url "http://127.0.0.1:$(PORT)"

bench-load: $(VENV)/.dev ## Time searches of one and of 32 clients on the index in DATA
	@$(BIN)/python -m tests.benchmarks load --data "$(DATA)"

fuzz: $(VENV)/.fuzz ## Send thousands of generated requests to a service of its own
	@$(BIN)/python -m tests.hostile.fuzz

audit: $(VENV)/.fuzz ## Look for known weaknesses in the code
	@$(BIN)/bandit --quiet --recursive --severity-level medium service ingest ui finetune

clean: ## Remove the environment, the demo's index and all caches
	rm -rf $(VENV) .data build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .schemathesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
