# `make run` and `make test` are all that a newcomer needs; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help run setup web catalog train clean test lint imports unit nlu dialogue e2e browser python

FEED ?=
PORT ?=
found := $(shell PYTHON='$(PYTHON)' sh tools/find-python.sh)
build := @exec $(found) -m tools.build
check := @exec $(found) -m tools.check
feed = $(if $(FEED),--feed '$(FEED)')
ifneq ($(PORT),)
run catalog: export GIFTFINDER_PORT := $(PORT)
endif

help: ## Show this list
	@sed -n 's/^\([a-z0-9]*\):[^#]*## /  make \1	/p' Makefile | expand -t 18

run: python ## Set up what is missing, then run the whole stack until Ctrl-C  [FEED=file] [PORT=8000]
	$(build) run $(feed)

setup: python ## Only make the environments and the web bundle
	$(build) setup

web: python ## Only build the web bundle
	$(build) web

catalog: python ## Only import the catalog  [FEED=file]
	$(build) catalog $(feed)

train: python ## Only train the dialogue model
	$(build) train

clean: python ## Delete environments, builds and all run-time state (database and catalog too)
	$(build) clean

test: python ## Run all checks and tests, with whatever they need installed first
	$(check) lint imports unit nlu dialogue e2e browser

lint: python ## Style, format and types
	$(check) lint

imports: python ## Who may import whom
	$(check) imports

unit: python ## Unit tests of Python and of the web part
	$(check) unit

nlu: python ## Check the training data and train
	$(check) nlu

dialogue: python ## Conversations, with the trained model
	$(check) dialogue

e2e: python ## The running stack
	$(check) e2e

browser: python ## The running stack, in a browser
	$(check) browser

python:
	@test -n '$(found)'
