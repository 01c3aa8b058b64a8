"""Every number we judge by is there with its default, and changes only with a reason that the journal keeps."""

from __future__ import annotations

import dataclasses
import json

import pytest
from django.db import IntegrityError, transaction

from groundswell.domain.errors import BadInput, EditedMeanwhile, NotAllowed, NotFound
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.monitoring.dilution.parameters import DilutionParameters
from groundswell.ground.journal.models import Entry
from groundswell.ground.programs.selectors import (
    SETS,
    consensus_rules,
    evidence_rules,
    number_named,
    numbers_in_force,
    numbers_of,
    quality_rules,
)
from groundswell.ground.programs.selectors.numbers import LIMITS
from groundswell.ground.programs.services import change_number
from tests.cast import Cast, permit

RULES = "programs.rules.change"


@pytest.mark.parametrize("which", SETS)
def test_every_number_of_the_method_has_words_and_a_column_with_its_default(which: str) -> None:
    chosen = SETS[which]
    numbers = chosen.numbers()
    assert [number.name for number in numbers] == [each.name for each in dataclasses.fields(chosen.facts)]
    assert len({str(number.words) for number in numbers}) == len(numbers)
    for number in numbers:
        column = chosen.table._meta.get_field(number.name)
        assert column.default == number.default
        assert column.null == number.optional
        assert number.checked(number.default) == number.default


def test_a_program_without_own_numbers_judges_by_the_defaults(cast: Cast) -> None:
    assert evidence_rules(cast.program) == Thresholds()
    assert quality_rules(cast.program) == DilutionParameters()
    assert not any(stated.own for which in SETS for stated in numbers_of(cast.program, which))


def test_a_changed_number_holds_in_its_program_only_and_says_who_when_and_why(cast: Cast) -> None:
    mine = permit(cast.amina, RULES, cast.program)
    rules = change_number(mine, cast.program, "verdict.retention", 0.7, reason="the board asked for more", seen=0.6)
    assert rules == evidence_rules(cast.program) == Thresholds(retention=0.7)
    assert evidence_rules(cast.other_program) == Thresholds()
    (stated,) = [stated for stated in numbers_of(cast.program, "verdict") if stated.own]
    assert (stated.number.name, stated.value, stated.before) == ("retention", 0.7, 0.6)
    assert (stated.person, stated.reason) == ("Amina", "the board asked for more")
    entry = Entry.objects.get()
    assert (entry.before, entry.after, entry.program) == ({"retention": 0.6}, {"retention": 0.7}, str(cast.program.key))


def test_the_same_value_again_is_no_change(cast: Cast) -> None:
    mine = permit(cast.amina, RULES, cast.program)
    change_number(mine, cast.program, "lights.floor_red", 0.6, reason="as it is")
    assert not Entry.objects.exists()


def test_a_number_is_not_changed_without_a_reason_nor_beyond_its_limits(cast: Cast) -> None:
    mine = permit(cast.amina, RULES, cast.program)
    for name, value in (
        ("verdict.retention", 1.2),
        ("verdict.ready_certainty", 5),
        ("verdict.mid_ratio", 0.0),
        ("verdict.level", None),
    ):
        with pytest.raises(BadInput):
            change_number(mine, cast.program, name, value, reason="?")
    with pytest.raises(BadInput, match="reason"):
        change_number(mine, cast.program, "verdict.retention", 0.7, reason=" ")
    with pytest.raises(BadInput, match="floor_amber"):
        change_number(mine, cast.program, "lights.floor_red", 0.9, reason="stricter")
    assert quality_rules(cast.program) == DilutionParameters()
    with pytest.raises(NotFound):
        change_number(mine, cast.program, "verdict.nothing", 1, reason="?")


def test_an_optional_number_may_be_emptied_again(cast: Cast) -> None:
    mine = permit(cast.amina, RULES, cast.program)
    change_number(mine, cast.program, "lights.tested_load", 9, reason="as in the trial")
    assert quality_rules(cast.program).tested_load == 9
    change_number(mine, cast.program, "lights.tested_load", None, reason="not known after all")
    assert quality_rules(cast.program).tested_load is None


def test_who_changes_second_is_told_both_values(cast: Cast) -> None:
    mine = permit(cast.amina, RULES, cast.program)
    change_number(mine, cast.program, "verdict.retention", 0.7, reason="a", seen=0.6)
    with pytest.raises(EditedMeanwhile, match=r"0\.7.*0\.8"):
        change_number(mine, cast.program, "verdict.retention", 0.8, reason="b", seen=0.6)


def test_only_a_coordinator_of_the_whole_program_changes_numbers(cast: Cast) -> None:
    for person in (cast.babu, cast.chitra, cast.erik):
        with pytest.raises(NotAllowed):
            change_number(
                permit(person, "people.person.read", cast.program), cast.program, "verdict.level", 0.9, reason="?"
            )
    assert number_named("verdict", "level")[1].kind == "share"


STEPS = ("package", "consensus", "policy")


@pytest.mark.parametrize("which", STEPS)
def test_the_database_refuses_what_a_number_cannot_be(cast: Cast, which: str) -> None:
    chosen = SETS[which]
    for number in chosen.numbers():
        for end, past in zip(LIMITS[number.kind], (-1, 1), strict=True):
            if end is not None:
                with pytest.raises(BadInput):
                    number.checked(end + past)
                with pytest.raises(IntegrityError), transaction.atomic():
                    chosen.table._default_manager.create(program=cast.program, **{number.name: end + past})
                row = chosen.table(program=cast.program, **{number.name: end})
                assert getattr(row, number.name) == number.checked(end)


def test_with_conditions_never_needs_more_than_ready(cast: Cast) -> None:
    mine = permit(cast.amina, RULES, cast.program)
    with pytest.raises(BadInput, match="more support"):
        change_number(mine, cast.program, "consensus.conditional_index", 51, reason="stricter")
    with pytest.raises(IntegrityError), transaction.atomic():
        SETS["consensus"].table._default_manager.create(program=cast.program, ready_index=20.0)
    change_number(mine, cast.program, "consensus.ready_index", 60, reason="stricter")
    change_number(mine, cast.program, "consensus.conditional_index", 51, reason="stricter")
    rules = consensus_rules(cast.program)
    assert (rules.ready_index, rules.conditional_index) == (60, 51)


def test_all_numbers_in_force_are_there_to_be_frozen(cast: Cast) -> None:
    mine = permit(cast.amina, RULES, cast.program)
    change_number(mine, cast.program, "policy.end_days", 90, reason="laws are made quickly here")
    frozen = numbers_in_force(cast.program)
    assert set(frozen) == set(SETS)
    assert frozen["policy"] == {"end_days": 90}
    assert json.loads(json.dumps(frozen)) == frozen
