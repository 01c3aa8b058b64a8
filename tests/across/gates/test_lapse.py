"""Home, the verdict and the gate say with one voice that a signed verdict is in force no longer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from groundswell.across.gates.models import Decision
from groundswell.across.gates.services import Override, record_input, sign_verdict
from groundswell.across.gates.step import HomeAnswer, home
from groundswell.before.package.models import CoreChange
from tests import make
from tests.across.gates.inputs import type_in
from tests.across.gates.test_pages import HERE, six
from tests.before.evidence.test_pages import read, visit, words
from tests.cast import Cast, permit

__all__ = ["six"]


@pytest.fixture
def signed(six: Cast) -> Cast:
    type_in(six.program, "rural")
    override = Override("with research", "Two districts have no health workers yet.")
    sign_verdict(permit(six.amina, "gates.verdict.overrule", six.program), six.program, "rural", override=override)
    return six


def at_home(cast: Cast) -> HomeAnswer:
    return home(permit(cast.erik, "gates.verdict.read", cast.program), cast.program)


def test_as_signed_home_tells_the_verdict(signed: Cast) -> None:
    told = at_home(signed)
    assert (told.lapsed, told.moved, told.answer) == (False, "", "Rural: yes, with research.")
    with translation.override("fr"):  # sources are told in the language of who signed; that is no change
        assert at_home(signed).moved == ""


def test_after_its_last_day_home_and_the_verdict_say_so(signed: Cast) -> None:
    Decision.objects.update(lapses_on=timezone.localdate() - timedelta(days=1))
    told = at_home(signed)
    assert (told.lapsed, told.answer) == (True, "No longer: the signed verdict has lapsed.")
    assert "It has lapsed. Judge again." in told.moved
    assert "It has lapsed. Judge again." in words(read(visit(signed.erik).get(HERE)))
    assert "No longer: the signed verdict has lapsed." in words(read(visit(signed.erik).get("/p/groups/")))


def test_another_core_lapses_it_at_home_too(signed: Cast) -> None:
    element = make.element(signed.program)
    CoreChange.objects.create(
        element=element, on=timezone.localdate(), why="Groups meet twice a month now.", by_name="Amina"
    )
    told = at_home(signed)
    assert (told.lapsed, told.answer) == (True, "No longer: the signed verdict has lapsed.")
    assert str(element) in told.moved


def test_other_inputs_are_told_though_the_rule_says_the_same(signed: Cast) -> None:
    desk = make.desk("gates.input.record", signed.program)
    record_input(desk, signed.program, "rural", "scalability_score", 88, source="a second round")
    told = at_home(signed)
    assert not told.lapsed
    assert told.moved == "What it stands on has changed since it was signed; the rule still says the same."
    assert told.moved in words(read(visit(signed.erik).get(HERE)))
