"""``groundswell analytics``: the store made, looked at and compared, in words."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from groundswell.during.monitoring.models import ValueChange
from groundswell.during.monitoring.store.following import follow
from groundswell.during.monitoring.store.trees import forest
from groundswell.front import health
from groundswell.front.cli import main
from groundswell.ground.programs.models import Program
from tests import make
from tests.cast import Cast
from tests.during.monitoring.store.test_following import arrive


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store and a data folder of their own."""
    settings.ANALYTICS_STORE = tmp_path / "store"
    monkeypatch.setenv("GROUNDSWELL_DATA", str(tmp_path))
    forest.cache_clear()


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, Any]]]:
    code = main(["analytics", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_store_is_made_looked_at_and_compared(
    program: Program, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    arrive(program, (cast.community, "2026-01", 9, 10), (cast.other_community, "2026-02", 8, 10))
    code, [row] = answer(capsys, "status", "groups")
    assert (code, row["waiting changes"], row["written"]) == (1, 2, None)
    code, [row] = answer(capsys, "check", "groups")
    assert code == 1
    assert row["differences"][-1] == "2026-02: 1 values of the database are not in the store."
    code, [row] = answer(capsys, "rebuild", "groups")
    assert (code, row["months"], row["values"], row["waiting changes"]) == (0, 2, 2, 0)
    code, rows = answer(capsys, "check")
    assert code == 0
    assert {row["program"]: row["state"] for row in rows} == {
        "groups": "the store says what the database says",
        "elsewhere": "the store says what the database says",
    }


def test_people_see_how_far_it_is(program: Program, cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    arrive(program, (cast.community, "2026-01", 9, 10))
    assert main(["analytics", "rebuild", "groups"]) == 0
    told = capsys.readouterr()
    assert "groups: 2026-01, 1 of 5 months looked through" in told.err
    assert "waiting changes" in told.out
    make.value(make.indicator(program), cast.other_community, "2026-01", 1, 2)
    assert main(["analytics", "check", "groups"]) == 1
    assert "2026-01: values: 1 rows in the store, 2 in the database." in capsys.readouterr().out


def test_the_check_of_the_house_tells_what_waits_for_a_worker(program: Program, cast: Cast) -> None:
    assert list(health.store()) == []
    arrive(program, (cast.community, "2026-01", 9, 10))
    assert list(health.store()) == [], "the worker has some minutes"
    ValueChange.objects.update(at=timezone.now() - timedelta(minutes=6))
    [waits] = health.store()
    assert waits.state == "warning"
    assert waits.text.startswith("groups: 1 changes wait since ")
    follow(program)
    [good] = health.store()
    assert (good.state, good.text) == ("good", "groups: 1 values of 1 months")


def test_an_unknown_program_is_named_with_those_there_are(program: Program, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analytics", "status", "nowhere"]) == 2
    assert "The programs are: elsewhere, groups" in capsys.readouterr().err


@pytest.mark.parametrize("code", [
    "import groundswell.front.cli as cli; cli.parser()",
    "import os, tempfile; os.environ['DJANGO_SETTINGS_MODULE'] = 'groundswell.config.settings'\n"
    "os.environ['GROUNDSWELL_DATA'] = tempfile.mkdtemp()\n"
    "import django; django.setup(); import groundswell.front.urls, groundswell.during.monitoring.tasks",
])  # fmt: skip
def test_neither_help_nor_web_nor_an_idle_worker_loads_the_engine(code: str) -> None:
    script = f"{code}\nimport sys; print(*sorted({{'duckdb', 'ibis', 'pyarrow'}} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""
