"""An instrument written as a file, changed and compared: nothing is lost on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import BadInput
from groundswell.domain.instruments.changing import DomainAs, ItemAs, Wanted, changed, next_version
from groundswell.domain.instruments.comparing import differences
from groundswell.domain.instruments.house import house_instrument, house_instruments
from groundswell.domain.instruments.instrument import Domain, Instrument, Item
from groundswell.domain.instruments.reading import read_instrument
from groundswell.domain.instruments.writing import write_instrument

WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1).filter(str.strip)


def as_it_is(one: Instrument, language: str = "en", **over: str) -> Wanted:
    """A change that changes nothing but the words of the items named."""
    domains = [
        DomainAs(domain.code, domain.title.get(language, ""), tuple(
            ItemAs(item.code, over.get(f"i{item.code}", item.text.get(language, "")), item.critical, item.reverse)
            for item in domain.items
        ))
        for domain in one.domains
    ]  # fmt: skip
    return Wanted(
        language, one.title.get(language, ""), domains, {}, one.seeing.minimum_raters, one.scoring.critical_below
    )


@pytest.mark.parametrize("code", house_instruments())
def test_what_is_written_is_read_as_the_same_instrument(code: str) -> None:
    one = house_instrument(code)
    assert read_instrument(write_instrument(one), code) == one


@given(WORDS, st.floats(0.01, 1e6, allow_nan=False))
def test_any_words_and_weights_come_back(words: str, weight: float) -> None:
    one = house_instrument("package")
    item = Item("1", {"en": words.strip(), "ar": words.strip()}, critical=True)
    one = replace(one, domains=(Domain("d", (item,), {"en": words.strip()}, weight),), source=words.strip())
    assert read_instrument(write_instrument(one), "x") == one


@pytest.mark.parametrize("code", house_instruments())
def test_a_change_that_changes_nothing_gives_the_same(code: str) -> None:
    one = house_instrument(code)
    assert changed(one, as_it_is(one), one.version) == one
    assert changed(one, as_it_is(one, "fr"), one.version) == one
    assert differences(one, one) == ()


def test_words_of_one_language_change_and_others_stay() -> None:
    one = house_instrument("fidelity")
    new = changed(one, as_it_is(one, "fr", i1="L’étape prévue est faite."), "1.1")
    assert new.items[0].text["fr"] == "L’étape prévue est faite."
    assert new.items[0].text["en"] == one.items[0].text["en"]
    (found,) = differences(one, new)
    assert (found.kind, found.where, found.new) == ("changed", "item 1 (fr)", "L’étape prévue est faite.")
    gone = changed(one, as_it_is(one, "fr", i1=" "), "1.1")
    assert set(gone.items[0].text) == {"en", "ar"}
    with pytest.raises(BadInput, match="no English text"):
        changed(one, as_it_is(one, "en", i1=" "), "1.1")


def test_an_item_that_is_gone_leaves_functions_alerts_and_domains() -> None:
    one = house_instrument("capacity")
    wanted = as_it_is(one)
    kept = [replace(each, items=tuple(item for item in each.items if item.code not in ("11", "12")))
            for each in wanted.domains]  # fmt: skip
    new = changed(one, replace(wanted, domains=kept), "1.1")
    assert {gate.code for gate in one.gates} - {gate.code for gate in new.gates} == {"training"}
    assert read_instrument(write_instrument(new), "x") == new
    kinds = {(found.kind, found.where) for found in differences(one, new)}
    assert ("removed", "item 11 (en)") in kinds
    with pytest.raises(BadInput, match="No item is left"):
        changed(one, replace(wanted, domains=[replace(each, items=()) for each in wanted.domains]), "1.1")


def test_the_next_version_is_one_that_nobody_used() -> None:
    assert next_version("2026a", ["2026a"]) == "2026a.1"
    assert next_version("1.9", ["1.9", "1.10"]) == "1.11"
