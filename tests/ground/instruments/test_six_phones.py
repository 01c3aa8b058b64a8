"""Six raters send at once, each twice, on both databases: nothing is lost, nothing counts twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

HOUSE = Path(__file__).resolve().parents[3]
Do = Callable[[str], str]


def doing(folder: Path, url: str) -> Do:
    """Runs a verb of ``process`` against a database."""
    environment = os.environ | {"GROUNDSWELL_DATA": str(folder), "DATABASE_URL": url}

    def do(verb: str) -> str:
        command = [sys.executable, "-m", "tests.ground.instruments.process", verb]
        told = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr
        return told.stdout

    do("migrate")
    return do


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Do:
    return doing(tmp_path, f"sqlite:///{tmp_path}/rounds.sqlite3")


@pytest.fixture
def postgres_base(tmp_path: Path) -> Iterator[Do]:
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if not url.scheme.startswith("postgres"):
        pytest.skip("DATABASE_URL does not name a PostgreSQL database")
    import psycopg

    name = f"rounds_{os.getpid()}"
    with psycopg.connect(urlunsplit(url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield doing(tmp_path, urlunsplit(url._replace(path=f"/{name}")))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite_file", pytest.param("postgres_base", marks=pytest.mark.postgres)])
def do(request: pytest.FixtureRequest) -> Do:
    made: Do = request.getfixturevalue(request.param)
    return made


def test_six_phones_that_send_at_once_and_twice_each_are_counted_once_each(do: Do) -> None:
    told: dict[str, Any] = json.loads(do("storm"))
    assert told["statuses"] == [303] * 12
    assert (told["standing"], told["sheets"], told["noted"]) == (6, 6, 6)
    assert told["answers"] == 6 * told["questions"]


def test_what_was_acknowledged_while_the_round_closes_stands_and_the_rest_is_told(do: Do) -> None:
    told: dict[str, Any] = json.loads(do("close"))
    assert set(told["statuses"]) <= {303, 409}
    assert told["acknowledged"] == told["standing"] == told["sheets"]
    assert told["answers"] == told["standing"] * told["questions"]
