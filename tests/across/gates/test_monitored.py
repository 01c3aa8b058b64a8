"""What monitoring hands over: completeness of its data, and a pilot's communities as clusters."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from groundswell.across.gates.selectors import Stretch, judged, pilot_clusters
from groundswell.across.gates.selectors.monitored import completeness_recorded
from groundswell.across.gates.services import record_input
from groundswell.domain.errors import BadInput, CannotJudge, NotAllowed
from groundswell.during.monitoring.models import Indicator
from groundswell.ground.journal.models import Entry
from groundswell.ground.places.models import Place
from tests import make
from tests.before.evidence.test_pages import read, visit, words
from tests.cast import Cast, permit

YEAR = Stretch(date(2025, 1, 1), date(2025, 12, 31))


def outcome(cast: Cast) -> Indicator:
    counts = {"numerator": "newborn deaths", "denominator": "live births", "aggregation": "ratio"}
    return make.indicator(cast.program, "D1", name="Newborn deaths", direction="lower", may_exceed_one=False, **counts)


@pytest.fixture
def communities(cast: Cast) -> tuple[Cast, Indicator, list[Place]]:
    """Six communities with the approach since 2024, six without, one that began in 2025."""
    indicator, places = outcome(cast), []
    for number in range(13):
        place = make.place(f"Village {number}", cast.district)
        started = {True: date(2024, 6, 1), False: None}[number < 6]
        if started or number == 12:
            make.site(cast.program, place, started_on=started or date(2025, 6, 1))
        for period, deaths in (("2023-12", 12), ("2025-01", 4 + number), ("2025-02", 2 + number)):
            make.value(indicator, place, period, deaths, 150)
        places.append(place)
    return cast, indicator, places


def test_each_community_is_one_cluster_of_the_arm_it_was_in_all_the_time(communities: Any) -> None:
    cast, indicator, places = communities
    found = pilot_clusters(permit(cast.chitra, "monitoring.value.read", cast.program), cast.program, indicator, YEAR)
    arms = {row.cluster: row.arm for row in found.rows}
    assert arms == {f"Village {number} ({places[number].pk})": int(number < 6) for number in range(12)}
    first = next(row for row in found.rows if row.cluster.startswith("Village 0 "))
    assert (first.n, first.events, found.left_out) == (300, 6, 1)


def test_a_stretch_before_the_start_gives_a_second_row_per_community(communities: Any) -> None:
    cast, indicator, _places = communities
    reader = permit(cast.chitra, "monitoring.value.read", cast.program)
    before = Stretch(date(2023, 1, 1), date(2023, 12, 31))
    found = pilot_clusters(reader, cast.program, indicator, YEAR, before)
    assert [row.period for row in found.rows] == ["1 before"] * 12 + ["2 after"] * 12
    with pytest.raises(BadInput, match="overlaps"):
        pilot_clusters(reader, cast.program, indicator, YEAR, YEAR)


def test_without_communities_to_compare_with_it_says_so(cast: Cast) -> None:
    indicator = outcome(cast)
    make.site(cast.program, cast.community, started_on=date(2024, 1, 1))
    make.value(indicator, cast.community, "2025-01", 4, 150)
    with pytest.raises(CannotJudge, match="One arm has no community"):
        pilot_clusters(permit(cast.amina, "monitoring.value.read", cast.program), cast.program, indicator, YEAR)


def test_a_pilot_is_analysed_from_its_own_data_on_its_page(communities: Any) -> None:
    cast, indicator, _places = communities
    study = make.study(cast.program, own=True, reported=None, id="Tarawe pilot")
    client = visit(cast.chitra)
    assert "Tarawe pilot" in words(read(client.get("/p/groups/gates/pilot/")).select_one("select[name=study]"))
    answers = {"study": study.key, "indicator": indicator.key, "first": "2025-01-01", "last": "2025-12-31"}
    response = client.post("/p/groups/gates/pilot/", answers)
    assert response.status_code == 303
    said = words(read(client.get(response["Location"])))
    assert "12 rows of communities were handed over. 1 community began or stopped in between" in said
    assert "The arms differ: 6 clusters with the approach against 6 without" in said
    assert "2025-01-01" in Entry.objects.get(action="evidence.cluster.record").reason
    assert client.post("/p/groups/gates/pilot/", answers | {"last": "2024-01-01"}).status_code == 422


def test_a_facilitator_hands_nothing_over(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        permit(cast.dewi, "evidence.cluster.record", cast.program)


def test_completeness_comes_from_monitoring_with_its_counts_unless_somebody_typed_another(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 2, 14))
    make.site(cast.program, cast.community, started_on=date(2025, 1, 1))
    for month in range(1, 10):
        make.report(cast.program, cast.community, f"2025-{month:02}")
    make.report(cast.program, cast.community, "2025-12")
    reader = permit(cast.amina, "gates.verdict.read", cast.program)
    supplied = judged(reader, cast.program).assembled.inputs.data_completeness
    assert supplied is not None
    assert supplied.value == pytest.approx(10 / 12)
    assert supplied.source == "monitoring: 10 of 12 reports due by 14 February 2026, Jan 2025 to Dec 2025"
    record_input(
        make.desk("gates.input.record", cast.program), cast.program, "", "data_completeness", 0.95, source="audit"
    )
    typed = judged(reader, cast.program).assembled.inputs.data_completeness
    assert typed is not None
    assert (typed.value, typed.source) == (0.95, "audit")


@pytest.mark.parametrize(
    ("today", "counts"),
    [
        (date(2025, 7, 15), "5 of 5"),  # the report of June is due on 15 July
        (date(2025, 7, 16), "6 of 6"),
        (date(2025, 8, 16), "6 of 7"),
        (date(2026, 2, 16), "5 of 12"),  # February to June, and the silence since
        (date(2027, 1, 16), "0 of 12"),
    ],
)
def test_a_program_that_stopped_reporting_does_not_stay_complete(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, today: date, counts: str
) -> None:
    make.site(cast.program, cast.community, started_on=date(2025, 1, 1))
    for month in range(1, 7):
        make.report(cast.program, cast.community, f"2025-{month:02}")
    monkeypatch.setattr(timezone, "localdate", lambda: today)
    found = completeness_recorded(cast.program)
    assert found is not None
    assert f"monitoring: {counts} reports due by" in found.source
    received, due = map(int, counts.split(" of "))
    assert found.value == pytest.approx(received / due)


def test_before_any_report_is_due_nothing_is_said_of_completeness(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    make.site(cast.program, cast.community, started_on=date(2025, 1, 1))
    assert completeness_recorded(cast.program) is None
    make.report(cast.program, cast.community, "2025-01")
    monkeypatch.setattr(timezone, "localdate", lambda: date(2025, 2, 3))
    assert completeness_recorded(cast.program) is None
