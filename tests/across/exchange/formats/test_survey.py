"""A household survey becomes named indicators by place: answers over asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundswell.across.exchange.formats.survey import (
    SurveyIndicator,
    SurveyPlan,
    looks_like_survey,
    missing_words,
    questions_of,
    tabulate,
)
from groundswell.across.exchange.formats.tables import read_table, table_from_bytes
from groundswell.domain.errors import BadInput

CLUBS = "community-programmes/malawi_community_health_clubs_kap.csv"
MEMBER = SurveyIndicator("Club members", "chc_membership", ("Yes",))


def test_the_real_clubs_survey_is_tabulated_for_its_eight_villages(shared_data: Path) -> None:
    table = read_table(shared_data / CLUBS)
    assert looks_like_survey(table)
    latrine = SurveyIndicator("Households with a latrine", "latrine_access", ("Yes",))
    plan = SurveyPlan("village", "2022", (MEMBER, latrine), missing=missing_words(table))
    found = tabulate(table, plan)
    members = [row for row in found.rows if row.indicator == "Club members"]
    assert len(members) == 8
    assert sum(row.numerator or 0 for row in members) == 316
    assert sum(row.denominator or 0 for row in members) == 316 + 145 + 37, "the two blanks were not asked"
    assert found.gaps == {"Club members": 2}
    assert not found.refused
    latrines = [row for row in found.rows if row.indicator == latrine.name]
    assert (sum(row.numerator or 0 for row in latrines), sum(row.denominator or 0 for row in latrines)) == (359, 500)
    assert "Bwalo" in {row.place for row in found.rows}, "spaces behind a name are no part of it"


def test_questions_are_listed_with_their_answers(shared_data: Path) -> None:
    table = read_table(shared_data / CLUBS)
    questions = {question.header: question for question in questions_of(table, missing_words(table))}
    assert questions["chc_membership"].answers == (("Yes", 316), ("No", 145), ("I used to be", 37))
    assert questions["chc_membership"].asked == 498
    assert len(questions) == 145


def test_one_of_several_answers_counts_even_where_answers_hold_commas(shared_data: Path) -> None:
    table = read_table(shared_data / CLUBS)
    answer = "Washing hands before eating and preparing food after handling, contact with stool"
    asked = SurveyIndicator("Knows hand-washing", "diarrhea_prevention_methods", (answer,), several=True)
    found = tabulate(table, SurveyPlan("village", "2022", (asked,), missing=missing_words(table)))
    expected = sum(answer in str(cell) for cell in table.column("diarrhea_prevention_methods"))
    assert sum(row.numerator or 0 for row in found.rows) == expected > 0


def test_an_answer_is_no_part_of_a_longer_one() -> None:
    table = table_from_bytes(b'village,topics\nA,"Safe water, Latrines"\nA,Unsafe water\nA,Safe water at home\n')
    water = SurveyIndicator("Water", "topics", ("Safe water",), several=True)
    assert tabulate(table, SurveyPlan("village", "2024", (water,))).rows[0].numerator == 1


def test_only_those_among_whom_it_was_asked_are_counted() -> None:
    table = table_from_bytes(b"village,member,attends\nA,Yes,Yes\nA,Yes,No\nA,No,Yes\nB,No,No\n")
    wanted = SurveyIndicator("Attending members", "attends", ("Yes",), among="member", among_answers=("Yes",))
    rows = tabulate(table, SurveyPlan("village", "2024", (wanted,))).rows
    assert [(row.place, row.numerator, row.denominator) for row in rows] == [("A", 1, 2)]


def test_places_above_splits_and_interview_dates_are_kept() -> None:
    table = table_from_bytes(
        b"district,village,day,sex,member\nBo,A,2024-01-05,f,Yes\nBo,A,2024-01-05,m,No\nKono,A,2024-01-05,f,No\n"
    )
    plan = SurveyPlan(
        "village",
        "",
        (SurveyIndicator("Members", "member", ("Yes",)),),
        parents=("district",),
        period_column="day",
        groups=("sex",),
    )
    rows = tabulate(table, plan).rows
    assert [(row.parents, row.period, row.disaggregation, row.numerator, row.denominator) for row in rows] == [
        (("Bo",), "2024-01-05", (("sex", "f"),), 1, 1),
        (("Bo",), "2024-01-05", (("sex", "m"),), 0, 1),
        (("Kono",), "2024-01-05", (("sex", "f"),), 0, 1),
    ]


def test_rows_without_place_or_date_are_refused_and_unheard_answers_are_said() -> None:
    table = table_from_bytes(b"village,day,member\n,2024-01-05,Yes\nA,soon,Yes\nA,2024-01-05,Yes\n", name="s.csv")
    plan = SurveyPlan("village", "", (SurveyIndicator("M", "member", ("Yes", "Sometimes")),), period_column="day")
    found = tabulate(table, plan)
    assert [(error.where.row, error.where.field) for error in found.refused] == [(2, "village"), (3, "day")]
    assert found.notes == ("Nobody answered “Sometimes” to member.",)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (SurveyPlan("village", "soon", (MEMBER,)), "not a period"),
        (SurveyPlan("village", "", (MEMBER,)), "needs at least one indicator, and its period"),
        (SurveyPlan("village", "2024", ()), "needs at least one indicator"),
        (SurveyPlan("village", "2024", (SurveyIndicator("M", "chc_membership", ()),)), "No answer was chosen"),
        (SurveyPlan("town", "2024", (MEMBER,)), "town"),
    ],
)
def test_an_incomplete_plan_is_refused_in_words(plan: SurveyPlan, said: str) -> None:
    table = table_from_bytes(b"village,chc_membership\nA,Yes\n")
    with pytest.raises(BadInput, match=said):
        tabulate(table, plan)


def test_a_sheet_of_values_is_no_survey(shared_data: Path) -> None:
    assert not looks_like_survey(read_table(shared_data / "health-series/brazil_states_dengue_monthly.csv"))
    assert not looks_like_survey(read_table(shared_data / "coverage-surveys/india_nfhs_district_factsheets_BR_JK.csv"))
