# make help: the verbs. The first `make run` or `make test` sets everything up; later ones install nothing.

PORT ?= 7860
LOCK ?= requirements.lock
ARGS ?=
PYTHON ?=

VENV := .venv
PY := $(VENV)/bin/python
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
TESTING := HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 LANGSMITH_TRACING=false

# Nothing that we run tells anybody about it.
export GRADIO_ANALYTICS_ENABLED := False
export HF_HUB_DISABLE_TELEMETRY := 1
export ANONYMIZED_TELEMETRY := False
export DO_NOT_TRACK := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test soak lint eval baseline bench venv dev

help: ## show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: venv ## make .venv and install requirements.lock (or LOCK=requirements-light.lock)
	$(call install,$(LOCK))

run: setup ## open the chat in a browser (PORT=7860)
	@PORT=$(PORT) $(PY) app.py

test: dev ## run every test (ARGS="-k words")
	@[ -x /usr/bin/chromium ] || echo "No Chromium at /usr/bin/chromium: the test of the page in a browser is skipped" \
	  "(Debian: apt-get install chromium fonts-noto-cjk)"
	@$(TESTING) $(PY) -m pytest $(ARGS)

soak: dev ## run the long tests in full: some twenty minutes
	@$(TESTING) SOAK=1 $(PY) -m pytest -m soak $(ARGS)

lint: dev ## check style and types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

eval: setup ## measure the answers (ARGS="SET")
	@$(PY) -m assistant eval $(ARGS)

baseline: dev ## renew the committed run that tests compare with, and the READMEs' numbers
	@$(TESTING) $(PY) -m eval.baseline

bench: dev ## measure the times, and how well passages are found
	@$(PY) -m eval.bench $(ARGS)
	@$(PY) -m eval.search
	@$(PY) -m eval.writing

dev: setup
	$(call install,requirements-dev.lock)

venv:
	@if [ -x $(VENV)/bin/pip ] && $(PY) -c '$(NEW_ENOUGH)' 2>/dev/null; then exit 0; fi; \
	for found in $(PYTHON) python3.11 python3 python ''; do \
	  [ -n "$$found" ] && "$$found" -c '$(NEW_ENOUGH)' 2>/dev/null && break; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer with venv is needed, and none was found." \
	    "Install it (Debian: apt-get install python3.11 python3.11-venv) or name it: make setup PYTHON=/path/to/python" >&2; \
	  exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv --clear $(VENV)

# A lock is installed when it differs from the copy kept in .venv at its last complete install.
define install
	@cmp -s $(1) $(VENV)/$(1) || { \
	  echo "Installing $(1) into $(VENV): minutes on a new machine, seconds later"; \
	  if $(PY) -m pip install -r $(1); then cp $(1) $(VENV)/$(1); else \
	    echo "$(1) could not be installed; pip says why above. Run make again to go on." >&2; exit 1; \
	  fi; }
endef
