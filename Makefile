# Each target first makes .venv from the hashed lock when that changed; nothing else has to be installed.
PY := .venv/bin/python
ARGS ?=
# One of check, unit, database, pages, browser, servers; empty: all of them.
LANE ?=
# Parallel test processes; each has a database of its own.
JOBS ?= 2
SOURCES := $(wildcard manage.py polibat policies accounts notifications politicians boards moderation insights pages tests bench)

.DEFAULT_GOAL := help
.PHONY: help install run reset test coverage check fmt bench lock audit

help:  ## 이 목록을 보여 줍니다
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install:  ## .venv에 잠긴 의존 꾸러미를 설치합니다
	@sh .ci/install

run: install  ## 사이트를 시연 데이터와 함께 엽니다 (PORT, HOST, DATABASE_URL, REDIS_URL을 따릅니다)
	@exec $(PY) -m polibat.embedded run

reset: install  ## 내장 데이터베이스, 올린 파일, 비밀 값을 모두 지웁니다
	@$(PY) -m polibat.embedded reset

# A lane that is named runs alone, without the checks.
test: $(if $(filter-out check,$(LANE)),install,check)  ## 검사와 모든 테스트 (LANE=check·unit·database·pages·browser·servers는 하나만, FULL=1은 모든 조합, ARGS="tests/boards -k …")
	@$(if $(filter check,$(LANE)),:,$(PY) -m pytest -n $(JOBS) --dist worksteal $(if $(LANE),--lane $(LANE)) $(ARGS))

# Apart from the tests, because on Python 3.11 counting lines takes about as long as running them.
coverage: install  ## 테스트가 지나가지 않은 줄을 보여 줍니다 (LANE, ARGS는 test와 같음)
	@$(PY) -m pytest -n $(JOBS) --dist worksteal --cov --cov-report term:skip-covered \
		$(if $(LANE),--lane $(LANE)) $(ARGS)

check: install  ## 코드, 가져오기 방향, 마이그레이션, 템플릿, 배포 설정을 검사합니다
	@$(PY) -m ruff check $(SOURCES)
	@$(PY) -m ruff format --check $(SOURCES)
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo
	@$(PY) manage.py makemigrations --check --dry-run
	@$(PY) -m djlint --lint --quiet templates
	@env -i PATH="$$PATH" $$(grep -v '^#' .ci/production.env) $(PY) manage.py check --deploy --fail-level WARNING

fmt: install  ## 코드를 정돈합니다
	@$(PY) -m ruff check --fix --quiet $(SOURCES) || true
	@$(PY) -m ruff format $(SOURCES)

bench: install  ## 속도를 재어 표로 보여 줍니다
	@$(PY) -m bench $(ARGS)

lock: install  ## requirements*.in에서 잠금 파일을 새로 만듭니다 (uv 필요; 올리려면 ARGS=--upgrade)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" $(ARGS) requirements.in --output-file requirements.txt
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" $(ARGS) requirements-dev.in --output-file requirements-dev.txt

audit: install  ## 알려진 취약점이 있는 의존 꾸러미를 찾습니다
	@$(PY) -m pip_audit --require-hashes --disable-pip -r requirements-dev.txt
