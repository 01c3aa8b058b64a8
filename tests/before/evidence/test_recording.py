"""Recording, changing, withdrawing and confirming, each with its entry in the journal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from groundswell.before.evidence.models import KnownStudy, Study
from groundswell.before.evidence.selectors import findings_of, study_value
from groundswell.before.evidence.services import (
    Known,
    Standing,
    adopt_analysis,
    change_study,
    confirm_certainty,
    note_known,
    record_clusters,
    record_study,
    withdraw_study,
)
from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotAllowed, NotFound
from groundswell.domain.evidence.certainty import Grade
from groundswell.domain.evidence.study import Measure
from groundswell.domain.stats.clusters import ClusterRow
from groundswell.ground.journal.models import Entry
from tests import make
from tests.before.evidence.trials import SIX
from tests.cast import Cast, permit

RECORD, CHANGE = "evidence.study.record", "evidence.study.change"


def test_recording_a_study_stands_in_the_journal_with_who_and_what(cast: Cast) -> None:
    record_study(permit(cast.chitra, RECORD, cast.program), cast.program, SIX[0])
    entry = Entry.objects.get(action=RECORD)
    assert (entry.person_name, entry.thing_name) == ("Chitra", "Nepal, Makwanpur 2004")
    assert entry.after["estimate"] == 0.70


def test_a_second_study_of_one_name_is_refused_in_words(cast: Cast) -> None:
    make.study(cast.program, SIX[0])
    with pytest.raises(Conflict, match="recorded already"):
        make.study(cast.program, SIX[0])


def test_a_supervisor_may_read_but_not_record(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        permit(cast.babu, RECORD, cast.program)
    with pytest.raises(NotFound):
        permit(cast.zed, "evidence.study.read", cast.program)


def test_a_study_saved_by_somebody_else_meanwhile_is_not_overwritten(cast: Cast) -> None:
    study = make.study(cast.program, SIX[0])
    value = study_value(study)
    leave = permit(cast.amina, CHANGE, study)
    change_study(leave, study, replace(value, icc=0.01), Standing(), version=1)
    with pytest.raises(EditedMeanwhile, match=r"icc: theirs 0\.01, yours 0\.02"):
        change_study(leave, study, replace(value, icc=0.02), Standing(), version=1)
    assert Study.objects.get(pk=study.pk).icc == 0.01


def test_a_change_is_journalled_with_what_was_and_what_is(cast: Cast) -> None:
    study = make.study(cast.program, SIX[0])
    changed = replace(study_value(study), risk_of_bias=SIX[0].risk_of_bias[:2], context="hills")
    change_study(permit(cast.amina, CHANGE, study), study, changed, Standing(), version=1)
    entry = Entry.objects.get(action=CHANGE)
    assert (entry.before["context"], entry.after["context"]) == ("rural", "hills")
    assert study_value(Study.objects.get(pk=study.pk)) == changed


def test_a_withdrawn_study_no_longer_counts_but_keeps_its_reason(cast: Cast) -> None:
    study = make.study(cast.program, SIX[0])
    leave = permit(cast.amina, "evidence.study.withdraw", study)
    with pytest.raises(BadInput, match="No reason"):
        withdraw_study(leave, study, " ")
    withdraw_study(leave, study, "The paper was retracted.")
    assert findings_of(leave, cast.program).studies == ()
    assert Entry.objects.get(action="evidence.study.withdraw").reason == "The paper was retracted."
    make.study(cast.program, SIX[0])


def test_an_entered_study_leaves_the_list_of_known_ones(cast: Cast) -> None:
    known = note_known(permit(cast.amina, "evidence.known.note", cast.program), cast.program, Known(SIX[0].id))
    record_study(permit(cast.amina, RECORD, cast.program), cast.program, SIX[0], known=known)
    assert findings_of(permit(cast.amina, RECORD, cast.program), cast.program).known == ()
    assert KnownStudy.objects.get().entered_as is not None


def test_a_cluster_that_stands_twice_in_one_period_is_refused(cast: Cast) -> None:
    study = make.study(cast.program)
    rows = [ClusterRow(1, "Mile Nine", 100, events=3), ClusterRow(1, "Mile Nine", 100, events=4)]
    with pytest.raises(BadInput, match="Row 2: cluster “Mile Nine” stands twice"):
        record_clusters(permit(cast.amina, "evidence.cluster.record", study), study, rows)
    assert record_clusters(permit(cast.amina, "evidence.cluster.record", study), study, rows[:1]) == 1


def test_certainty_is_counted_otherwise_only_with_words_and_under_a_name(cast: Cast) -> None:
    for value in SIX:
        make.study(cast.program, value)
    leave = permit(cast.chitra, "evidence.certainty.confirm", cast.program)
    with pytest.raises(BadInput, match="without words"):
        confirm_certainty(leave, cast.program, "", "Inconsistency", change=-1)
    confirm_certainty(leave, cast.program, "", "Inconsistency", change=-1, text="Town and country were to differ.")
    found = findings_of(leave, cast.program)
    step = next(step for step in found.steps if step.question == "Inconsistency")
    assert (step.proposed, step.change, step.by, step.altered) == (-2, -1, "Chitra", True)
    assert found.certainty.grade is Grade.MODERATE


def test_a_confirmation_counts_no_longer_when_the_evidence_changed(cast: Cast) -> None:
    for value in SIX:
        make.study(cast.program, value)
    leave = permit(cast.chitra, "evidence.certainty.confirm", cast.program)
    confirm_certainty(leave, cast.program, "", "Inconsistency", change=-1, text="As planned.")
    mumbai = Study.objects.get(name="India, Mumbai 2012")
    withdraw_study(permit(cast.amina, "evidence.study.withdraw", mumbai), mumbai, "Other context.")
    step = next(step for step in findings_of(leave, cast.program).steps if step.question == "Inconsistency")
    assert step.stale
    assert step.change == step.proposed


def test_the_result_of_a_studys_own_clusters_is_taken_over_with_its_degrees_of_freedom(cast: Cast) -> None:
    """Method 3.1, set A: t-test of clusters, difference .006552–.026656 (control minus intervention), df 10."""
    study = make.study(cast.program, own=True, reported=None)
    counts = {0: ((310, 14), (280, 9), (295, 15), (330, 12), (260, 11), (305, 16))}
    counts[1] = ((300, 8), (290, 10), (315, 7), (275, 6), (325, 12), (285, 5))
    rows = [ClusterRow(arm, f"{arm}-{n}", n, events=d) for arm, pairs in counts.items() for n, d in pairs]
    record_clusters(permit(cast.amina, "evidence.cluster.record", study), study, rows)
    leave = permit(cast.amina, CHANGE, study)
    with pytest.raises(BadInput, match="no result"):
        adopt_analysis(leave, study, "individual", version=1)
    changed = study_value(adopt_analysis(leave, study, "cluster_t", version=1))
    assert changed.measure is Measure.RD
    assert changed.reported is not None
    assert (changed.reported.lower, changed.reported.upper) == pytest.approx((-0.026656, -0.006552), abs=1e-6)
    assert (changed.reported.df, changed.treated.clusters, changed.treated.people) == (10, 6, 1790)
    assert Entry.objects.filter(action=CHANGE).latest("id").reason == "taken over from the analysis of its clusters"
