# The words of daily work; CI uses the same.
.PHONY: setup check lint test test-domain postgres browser docs demo release languages

setup: ; uv sync --all-groups --extra postgres && uv run pre-commit install

check: lint
	uv run pytest tests/architecture

lint:
	uv run ruff check
	uv run ruff format --check
	uv run mypy
	uv run lint-imports --no-logo
	uv run djlint --lint --quiet src/groundswell
	GROUNDSWELL_DATA=$$(mktemp -d) uv run python manage.py makemigrations --check --dry-run

test: ; uv run pytest

test-domain: ; uv run pytest tests/domain

postgres: ; bash -c 'source .ci/postgres; trap stop_postgres EXIT; start_postgres; DATABASE_URL=$$CLUSTER_URL uv run --extra postgres pytest'

browser: ; uv run --group browser pytest -m browser

docs: ; uv run python -m tests.architecture.write_docs

languages: ; uv run python -m tests.languages.update

demo: ; uv run groundswell demo

release: ; uv run towncrier build --yes && uv build
