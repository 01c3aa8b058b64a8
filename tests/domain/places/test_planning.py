"""What a batch of places would do, row by row."""

from __future__ import annotations

from groundswell.domain.places import PlaceFacts, PlaceNow, Planned, plan_places

ROOT = PlaceNow(1, None, PlaceFacts(ref="", key="k1", name="Tarawe", code="TA"))
DORASA = PlaceNow(2, 1, PlaceFacts(ref="", key="k2", name="Dorasa", code="TA-1", aliases=("Dorasah",)))
SEWARA = PlaceNow(3, 1, PlaceFacts(ref="", key="k3", name="Sewara", identifiers=(("dhis2", "x3"),)))
FORD = PlaceNow(4, 2, PlaceFacts(ref="", key="k4", name="Old Ford", populations=((2024, 700),)))
PLACES = [ROOT, DORASA, SEWARA, FORD]


def plan(*rows: PlaceFacts, elsewhere: dict[tuple[str, ...], str] | None = None) -> list[Planned]:
    return list(plan_places(rows, PLACES, 1, str.casefold, elsewhere))


def row(name: str, ref: str = "", **values: object) -> PlaceFacts:
    return PlaceFacts(ref=ref or name, name=name, **values)  # type: ignore[arg-type]


def test_a_row_with_the_code_of_a_place_means_it_whatever_its_capitals() -> None:
    (found,) = plan(row("DORASA", code="TA-1"))
    assert (found.kind, found.place) == ("same", 2)


def test_a_row_with_an_identifier_means_the_place_that_has_it() -> None:
    (found,) = plan(row("Sewara", identifiers=(("dhis2", "x3"),), code="TA-2"))
    assert (found.kind, found.place) == ("changed", 3)
    assert [(each.field, each.old, each.new) for each in found.differences] == [("code", "", "TA-2")]


def test_another_spelling_finds_the_place_beneath_its_parent() -> None:
    (found,) = plan(row("Dorasah", populations=((2024, 9000),)))
    assert (found.place, [each.field for each in found.differences]) == (2, ["populations"])


def test_two_places_of_one_name_beneath_different_parents_stay_apart() -> None:
    (found,) = plan(row("Old Ford", parent_ref="k3"))
    assert (found.kind, found.parent) == ("added", 3)


def test_two_codes_are_two_places_even_of_one_name() -> None:
    (found,) = plan(row("Dorasa", code="TA-9"))
    assert found.kind == "added"


def test_parents_may_stand_after_their_children() -> None:
    found = {each.row.name: each for each in plan(row("Ward", parent_ref="new"), row("New", ref="new"))}
    assert [each for each in found] == ["New", "Ward"]
    assert found["Ward"].kind == "added"
    assert found["Ward"].parent is None


def test_a_circle_of_parents_is_refused_and_what_stands_beneath_it() -> None:
    found = plan(row("A", parent_ref="B"), row("B", parent_ref="A"), row("C", parent_ref="A"), row("D"))
    assert {each.row.name: each.kind for each in found} == {
        "A": "refused",
        "B": "refused",
        "C": "refused",
        "D": "added",
    }
    assert any("beneath itself" in each.why for each in found)


def test_a_row_never_moves_a_place() -> None:
    (found,) = plan(row("Old Ford", key="", parent_ref="TA-1"))
    assert found.kind == "same"
    (moved,) = plan(row("Dorasa", code="TA-1", parent_ref="k3"))
    assert moved.kind == "refused"
    assert "beneath “Tarawe”" in moved.why


def test_a_row_that_says_nothing_about_its_parent_moves_nothing() -> None:
    (found,) = plan(row("Sewara", identifiers=(("dhis2", "x3"),)))
    assert found.kind == "same"


def test_a_blank_takes_nothing_away() -> None:
    (found,) = plan(row("Old Ford", parent_ref="TA-1", populations=()))
    assert found.kind == "same"


def test_an_unknown_parent_is_named() -> None:
    (found,) = plan(row("Ward", parent_ref="TA-77"))
    assert "TA-77" in found.why
    assert found.remedy


def test_the_second_of_two_equal_rows_is_refused() -> None:
    assert [each.kind for each in plan(row("New", ref="1"), row("new", ref="2"))] == ["added", "refused"]
    assert [each.kind for each in plan(row("New", ref="1", code="a"), row("New", ref="2", code="b"))] == ["added"] * 2
    assert [each.kind for each in plan(row("Dorasa", ref="1"), row("x", ref="2", code="TA-1"))].count("refused") == 1


def test_a_code_that_belongs_to_a_place_elsewhere_is_refused_with_its_name() -> None:
    (found,) = plan(row("New", code="ZZ"), elsewhere={("code", "ZZ"): "Far Away"})
    assert "Far Away" in found.why


def test_identifiers_of_two_places_in_one_row_are_refused() -> None:
    (found,) = plan(row("Which", code="TA-1", identifiers=(("dhis2", "x3"),)))
    assert "“Dorasa” and “Sewara”" in found.why


def test_a_row_called_like_the_root_with_rows_beneath_it_is_the_root() -> None:
    found = plan(row("Tarawe", ref="top"), row("Dorasa", ref="d", parent_ref="top"))
    assert [(each.kind, each.place) for each in found] == [("same", 1), ("same", 2)]
    (alone,) = plan(row("Tarawe", ref="top"))
    assert alone.kind == "added"


def test_a_row_without_a_name_is_refused() -> None:
    (found,) = plan(row(" ", ref="r1"))
    assert (found.kind, found.why) == ("refused", "The row has no name.")
