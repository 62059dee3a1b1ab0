# Every target sets up what it needs in .venv. PYTHON picks the interpreter (3.11 or newer). TORCH_ARGS goes to the
# installation of PyTorch, for instance to name PyTorch's own CPU index; see the README.
PYTHON ?= python3
TORCH_ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# the lock files are whole: what they do not name is not installed, and a file with another hash is refused
# tests are shared by processes, a file's tests staying together; four at most, each holds an index and its vectors
SHARED := --numprocesses auto --maxprocesses 4 --dist loadfile
LOCKED := --require-hashes --no-deps --requirement
export GRADIO_ANALYTICS_ENABLED := False
export ANONYMIZED_TELEMETRY := False

.PHONY: setup setup-dev ocr serve test test-all test-tenth check coverage audit eval smoke bench mutants rank lock clean

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

# torch has a line of its own, see there; what it needs is in the lock already
$(VENV)/.ready: pyproject.toml requirements.lock requirements-torch.lock
	@echo "正在安装(首次需要几分钟)……"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新的版本,可用 make PYTHON=python3.11 指定"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) $(LOCKED) requirements.lock
	@$(PIP) $(TORCH_ARGS) --requirement requirements-torch.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@$(PIP) $(LOCKED) requirements-dev.lock
	@touch $@

# words in scans and photographs; nothing else needs it
ocr: setup
	@$(PIP) $(LOCKED) requirements-ocr.lock

serve: setup
	@$(BIN)/huimin serve $(ARGS)

# the fast part; `slow` are browsers, servers as processes of their own, wheels, damage, many examples
test: setup-dev
	@$(BIN)/python -m pytest $(SHARED) -m "not slow" $(ARGS)

test-all: setup-dev
	@$(BIN)/python -m pytest $(SHARED) $(ARGS)

# of the slow ones a tenth, always the same, as CI runs them
test-tenth: setup-dev
	@$(BIN)/python -m pytest $(SHARED) -m slow --tenth $(ARGS)

check: setup-dev
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/test_layers.py

# which branches the fast tests take; a table, no bound to pass
coverage: setup-dev
	@$(BIN)/python -m pytest -m "not slow" $(ARGS) --cov

# known holes in what is locked; wants the vulnerability data of PyPI, and fails where that cannot be had.
# CVE-2026-45829 is in the server of chromadb, which Huimin never starts; 1.5.9 is the newest release and has it
AUDIT := $(BIN)/pip-audit --strict --progress-spinner off --disable-pip --ignore-vuln CVE-2026-45829
audit: setup-dev
	@$(AUDIT) --require-hashes --requirement requirements.lock --requirement requirements-dev.lock \
		--requirement requirements-ocr.lock
	@$(AUDIT) --no-deps --requirement requirements-torch.lock

# the whole gate: the question sets over the sample corpus, its facts, the figure check, and words written for a model
# put through the claim checks; a fresh index, since the
# embedding model is trained on what is ingested first
eval: setup
	@rm -rf var/eval-index
	@$(BIN)/huimin ingest --index var/eval-index
	@$(BIN)/huimin eval run --index var/eval-index --out var/eval-run
	@$(BIN)/huimin eval run --replay eval/replays --index var/eval-index

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
	@$(BIN)/python -m bench.hostile
	@$(BIN)/python -m bench.hostile --files
	@$(BIN)/python -m bench.same_plan
	@$(BIN)/python -m bench.pdf_pages
	@$(BIN)/python -m bench.incremental
	@$(BIN)/python -m bench.attacks

# do the tests notice? ARGS="--only ingest/tables --per-room 40", for instance
mutants: setup-dev
	@$(BIN)/python -m bench.mutants $(ARGS)

# the ranker and term importance, fitted anew from the repository alone into var/rank, beside the shipped weights; one
# thread for numpy too, so that the same input gives the same bytes
rank: setup-dev
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.rank $(ARGS)

# writes all lock files anew from pyproject.toml, for every platform and Python at once. What still fits keeps its
# version; a deliberate upgrade names what may move: make lock ARGS="--upgrade-package gradio", or ARGS=--upgrade
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-package torch --custom-compile-command "make lock"
lock: setup-dev
	@$(COMPILE) $(ARGS) --group build --output-file requirements.lock pyproject.toml
	@$(COMPILE) $(ARGS) --extra ocr --constraint requirements.lock --output-file requirements-ocr.lock pyproject.toml
	@$(COMPILE) $(ARGS) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) var dist .coverage .pytest_cache .mypy_cache .ruff_cache
