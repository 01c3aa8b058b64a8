"""A mapping goes to a file and comes back the same; mistakes in the file are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.across.exchange.formats.mapping import PARTS, RESTS, SheetMapping, ValueColumn
from groundswell.across.exchange.formats.mapping_file import mapping_from_json, mapping_from_toml, mapping_to_toml
from groundswell.domain.errors import BadInput

texts = st.text(max_size=8)
headers = st.text(min_size=1, max_size=8)
lists = st.lists(texts, max_size=3).map(tuple)
mappings = st.builds(
    SheetMapping,
    place=texts,
    place_code=texts,
    parents=lists,
    place_constant=texts,
    period=lists,
    period_constant=texts,
    period_from_name=st.booleans(),
    dates_are=st.sampled_from(["day", "week", "month", "quarter", "year"]),
    day_first=st.sampled_from([None, True, False]),
    periods=st.dictionaries(texts, texts, max_size=3).map(lambda found: tuple(found.items())),
    indicator=texts,
    indicator_constant=texts,
    values=st.lists(
        st.builds(ValueColumn, headers, part=st.sampled_from(PARTS), place=texts, period=texts, indicator=texts),
        max_size=3,
    ).map(tuple),
    rest=st.sampled_from(RESTS),
    ignored=lists,
    groups=lists,
    totals=lists,
    cumulative=lists,
    missing=lists,
    decimal=st.sampled_from([".", ","]),
)


@given(mappings)
def test_every_mapping_comes_back_from_toml_and_json(mapping: SheetMapping) -> None:
    assert mapping_from_toml(mapping_to_toml(mapping)) == mapping
    assert mapping_from_json(mapping.to_json()) == mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("place = ", "not TOML"),
        ("plaice = 'district'", "“plaice” is not known; known are place"),
        ("place = 3", "“place” must be text"),
        ("parents = 3", "“parents” must be a list"),
        ("rest = 'all'", "“rest” must be one of ignore, place"),
        ("period_from_name = 'yes'", "“period_from_name” must be true or false"),
        ("periods = ['a']", "which text means which period"),
        ("values = ['a']", "“values” must be a list of columns"),
        ("[[values]]\npart = 'value'", "needs “header”"),
        ("[[values]]\nheader = 'a'\npart = 'half'", "“part” must be one of value, numerator"),
    ],
)
def test_a_mistake_in_the_file_is_named(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        mapping_from_toml(text, name="map.toml")
    assert caught.value.text.startswith("map.toml")


def test_a_single_text_passes_for_a_list_of_one() -> None:
    assert mapping_from_toml("period = 'month'").period == ("month",)
