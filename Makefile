# Everything is done by tools/setup.py, which needs nothing but Python 3.10 to 3.13; where there is no make, call it directly.
PYTHON ?= python3
SETUP = @$(PYTHON) tools/setup.py

.PHONY: help run test check bench guides proof clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

run: ## set up what is missing, then open the window; without a display, prove the whole job off-screen
	$(SETUP) run

test: ## the suite, off-screen (five minutes at most)
	$(SETUP) test

check: ## ruff, mypy, import rules
	$(SETUP) check

bench: ## time what readers feel
	$(SETUP) bench

guides: ## set the companion guides whose text or template changed
	$(SETUP) guides

proof: ## the slow proofs; installs the tools they need
	$(SETUP) proof

clean: ## forget what was made, .venv too; content and the reader's own things stay
	$(SETUP) clean
