"""The demonstration's lights beside its answer key, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from groundswell.domain.monitoring.dilution import Light
from groundswell.front.demonstration.compare import Found, found_of, lines_of

G, A, R = Light.GREEN, Light.AMBER, Light.RED
QUARTERS = ("2025-12", "2026-03", "2026-06", "2026-09")


def entry(since: str | None = None) -> dict[str, Any]:
    """A district of the key."""
    how, points = ("sessions", 0.2) if since else ("", 0.0)
    return {
        "code": "TA-19",
        "name": "Sala",
        "declines": since is not None,
        "how": how,
        "since": since,
        "points": points,
    }


def compared(lights: tuple[Light, ...], since: str | None = None) -> Found:
    return found_of(entry(since), dict(zip(QUARTERS, lights, strict=True)))


@pytest.mark.parametrize(
    ("lights", "lit", "red", "before"),
    [
        ((G, G, A, R), 5, 8, False),  # since February, so June is the fifth month
        ((G, G, G, G), None, None, False),
        ((A, A, A, R), None, 8, True),  # it burned before the onset, so it found nothing
        ((A, G, R, G), 5, 5, True),
    ],
)
def test_delays_count_from_the_first_month_of_the_loss(
    lights: tuple[Light, ...], lit: int | None, red: int | None, before: bool
) -> None:
    found = compared(lights, since="2026-02")
    assert (found.red, bool(found.before)) == (red, before)
    assert found.lit == (None if before else lit)


def test_a_district_that_holds_counts_how_often_it_turned_red() -> None:
    assert compared((R, R, G, R)).before == 2
    assert compared((G, A, A, G)).before == 0


def test_a_district_without_reports_is_not_known() -> None:
    assert found_of(entry("2026-02"), {}).now == "not judged"


def test_the_answer_in_words_names_what_is_hidden_and_what_was_wrong() -> None:
    rows = [compared((G, G, A, R), since="2026-02"), compared((R, G, G, G)), compared((G, G, G, G))]
    answer = {
        "districts": [vars(row) for row in rows], "declined": 1, "found": 1, "median_months": 5, "red": 1, "held": 2,
        "held_but_red": 1,
    }  # fmt: skip
    assert lines_of(answer) == [
        "TA-19 Sala: sessions since 2026-02, 20 points of sessions held well lost;"
        " amber or red after 5 months, red after 8; now red.",
        "TA-19 Sala: holds, but was red at some time, 1 times; now green.",
        "1 of 1 declines found, the median 5 months after the onset; 1 became red.",
        "1 of 2 districts that hold turned red at some time.",
    ]
