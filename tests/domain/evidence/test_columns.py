"""Studies and inputs as rows: what goes out comes back, and what cannot be used is said by field."""

from __future__ import annotations

from datetime import date

import pytest

from groundswell.domain.errors import BadInput
from groundswell.domain.evidence.columns import Cell, cells_of, plain_refusal, study_from, with_bias
from groundswell.domain.evidence.study import BiasDomain, Design, Measure, Risk
from groundswell.domain.evidence.typed_inputs import INPUTS, read_inputs, verdict_inputs
from groundswell.domain.evidence.verdict import judge
from tests.domain.evidence.womens_groups import BOLIVIA, RURAL, SASA


@pytest.mark.parametrize("study", [*RURAL, BOLIVIA, SASA], ids=lambda study: study.id)
def test_a_study_written_as_a_row_comes_back_as_it_was(study: object) -> None:
    again = study_from(cells_of(study), plain_refusal)  # type: ignore[arg-type]
    bias = [
        ({"study": again.id, "domain": entry.domain.value, "risk": entry.risk.value}, plain_refusal)
        for entry in study.risk_of_bias  # type: ignore[attr-defined]
    ]
    assert with_bias([again], bias) == (study,)


def test_words_are_read_whatever_their_case() -> None:
    study = study_from(
        {"study": "x", "design": "Cluster Randomised", "measure": "rr", "registered": "YES"}, plain_refusal
    )
    assert (study.design, study.measure, study.registered) == (Design.CLUSTER_RANDOMISED, Measure.RR, True)


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"study": "x", "design": "guess"}, "design"),
        ({"study": "x", "registered": "maybe"}, "registered"),
        ({"study": "x", "dose_coverage": 37}, "dose_coverage"),
        ({"study": "x", "clusters_treated": 2.5}, "clusters_treated"),
        ({"study": "x", "estimate": "0,68"}, "estimate"),
        ({"study": "x", "estimate": 0.68}, "lower"),
        ({"title": "no name"}, "study"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_field(cells: dict[str, Cell], field: str) -> None:
    with pytest.raises(BadInput, match=f"^{field}:"):
        study_from(cells, plain_refusal)


def test_bias_of_an_unknown_study_is_refused() -> None:
    with pytest.raises(BadInput, match="Nobody"):
        with_bias(RURAL, [({"study": "Nobody", "domain": "allocation", "risk": "low"}, plain_refusal)])
    judged = with_bias(RURAL, [({"study": RURAL[0].id, "domain": "confounding", "risk": "high"}, plain_refusal)])
    assert judged[0].risk_of_bias[-1].domain is BiasDomain.CONFOUNDING
    assert judged[0].overall_risk is Risk.HIGH


def row(name: str, value: Cell, context: str = "") -> tuple[dict[str, Cell], object]:
    return {"input": name, "value": value, "source": "a note", "context": context}, plain_refusal


def test_inputs_of_a_context_win_over_those_for_all() -> None:
    rows = [row("scalability_score", 40, "urban slum"), row("scalability_score", 80), row("unit_cost", "")]
    assert read_inputs(rows, "urban slum").values == {"scalability_score": 40}  # type: ignore[arg-type]
    assert read_inputs(rows, "rural").values == {"scalability_score": 80}  # type: ignore[arg-type]


def test_a_row_with_a_thresholds_name_changes_that_number() -> None:
    typed = read_inputs([row("retention", 0.5), row("ready_clusters", 30)])  # type: ignore[arg-type]
    assert (typed.thresholds.retention, typed.thresholds.ready_clusters) == (0.5, 30)


def test_an_unknown_input_is_refused() -> None:
    with pytest.raises(BadInput, match="no such thing"):
        read_inputs([row("no such thing", 1)])  # type: ignore[list-item]


def test_every_example_of_the_inputs_is_itself_a_value_that_can_be_read() -> None:
    rows = [row(column.name, column.example) for column in INPUTS if column.example is not None]
    typed = read_inputs(rows)  # type: ignore[arg-type]
    assert len(typed.values) == len(rows)
    verdict = judge(verdict_inputs("rural", date(2026, 11, 30), RURAL, typed), typed.thresholds)
    assert "not recorded" in next(reason.text for reason in verdict.reasons if reason.code == "READY-g")


def test_a_confirmed_certainty_replaces_the_proposal_and_names_the_person() -> None:
    typed = read_inputs([row("certainty", "Moderate"), row("certainty_confirmed_by", "Amina")])  # type: ignore[list-item]
    inputs = verdict_inputs("rural", date(2026, 11, 30), RURAL, typed)
    assert inputs.certainty is not None
    assert (inputs.certainty.grade.words, inputs.certainty.confirmed_by) == ("moderate", "Amina")
