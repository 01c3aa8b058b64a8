"""``groundswell gates show``: the contract's shape, and a sentence for what is not there."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from groundswell.across.gates.services import sign_verdict
from groundswell.front.cli import main
from tests import make
from tests.across.gates.inputs import type_in
from tests.before.evidence.trials import SIX
from tests.cast import Cast

CHECK = {"step", "code", "state", "blocks", "text", "owner", "due"}


@pytest.fixture
def waves(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Six trials, the pilot and two waves; Django and the database of the test are used as they are."""
    monkeypatch.setattr("groundswell.front.cli.gates.open_house", lambda: None)
    for value in SIX:
        make.study(cast.program, value)
    type_in(cast.program)
    for number in range(3):
        make.wave(cast.program, number)
    return cast


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["gates", "show", "groups", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_answer_has_the_contracts_shape(waves: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    answer = shown(capsys)
    assert (answer["wave"], answer["may_start"], answer["decision"]) == (1, False, None)
    assert all(set(row) >= CHECK for row in answer["checks"])
    assert {row["state"] for row in answer["checks"]} <= {"met", "warning", "unmet", "not recorded"}
    assert [row["code"] for row in answer["checks"] if row["blocks"]] == ["evidence.verdict"]


def test_it_opens_with_a_verdict_and_tells_what_was_decided(waves: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    sign_verdict(make.desk("gates.verdict.sign", waves.program), waves.program)
    assert shown(capsys)["may_start"] is True
    kept = make.start(waves.program, 1, "start", day=date(2027, 3, 1))
    answer = shown(capsys, "--wave", "1")
    assert answer["decision"]["fingerprint"] == kept.fingerprint
    assert (answer["decision"]["word"], answer["decision"]["day"]) == ("start", "2027-03-01")
    assert shown(capsys)["wave"] == 2, "the next wave is the first of which nothing is decided"


def test_a_closed_gate_that_was_opened_with_a_signed_reason_lets_the_wave_start(
    waves: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    make.start(waves.program, 1, "start", day=date(2027, 3, 1), over="Announced by the minister.")
    answer = shown(capsys, "--wave", "1")
    assert next(row for row in answer["checks"] if row["blocks"])["state"] == "not recorded"
    assert (answer["may_start"], answer["decision"]["over_reason"]) == (True, "Announced by the minister.")


def test_people_get_a_table(waves: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gates", "show", "groups", "--wave", "2"]) == 0
    said = capsys.readouterr().out
    assert "may_start  no" in said
    assert "evidence.verdict" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere",), "There is no program “nowhere”. The programs are: elsewhere, groups.\n"),
        (("groups", "--wave", "9"), "“groups” has no wave 9 after its pilot. Its waves are: 1, 2.\n"),
        (("groups", "--wave", "0"), "“groups” has no wave 0 after its pilot. Its waves are: 1, 2.\n"),
        (("elsewhere",), "“elsewhere” has no wave after its pilot. Its waves are: none.\n"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(
    waves: Cast, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    assert main(["gates", "show", *words]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", sentence)
