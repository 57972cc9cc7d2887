# Two commands do everything: `make run` and `make test`. `make` alone lists the rest.
# Paths are relative throughout: the folder may have a space in its name, and make cannot quote.
# PYTHON, PORT and ANNOTATOR_DB come from the environment or the command line (`make run PORT=9000`).

.DEFAULT_GOAL := help
.PHONY: help run test setup dev lint format lock docs bench clean

ENVIRONMENT = python="$$(sh setup/find_python.sh)" && "$$python" -m setup.environment

help:
	@echo "make run      start Annotator with the shipped articles (PORT=8501, ANNOTATOR_DB=data/annotator.db)"
	@echo "make test     all checks and tests (ARGS='-k offsets' is handed to pytest)"
	@echo "make setup    only build .venv (PYTHON=/path/to/python chooses one of 3.11, 3.12, 3.13)"
	@echo "make lint     only the checks that run no code: ruff, mypy, biome, tsc"
	@echo "make format   let ruff and biome format the code and mend what they can"
	@echo "make lock     write the lock files anew from pyproject.toml and package.json"
	@echo "make docs     write docs/reference.md anew from the commands, formats and keys that there are"
	@echo "make bench    how to run the benchmarks"
	@echo "make clean    remove what the above has built (never data/)"

setup:
	@$(ENVIRONMENT)

dev:
	@$(ENVIRONMENT) --dev

# One article that the extractor cannot read (exit code 1) must not keep the reviewers from the others.
run: setup
	@.venv/bin/python -m annotator ingest seeds
	@.venv/bin/python -m annotator propose || [ $$? -eq 1 ]
	@exec .venv/bin/python -m annotator serve --port "$${PORT:-8501}"

test: dev
	@.venv/bin/python -m setup.run_tests $(ARGS)

lint: dev
	@.venv/bin/python -m setup.run_tests --lint

format: dev
	@.venv/bin/python -m setup.run_tests --format

lock: dev
	@.venv/bin/python -m setup.lock

docs: dev
	@.venv/bin/python -m setup.reference

bench:
	@echo "Benchmarks are no part of the tests. After 'make setup', run one of these (--help says more):"
	@for folder in benchmarks/*/__main__.py; do echo "  .venv/bin/python -m benchmarks.$$(basename "$$(dirname "$$folder")")"; done

clean:
	rm -rf .venv .setup.lock node_modules build dist annotator.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find annotator setup tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
