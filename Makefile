# The two commands of a newcomer: `make chat` and `make test`. Everything else is listed by `make help`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: catalog help chat test audit secrets mesure telegram-local lint lock format eval campagne vitesse schemas territories guide
help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

.venv/runtime: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# The project itself, without network: its build tool is one of the locked requirements. Compiled as libraries are, so
# that it starts fast where Python may not write beside its modules.
.venv/project: pyproject.toml .venv/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q bot dialogs knowledge storage
	@touch $@

chat: .venv/runtime .venv/project ## talk with the bot in this terminal
	@$(BIN)/cress-bot discuter

lint: .venv/dev .venv/project ## format, style, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint ## every check and test
	$(BIN)/cress-bot verifier
	$(BIN)/pytest -q -rs -n auto --dist loadscope

audit: secrets ## faults in the code, forgotten secrets, known flaws of libraries (asks the network)
	$(BIN)/pip-audit --strict --progress-spinner off --disable-pip --require-hashes -r requirements.txt

# What needs no network. Guesses by entropy or by name are left out: hashes and words of the content are neither.
NO_GUESS := --disable-plugin Base64HighEntropyString --disable-plugin HexHighEntropyString --disable-plugin KeywordDetector
secrets: .venv/dev ## faults in the code, forgotten secrets: the part of the audit that needs no network
	$(BIN)/bandit --quiet -c pyproject.toml -r bot dialogs knowledge storage scripts
	git ls-files -z -- ':!*.gz' ':!requirements*.txt' | xargs -0 $(BIN)/detect-secrets-hook $(NO_GUESS)

mesure: .venv/dev .venv/project ## the lines that the tests reach: three times longer than the tests
	$(BIN)/pytest -q -n auto --dist loadscope --cov --cov-report=term
	$(BIN)/coverage report --fail-under=100 --include='dialogs/*,knowledge/*' --omit='knowledge/load.py,knowledge/reader.py'

telegram-local: .venv/dev .venv/project ## a Telegram of one's own: the bot, without a token, in another terminal
	@$(BIN)/python -m tests.botapi

eval: .venv/dev .venv/project ## measure the understanding of typed text
	$(BIN)/python -m tests.understanding.evaluate
	$(BIN)/python -m tests.understanding.territory 4000
	$(BIN)/python -m benchmarks.understanding

campagne: .venv/dev .venv/project ## the long campaigns: places, 100,000 random texts and values, 1,000 corruptions, every mutation, 10,000 sends, 1,000 kills, a whole year
	$(BIN)/python -m tests.understanding.territory
	$(BIN)/python -m tests.understanding.noise 25000
	$(BIN)/python -m tests.knowledge.roundtrip
	$(BIN)/python -m tests.knowledge.comparing
	CRESS_ESSAIS=50 $(BIN)/pytest -q --hypothesis-show-statistics tests/bot/test_foreseeing.py
	CRESS_ESSAIS=200 $(BIN)/pytest -q --hypothesis-show-statistics tests/bot/test_histories.py
	$(BIN)/python -m tests.bot.corruptions 1000
	$(BIN)/python -m tests.bot.sending
	$(BIN)/python -m tests.bot.troubling
	$(BIN)/python -m tests.bot.killing
	$(BIN)/python -m tests.bot.soaking
	$(BIN)/python -m benchmarks.sending
	$(BIN)/python -m benchmarks.announcing
	$(BIN)/cress-bot verifier --mutations

# What the bot is compared with: in an environment of its own, since it wants other versions of what we use.
.venv/peers/ready: benchmarks/requirements.txt .venv/runtime
	$(PYTHON) -m venv .venv/peers
	.venv/peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.txt
	@touch $@

vitesse: .venv/dev .venv/project .venv/peers/ready ## how fast, beside the usual ways: one table, about five minutes
	@$(BIN)/python -m benchmarks

guide: .venv/runtime .venv/project ## write the whole content as one page, guide.html, to read and to print
	$(BIN)/cress-bot guide guide.html

catalog: .venv/dev ## write the French words of the command line anew
	$(BIN)/python scripts/catalog.py

schemas: .venv/dev .venv/project ## write the JSON Schemas of the content anew
	PYTHONPATH=. $(BIN)/python scripts/schemas.py

territories: .venv/dev ## make the file of places anew from the official data (needs npm)
	cd $$(mktemp -d) && npm pack --silent @etalab/decoupage-administratif@6.0.0 && tar xzf *.tgz \
	  && cd $(CURDIR) && PYTHONPATH=. $(BIN)/python scripts/territories.py $$OLDPWD/package/data \
	  | gzip -9 -n > knowledge/territories.tsv.gz

format: .venv/dev ## put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock: .venv/dev ## lock the requirements anew (exact versions and hashes, no address)
	$(LOCK) pyproject.toml --group build -o requirements.txt
	$(LOCK) pyproject.toml --group build --group dev -o requirements-dev.txt
	$(LOCK) --group peers -o benchmarks/requirements.txt
