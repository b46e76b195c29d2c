# The office's front door. `make` alone lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest
TOGETHER := $(PYTEST) -n 2 --dist worksteal
SOURCES := jiedao committees meetings elections casework tests deploy manage.py
QUICK := not browser and not audit and not bench

# Containers often forbid compiled files; then each process compiles a thousand modules again.
unexport PYTHONDONTWRITEBYTECODE

PORT ?= 8000
JIEDAO_DEMO ?= 1
YEARS ?=
DAYS ?=

.PHONY: help run test lint bench audit mutation demo vendor lock environment tools services

help: ## 列出全部命令
	@echo "居委会工作平台"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: export PORT := $(PORT)
run: export JIEDAO_DEMO := $(JIEDAO_DEMO)
run: environment ## 启动网站、后台任务和定时器（PORT=8001 换端口，JIEDAO_DEMO=0 不要演示数据）
	@exec $(PYTHON) manage.py serve --prepare

test: services tools lint ## 检查代码，然后在 PostgreSQL、浏览器和 SQLite 上跑全部测试
	@echo "· PostgreSQL + Redis"
	@$(TOGETHER) -m "$(QUICK)"
	@echo "· Chromium"
	@$(TOGETHER) -m "browser and not audit" tests/journeys
	@echo "· SQLite"
	@JIEDAO_TEST_DATABASE=sqlite $(TOGETHER) -m "$(QUICK) and not once"

lint: export DATABASE_URL := sqlite://:memory:
lint: tools ## 代码格式、类型、模板、模块依赖、迁移是否齐全
	@echo "· ruff"; $(PYTHON) -m ruff check --quiet $(SOURCES)
	@$(PYTHON) -m ruff format --quiet --check $(SOURCES)
	@echo "· djlint"; $(PYTHON) -m djlint --lint --quiet templates
	@echo "· mypy"; $(PYTHON) -m mypy --no-error-summary
	@echo "· import-linter"; $(PYTHON) -c 'from importlinter.cli import lint_imports_command as run; run()' --no-logo
	@echo "· manage.py"; $(PYTHON) manage.py makemigrations --check --dry-run >/dev/null
	@$(PYTHON) manage.py check

bench: services tools ## 在 PostgreSQL 上量速度
	@$(PYTHON) deploy/with_services.py -- $(PYTHON) manage.py bench

audit: services tools ## 更重的检查：安全扫描、依赖、每页每宽度、断电与抢写、故意改错（约 20 分钟）
	@$(PYTHON) -m bandit --quiet --configfile pyproject.toml --recursive jiedao committees meetings elections casework
	@$(PYTHON) -m deptry .
	@$(TOGETHER) -m audit
	@$(TOGETHER) -m "hypothesis and not browser" --hypothesis-profile=explore
	@$(MAKE) mutation

mutation: tools ## 故意改错选举规则，看测试能发现多少（目标 90%，约 10 分钟）
	@nice -n 19 $(PYTHON) -m mutmut run --max-children 1
	@$(PYTHON) deploy/mutation_score.py

demo: environment ## 在空数据库里装入演示数据（YEARS=10 或 DAYS=60）
	@$(PYTHON) manage.py migrate --verbosity 0
	@exec env JIEDAO_DEMO=1 $(PYTHON) manage.py demo $(if $(YEARS),--years $(YEARS)) $(if $(DAYS),--days $(DAYS))

vendor: ## 按 package.json 重新取得样式、脚本和图标（需要 npm）
	@npm ci
	@npm run vendor

lock: ## 按 requirements*.in 重新锁定版本和摘要（需要 uv）
	@command -v uv >/dev/null || { echo "需要 uv：https://docs.astral.sh/uv/" >&2; exit 1; }
	@for name in requirements requirements-dev; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-header --no-annotate $$name.in -o $$name.txt; \
	done

environment:
	@deploy/venv.sh requirements.txt

tools:
	@deploy/venv.sh requirements-dev.txt

services:
	@deploy/provide-test-services.sh
