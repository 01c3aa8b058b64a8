"""Signing, overruling, dissenting, and computing a signed verdict again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.across.gates.models import Decision
from groundswell.across.gates.selectors import (
    canonical,
    decisions_of,
    fingerprint,
    frozen,
    judged,
    packed,
    replayed,
    standing,
    thawed,
)
from groundswell.across.gates.services import Override, dissent_from, record_input, sign_verdict, take_back_input
from groundswell.before.evidence.models import Study
from groundswell.before.evidence.services import withdraw_study
from groundswell.domain.errors import BadInput, EditedMeanwhile, NotAllowed
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.evidence.verdict import VerdictInputs
from groundswell.ground.journal.models import Entry
from tests import make
from tests.across.gates.inputs import type_in
from tests.before.evidence.trials import SIX
from tests.cast import Cast, permit

SIGN, OVERRULE, READ = "gates.verdict.sign", "gates.verdict.overrule", "gates.verdict.read"


@pytest.fixture
def six(cast: Cast) -> Cast:
    for value in SIX:
        make.study(cast.program, value)
    type_in(cast.program)
    return cast


def sign(cast: Cast, **more: object) -> Decision:
    code = OVERRULE if "override" in more else SIGN
    return sign_verdict(permit(cast.amina, code, cast.program), cast.program, **more)  # type: ignore[arg-type]


def test_a_signed_verdict_freezes_its_inputs_and_can_be_computed_again(six: Cast) -> None:
    decision = Decision.objects.get(pk=sign(six, reason="Agreed by the steering group.").pk)
    assert (decision.word, decision.signed_name) == ("with research", "Amina")
    again = replayed(decision)
    assert (again.same_inputs, again.same_word) == (True, True)
    mumbai = Study.objects.get(name="India, Mumbai 2012")
    withdraw_study(permit(six.amina, "evidence.study.withdraw", mumbai), mumbai, "Another context.")
    assert replayed(decision).same_word


def test_inputs_that_were_tampered_with_no_longer_fit_their_fingerprint(six: Cast) -> None:
    decision = sign(six)
    decision.inputs["inputs"]["fidelity"]["value"] = 0.5
    assert not replayed(decision).same_inputs


def test_the_frozen_inputs_thaw_to_the_same_value(six: Cast) -> None:
    now = judged(permit(six.amina, READ, six.program), six.program).assembled
    contents = packed(now.inputs, now.thresholds)
    assert thawed(VerdictInputs, contents["inputs"]) == now.inputs
    assert thawed(Thresholds, contents["thresholds"]) == now.thresholds


@given(st.dictionaries(st.text(max_size=5), st.floats(allow_nan=False, allow_infinity=False) | st.text(), max_size=5))
def test_the_fingerprint_does_not_mind_the_order_of_keys(data: dict[str, object]) -> None:
    turned = dict(reversed(list(data.items())))
    assert fingerprint(turned) == fingerprint(data)
    assert canonical(frozen(data)) == canonical(data)


def test_an_override_needs_another_word_and_a_reason_and_shows_both(six: Cast) -> None:
    with pytest.raises(BadInput, match="No reason"):
        sign(six, override=Override("ready", " "))
    with pytest.raises(BadInput, match="not another verdict"):
        sign(six, override=Override("with research", "because"))
    decision = sign(six, override=Override("not yet", "Elections are near."))
    assert (decision.word, decision.standing_word) == ("with research", "not yet")
    entry = Entry.objects.get(action=OVERRULE)
    assert (entry.after["machine"], entry.after["verdict"], entry.reason) == (
        "with research",
        "not yet",
        "Elections are near.",
    )


def test_only_one_verdict_stands_and_earlier_ones_stay(six: Cast) -> None:
    first, second = sign(six), sign(six)
    reader = permit(six.erik, READ, six.program)
    assert standing(reader, six.program, "") == second
    assert [row.key for row in decisions_of(reader, six.program)] == [second.key, first.key]
    assert Decision.objects.get(pk=first.pk).superseded_by == second


def test_nobody_signs_what_has_changed_since_they_looked(six: Cast) -> None:
    now = judged(permit(six.amina, READ, six.program), six.program).assembled
    seen = fingerprint(packed(now.inputs, now.thresholds))
    record_input(make.desk("gates.input.record", six.program), six.program, "", "fidelity", 0.6, source="later review")
    with pytest.raises(EditedMeanwhile, match="has changed"):
        sign(six, seen=seen)


def test_a_dissent_stands_beside_the_verdict_with_its_name(six: Cast) -> None:
    decision = sign(six)
    dissent_from(permit(six.babu, "gates.verdict.dissent", decision), decision, "The towns were left out.")
    kept = decisions_of(permit(six.erik, READ, six.program), six.program)[0].dissents.get()
    assert (kept.by_name, kept.text) == ("Babu", "The towns were left out.")


def test_a_monitor_types_inputs_but_does_not_sign(six: Cast) -> None:
    record_input(
        permit(six.chitra, "gates.input.record", six.program), six.program, "", "fidelity", 0.9, source="visits"
    )
    with pytest.raises(NotAllowed):
        permit(six.chitra, SIGN, six.program)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fidelity", 92),
        ("package_score", 101),
        ("serious_harm", "no"),
        ("scale_cadre", " "),
        ("unknown", 1),
        ("unit_cost", -1),
    ],
)
def test_an_input_that_does_not_fit_is_refused(cast: Cast, name: str, value: object) -> None:
    with pytest.raises(BadInput):
        record_input(make.desk("gates.input.record", cast.program), cast.program, "", name, value, source="somebody")


def test_an_input_without_source_is_refused_and_one_taken_back_is_not_recorded(six: Cast) -> None:
    leave = make.desk("gates.input.record", six.program)
    with pytest.raises(BadInput, match="No source"):
        record_input(leave, six.program, "", "serious_harm", True, source=" ")
    take_back_input(leave, six.program, "", "serious_harm", reason="The board had not met.")
    take_back_input(leave, six.program, "", "fidelity", reason="The visits were not independent.")
    now = judged(permit(six.amina, READ, six.program), six.program).assembled
    assert now.inputs.serious_harm is None
    assert now.inputs.fidelity is not None, "the studies know it"
    assert now.inputs.fidelity.source == "the studies; the least is that of India, health workers 2016"
