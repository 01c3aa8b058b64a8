"""Programmes out of a seed: the same seed gives the same, and the answer key is true of what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.monitoring.simulated import How, Programme, began, draw, invent, lost, lost_share

SEEDS = range(40)


@given(st.integers(0, 10_000))
def test_the_same_seed_gives_the_same_programme_and_the_same_reports(seed: int) -> None:
    one, other = invent(seed), invent(seed)
    assert one == other
    district = one.districts[-1]
    first, second = draw(one, district), draw(other, district)
    assert all(np.array_equal(getattr(first, name), getattr(second, name)) for name in vars(first))


@given(st.integers(0, 10_000))
def test_the_programme_is_the_same_with_and_without_what_is_hidden(seed: int) -> None:
    hidden, quiet = invent(seed), invent(seed, hidden=False)
    assert hidden.districts == quiet.districts
    assert hidden.declines
    assert not quiet.declines
    assert all(lost(quiet, district).max() == 0 for district in quiet.districts)


@given(st.integers(0, 10_000))
def test_each_decline_is_about_something_that_is_there_and_begins_in_time_to_be_seen(seed: int) -> None:
    programme = invent(seed)
    for decline in programme.declines:
        concerned = [
            one for one in programme.districts if one.wave == decline.wave and decline.district in ("", one.name)
        ]
        assert concerned
        assert all(one.wave > 0 for one in concerned)
        assert decline.month <= programme.months - 7
        if decline.trainer:
            taught = {concerned[0].trainers[at].name for at in concerned[0].taught_by}
            assert decline.trainer in taught


def test_counts_are_parts_of_their_wholes_and_nothing_is_reported_before_the_start() -> None:
    programme = invent(5)
    for district in programme.districts:
        drawn = draw(programme, district)
        for part, whole in (("held", "watched"), ("reached", "target"), ("visits", "due"), ("deaths", "births")):
            assert (getattr(drawn, part) <= getattr(drawn, whole)).all()
        before = np.arange(programme.months) < district.start
        assert drawn.watched[:, before].sum() == drawn.due[:, before].sum() == 0
        assert drawn.births[:, np.arange(programme.months) < district.start - 12].sum() == 0


def pooled(how: How, programmes: list[Programme]) -> tuple[float, float]:
    """Sessions held well after the onset less before, where the key says so; and what it says, session by session."""
    seen, said, n = 0.0, 0.0, 0
    for programme in programmes:
        quiet = invent(programme.seed, hidden=False)
        for district in programme.districts:
            if not any(one.how is how and one.district in ("", district.name) for one in programme.declines):
                continue
            gone, drawn, same = lost(programme, district), draw(programme, district), draw(quiet, district)
            watched = drawn.watched * (gone > 0)
            assert np.array_equal(drawn.watched, same.watched)
            seen += float((same.held * (gone > 0)).sum() - (drawn.held * (gone > 0)).sum())
            said += float((gone * watched).sum())
            n += int(watched.sum())
    return seen / n, said / n


@pytest.mark.parametrize("how", [How.TRAINER, How.SLOW, How.LOW_START, How.OVERLOAD])
def test_what_the_key_says_is_lost_is_lost_in_the_watched_sessions(how: How) -> None:
    seen, said = pooled(how, [invent(seed) for seed in SEEDS])
    assert said > 0.05
    assert seen == pytest.approx(said, abs=0.03)


def test_the_poorest_fall_behind_from_the_month_that_the_key_names() -> None:
    gaps = []
    for programme in (invent(seed) for seed in SEEDS):
        for district in programme.districts:
            behind = lost_share(programme, district, How.POOREST)
            if (month := began(behind)) is not None:
                drawn = draw(programme, district)
                reached, target = (
                    drawn.reached[:, :, month:].sum(axis=(1, 2)),
                    drawn.target[:, :, month:].sum(axis=(1, 2)),
                )
                gaps.append(float(reached[1] / target[1] - reached[0] / target[0] - behind[-1]))
    assert len(gaps) > 5
    assert np.abs(gaps).max() < 0.03


def test_an_overloaded_district_visits_less_and_serves_more_groups_from_then_on() -> None:
    found = 0
    for programme in (invent(seed) for seed in SEEDS):
        for decline in programme.declines:
            if decline.how is not How.OVERLOAD:
                continue
            found += 1
            drawn = draw(programme, next(one for one in programme.districts if one.name == decline.district))
            later = slice(decline.month, None)
            assert drawn.visits[:, later].sum() / drawn.due[:, later].sum() < 0.7
            assert drawn.groups[:, later].sum() / drawn.facilitators[:, later].sum() > 13
    assert found > 3


def test_a_small_loss_is_no_decline() -> None:
    assert began(np.array([0.0, 0.01, 0.049])) is None
    assert began(np.array([0.0, 0.01, 0.05])) == 1
