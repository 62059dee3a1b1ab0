# Every target sets up what it needs in .venv. PYTHON picks the interpreter (3.11 or newer). TORCH_ARGS goes to the
# installation of PyTorch, for instance to name PyTorch's own CPU index; see the README.
PYTHON ?= python3
TORCH_ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock
export GRADIO_ANALYTICS_ENABLED := False
export ANONYMIZED_TELEMETRY := False

.PHONY: setup setup-dev serve test test-all test-tenth check eval smoke bench lock clean

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

# torch first and alone: any other way in takes the build with several GB of CUDA packages
$(VENV)/.ready: pyproject.toml requirements.lock
	@echo "正在安装(首次需要几分钟)……"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新的版本,可用 make PYTHON=python3.11 指定"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) $(TORCH_ARGS) torch
	@$(PIP) --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@$(PIP) --editable '.[dev]'
	@touch $@

serve: setup
	@$(BIN)/huimin serve $(ARGS)

# the fast part; `slow` are browsers, servers as processes of their own, wheels, damage, many examples
test: setup-dev
	@$(BIN)/python -m pytest -m "not slow" $(ARGS)

test-all: setup-dev
	@$(BIN)/python -m pytest $(ARGS)

# of the slow ones a tenth, always the same, as CI runs them
test-tenth: setup-dev
	@$(BIN)/python -m pytest -m slow --tenth $(ARGS)

check: setup-dev
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/test_layers.py

# the whole gate: the question sets over the sample corpus, its facts, the figure check; a fresh index, since the
# embedding model is trained on what is ingested first
eval: setup
	@rm -rf var/eval-index
	@$(BIN)/huimin ingest --index var/eval-index
	@$(BIN)/huimin eval run --index var/eval-index --out var/eval-run

# the same with one question of five, for every commit
smoke: setup
	@$(BIN)/huimin ingest --index var/eval-index
	@$(BIN)/huimin eval run --smoke --index var/eval-index --out var/smoke-run

bench: setup-dev
	@ORIGINALS=$(ORIGINALS) $(BIN)/python -m bench
	@$(BIN)/python -m bench.mangled
	@$(BIN)/python -m bench.mutation
	@$(BIN)/python -m bench.visitors
	@$(BIN)/python -m bench.painting

# exact versions of everything that .venv holds now; run it after a deliberate upgrade
lock: setup-dev
	@$(BIN)/python -m pip freeze --exclude-editable --exclude huimin | sed 's/+cpu$$//' > requirements.lock

clean:
	rm -rf $(VENV) var dist .pytest_cache .mypy_cache .ruff_cache
