"""Questions changed one by one, as a sheet does: added, changed, moved, taken away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import BadInput
from groundswell.domain.instruments.house import house_instrument, house_instruments
from groundswell.domain.instruments.instrument import Instrument, Item
from groundswell.domain.instruments.reading import read_instrument
from groundswell.domain.instruments.rows import Row, with_row
from groundswell.domain.instruments.writing import write_instrument

HOUSE = st.sampled_from(sorted(house_instruments())).map(house_instrument)


def row_of(one: Instrument, item: Item, **over: object) -> Row:
    home = next(domain for domain in one.domains if item in domain.items)
    return replace(Row(home.code, item.text, item.critical, item.reverse, item.code), **over)  # type: ignore[arg-type]


@given(HOUSE, st.data())
def test_a_row_that_says_what_stands_changes_nothing(one: Instrument, data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(one.items))
    assert with_row(one, row_of(one, item)) == one


@given(HOUSE, st.data())
def test_a_question_that_is_added_and_taken_away_leaves_no_trace(one: Instrument, data: st.DataObject) -> None:
    domain = data.draw(st.sampled_from(one.domains))
    more = with_row(one, Row(domain.title["fr"], {"en": "Is it so?", "fr": " "}))
    (new,) = (item for item in more.items if item not in one.items)
    assert new.text == {"en": "Is it so?"}
    assert new in next(each for each in more.domains if each.code == domain.code).items
    assert with_row(more, row_of(more, new, gone=True)) == one


@given(HOUSE, st.data())
def test_whatever_rows_do_the_file_can_be_read_again(one: Instrument, data: st.DataObject) -> None:
    for _time in range(3):
        item = data.draw(st.sampled_from(one.items))
        home = data.draw(st.sampled_from(one.domains)).code
        text = {"en": data.draw(st.text("ab “\n", min_size=1).filter(str.strip)), "sw": "Je?"}
        gone = data.draw(st.booleans()) and len(one.items) > 1 and len(one.domains) > 3
        one = with_row(one, Row(home, text, item.critical, item.reverse, item.code, gone))
        assert read_instrument(write_instrument(one), "a.toml").items == one.items


def test_a_question_moves_to_the_end_of_another_domain_and_functions_lose_what_is_gone() -> None:
    scalability, capacity = house_instrument("scalability"), house_instrument("capacity")
    moved = with_row(scalability, row_of(scalability, scalability.items[0], domain=scalability.domains[-1].code))
    assert moved.domains[-1].items[-1] == scalability.items[0]
    assert moved.domains[0].items == scalability.domains[0].items[1:]
    gate = capacity.gates[0]
    asked = next(item for item in capacity.items if item.code == gate.items[0])
    left = with_row(capacity, row_of(capacity, asked, gone=True))
    assert left.gates[0].items == gate.items[1:]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row("weather", {"en": "Is it so?"}), "“weather” is no domain of fidelity."),
        (Row("", {"en": "Is it so?"}), "“” is no domain of fidelity."),
        (Row("adherence", {"fr": "Est-ce ainsi ?"}), "The question has no English text."),
        (Row("adherence", {"en": "a" * 1001}), "The question has more than 1000 letters."),
        (Row("adherence", {"en": "Is it so?"}, critical=True), "fidelity has no limit below which"),
    ],
)
def test_a_row_that_cannot_be_is_refused_in_a_sentence(row: Row, said: str) -> None:
    one = house_instrument("fidelity")
    first = replace(row, domain=one.domains[0].code) if row.domain == "adherence" else row
    with pytest.raises(BadInput) as refused:
        with_row(one, first)
    assert refused.value.text.startswith(said)
    assert refused.value.remedy


def test_the_last_question_stays() -> None:
    one = house_instrument("fidelity")
    for item in one.items[1:]:
        one = with_row(one, row_of(one, item, gone=True))
    with pytest.raises(BadInput, match="No item is left"):
        with_row(one, row_of(one, one.items[0], gone=True))
