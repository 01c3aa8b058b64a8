"""What the studies of a program say together, from stored rows."""

from __future__ import annotations

from typing import Any

import pytest

from groundswell.before.evidence.selectors import findings_of, study_value
from groundswell.before.evidence.services import Known, note_known, set_question
from groundswell.before.evidence.step.figures import forest_of
from groundswell.before.evidence.step.words import because, finding
from groundswell.domain.evidence.certainty import Grade
from groundswell.domain.evidence.study import Measure
from tests import make
from tests.before.evidence.trials import BOLIVIA, SIX
from tests.cast import Cast, permit


def with_six(cast: Cast) -> None:
    for value in SIX:
        make.study(cast.program, value)


def asked(cast: Cast, context: str = "", **answers: Any) -> None:
    set_question(make.desk("evidence.question.set", cast.program), cast.program, context, answers)


def test_a_stored_study_gives_back_the_value_it_was_recorded_from(cast: Cast) -> None:
    for value in (*SIX, BOLIVIA):
        assert study_value(make.study(cast.program, value)) == value


def test_six_published_trials_give_the_numbers_of_the_method(cast: Cast) -> None:
    """Method 3.4, W1: .7877, modified Hartung-Knapp .5682–1.0920, prediction .349–1.776, benefit .770."""
    with_six(cast)
    found = findings_of(permit(cast.amina, "evidence.study.read", cast.program), cast.program)
    assert found.summary is not None
    natural, pooled = found.summary.natural, found.summary.pooled
    assert natural(pooled.estimate) == pytest.approx(0.7877, abs=5e-5)
    assert [natural(x) for x in (found.summary.ci.lower, found.summary.ci.upper)] == pytest.approx(
        [0.5682, 1.0920], abs=1e-4
    )
    assert pooled.prediction is not None
    assert [natural(pooled.prediction.lower), natural(pooled.prediction.upper)] == pytest.approx(
        [0.349, 1.776], abs=1e-3
    )
    assert found.summary.p_benefit == pytest.approx(0.770, abs=1e-3)
    assert found.certainty.grade is Grade.LOW


def test_the_rural_context_takes_the_rural_trials_alone(cast: Cast) -> None:
    """Method 3.4, W2: .6915 (.5972–.8005)."""
    with_six(cast)
    found = findings_of(permit(cast.amina, "evidence.study.read", cast.program), cast.program, "rural")
    assert found.summary is not None
    assert found.summary.pooled.k == 5
    assert found.summary.natural(found.summary.pooled.estimate) == pytest.approx(0.6915, abs=5e-5)


def test_low_certainty_makes_the_sentence_say_may(cast: Cast) -> None:
    with_six(cast)
    asked(cast, better_words="fewer newborn deaths", worse_words="more newborn deaths")
    reader = permit(cast.amina, "evidence.study.read", cast.program)
    everywhere = findings_of(reader, cast.program)
    assert finding(everywhere) == "The approach may bring fewer newborn deaths, but “no effect” is not excluded"
    assert "8 chances in 10" in because(everywhere)
    asked(cast, "rural", better_words="fewer newborn deaths")
    assert finding(findings_of(reader, cast.program, "rural")) == "The approach brings fewer newborn deaths"


def test_without_a_comparison_group_nothing_is_claimed(cast: Cast) -> None:
    make.study(cast.program, BOLIVIA)
    found = findings_of(permit(cast.amina, "evidence.study.read", cast.program), cast.program)
    assert finding(found) == "No study with a comparison group shows what the approach does"
    assert forest_of(found) is None
    assert [study.id for study in found.apart] == [BOLIVIA.id]


def test_studies_that_measure_different_things_are_not_pooled_but_said_so(cast: Cast) -> None:
    make.study(cast.program)
    make.study(cast.program, measure=Measure.MD, reported=None, yi=1.0, vi=0.2)
    found = findings_of(permit(cast.amina, "evidence.study.read", cast.program), cast.program)
    assert found.summary is None
    assert "measure different things" in finding(found)


def test_the_forest_plot_names_what_is_known_but_not_entered(cast: Cast) -> None:
    with_six(cast)
    note_known(make.desk("evidence.known.note", cast.program), cast.program, Known("Bangladesh 2010", said="no effect"))
    found = findings_of(permit(cast.erik, "evidence.study.read", cast.program), cast.program)
    drawn = forest_of(found)
    assert drawn is not None
    assert drawn.title.startswith("5 studies point to")
    assert [row[0] for row in drawn.rows][-3:] == ["Bangladesh 2010", "All studies together", "A new place: 95 % range"]
    assert drawn.rows[0][1] == "cluster randomised"


@pytest.mark.parametrize("count", [3, 30])
def test_the_findings_take_a_fixed_number_of_queries(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for _number in range(count):
        make.study(cast.program)
    reader = permit(cast.amina, "evidence.study.read", cast.program)
    with django_assert_num_queries(8):
        findings_of(reader, cast.program)
