"""Writing, reading and adopting a vision."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groundswell.before.vision import step
from groundswell.before.vision.models import Adoption, Area, Duty, Stage, Vision
from groundswell.before.vision.selectors import rows_of, seen_as, stored_vision, vision_of, whole_seen
from groundswell.before.vision.services import adopt_vision, change_vision, edit_rows, set_rows
from groundswell.domain.errors import BadInput, EditedMeanwhile, NotAllowed
from groundswell.ground.journal.models import Entry
from groundswell.ground.programs.models import QualityFloor
from groundswell.kit.door import Permit
from tests import make
from tests.cast import Cast, permit

CODE = "groups"
END = date(2030, 12, 31)
TARGET = {"number": 100, "unit": "communities", "by": END}


@pytest.fixture
def mine(cast: Cast) -> Permit:
    return permit(cast.amina, "vision.vision.change", cast.program)


@pytest.fixture
def amina(cast: Cast, client: Client) -> Client:
    client.force_login(cast.amina)
    return client


def listed(mine: Permit, cast: Cast, name: str, *rows: dict[str, Any]) -> None:
    now = rows_of(vision_of(mine, cast.program), name)
    set_rows(mine, cast.program, name, rows, seen=seen_as(name, now))


def adopt(cast: Cast, mine: Permit, **over: Any) -> Adoption:
    given = {"review_on": timezone.localdate() + timedelta(days=365), "reason": "Agreed.",
             "seen": whole_seen(stored_vision(mine, cast.program))}  # fmt: skip
    return adopt_vision(permit(cast.amina, "vision.vision.adopt", cast.program), cast.program, **(given | over))


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def test_who_saves_second_sees_both_values(cast: Cast, mine: Permit) -> None:
    change_vision(mine, cast.program, 1, number=2800, unit="communities")
    with pytest.raises(EditedMeanwhile, match=r"2800.*3000"):
        change_vision(mine, cast.program, 1, number=3000)
    assert change_vision(mine, cast.program, 1, number=2800).version == 2
    assert Entry.objects.get(thing_kind="Vision").after == {"number": 2800, "unit": "communities"}


def test_a_list_saved_by_somebody_else_is_not_overwritten(cast: Cast, mine: Permit) -> None:
    seen = seen_as("areas", [])
    assert set_rows(mine, cast.program, "areas", [{"place": cast.district, "number": 60}], seen=seen) == 1
    with pytest.raises(EditedMeanwhile):
        set_rows(mine, cast.program, "areas", [{"place": cast.district, "number": 70}], seen=seen)
    assert Area.objects.get().number == 60
    assert Entry.objects.get(thing_kind="Vision").after == {"areas": [{"place": "Dorasa", "number": 60}]}


def test_only_a_coordinator_writes_and_everybody_in_the_program_reads(cast: Cast, client: Client) -> None:
    reader = permit(cast.erik, "vision.vision.read", cast.program)
    with pytest.raises(NotAllowed):
        change_vision(reader, cast.program, 1, number=3)
    client.force_login(cast.erik)
    shown = soup(client.get(reverse("vision:vision", args=[CODE])))
    assert shown.h1.text == "How far, by when: not written down yet"
    assert not shown.find("a", href=reverse("vision:change", args=[CODE]))


def test_a_vision_is_adopted_as_versions_that_stay_side_by_side(cast: Cast, mine: Permit, amina: Client) -> None:
    with pytest.raises(BadInput, match="No target"):
        adopt(cast, mine)
    change_vision(mine, cast.program, 1, **TARGET)
    listed(mine, cast, "areas", {"place": cast.district, "number": 100})
    old = whole_seen(stored_vision(mine, cast.program))
    first = adopt(cast, mine)
    listed(mine, cast, "areas", {"place": cast.district, "number": 60}, {"place": cast.other_district, "number": 90})
    with pytest.raises(EditedMeanwhile):
        adopt(cast, mine, seen=old)
    with pytest.raises(BadInput, match="past"):
        adopt(cast, mine, review_on=timezone.localdate())
    change_vision(mine, cast.program, 2, number=150)
    assert (first.number, adopt(cast, mine).number) == (1, 2)
    first.refresh_from_db()
    assert first.frozen["areas"] == [{"place": "Dorasa", "number": 100}]
    shown = soup(amina.get(reverse("vision:versions", args=[CODE])))
    assert "They differ in 2 things" in shown.find("h2").text
    cells = {row.th.text: [cell.text for cell in row.find_all("td")] for row in shown.tbody("tr")}
    assert set(cells) == {"Target", "Targets by area"}
    assert cells["Target"] == ["100", "150"]
    assert cells["Targets by area"] == ["Dorasa, 100", "Dorasa, 60Sewara, 90"]
    assert [word.text for word in shown.find_all("ins")] == ["150", "Dorasa, 60", "Sewara, 90"]
    assert [word.text for word in shown.find_all("del")] == ["100", "Dorasa, 100"]
    assert "Unit of the target" in shown.find("details").text
    now = soup(amina.get(reverse("vision:versions", args=[CODE]), {"old": "1", "new": "now"}))
    assert [head.text for head in now.thead("th")][2] == "As it stands now"
    assert amina.get(reverse("vision:versions", args=[CODE]), {"old": "9", "new": "now"}).status_code == 422


def test_the_headline_says_the_target_and_what_is_worst(cast: Cast, mine: Permit, amina: Client) -> None:
    change_vision(mine, cast.program, 1, **TARGET)
    listed(mine, cast, "people", {"person": cast.amina, "role": "lead", "time": 0.5})
    owned = [{"step": n, "person": cast.amina} for n in range(1, 10)]
    listed(mine, cast, "ledger", *owned, {"step": 10}, {"step": 11})
    page = soup(amina.get(reverse("vision:vision", args=[CODE])))
    assert page.h1.text == "100 communities by December 2030; 2 steps have no owner"
    ledger = soup(amina.get(reverse("vision:ledger", args=[CODE])))
    assert [alarm.text for alarm in ledger.find_all(class_="msg")] == ["Nobody owns this step."] * 2


def test_the_lines_lead_to_where_they_are_mended(cast: Cast, mine: Permit) -> None:
    QualityFloor.objects.create(program=cast.program, indicator="P9", floor=0.6)
    change_vision(mine, cast.program, 1, **TARGET)
    found = {line.code: line for line in step.checks(mine, cast.program)}
    assert found["vision.floor"].state == "met"
    assert (found["vision.target"].state, found["vision.target"].link) == ("unmet", "/p/groups/vision/areas")
    assert {line.step for line in found.values()} == {1}


def test_an_overdue_step_stands_among_the_duties_of_its_owner_at_home(
    cast: Cast, mine: Permit, amina: Client, client: Client
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    listed(mine, cast, "ledger", {"step": 5, "person": cast.amina, "due": yesterday})
    home = soup(amina.get(reverse("front:today", args=[CODE])))
    assert "Step 5: Build a consensus to scale up" in home.find(class_="duty").text
    Duty.objects.update(state="done")
    assert "Step 5" not in amina.get(reverse("front:today", args=[CODE])).text


def test_the_pages_work_by_plain_posts(cast: Cast, amina: Client) -> None:
    def post(name: str, **data: Any) -> Any:
        page = soup(amina.get(reverse(f"vision:{name}", args=[CODE])))
        form = page.find("main").find("form", method="post")
        sent = {one["name"]: one.get("value", "") for one in form("input") if one.get("type") != "checkbox"}
        return amina.post(reverse(f"vision:{name}", args=[CODE]), sent | data)

    data = {"number": "100", "unit": "communities", "by": "2030-12-31", "growth": ["policy"], "coverage": "35"}
    assert post("change", **data).status_code == 303
    assert post("areas", **{"r-0-place": str(cast.district.pk), "r-0-number": "100"}).status_code == 303
    people = {"r-0-outsider": "Grace", "r-0-role": "lead", "r-0-time": "20", "r-0-starts_on": "2026-01-01"}
    assert post("people", **people).status_code == 303
    assert post("people", **{"r-0-person": str(cast.amina.pk)}).status_code == 422
    assert (
        post("ledger_change", **{f"r-{n}-state": "open" for n in range(11)} | {"r-4-outsider": "Grace"}).status_code
        == 303
    )
    vision = Vision.objects.get()
    assert (vision.coverage, vision.growth, Area.objects.get().number) == (0.35, ["policy"], 100)
    assert Duty.objects.get(step=5).owner == "Grace"
    assert post("areas", **{"r-0-place": "", "r-0-number": ""}).status_code == 303
    assert not Area.objects.exists()
    assert post("areas", **{"r-0-place": str(cast.district.pk), "r-0-number": "100"}).status_code == 303
    review = timezone.localdate() + timedelta(days=300)
    assert post("adopt", review_on=review.isoformat(), reason="Agreed.").status_code == 303
    assert Adoption.objects.get().adopted_by == "Amina"


def test_what_was_typed_stays_when_somebody_else_saved_the_list(cast: Cast, mine: Permit, amina: Client) -> None:
    listed(mine, cast, "areas", {"place": cast.district, "number": 5})
    data = {
        "r-TOTAL_FORMS": "1",
        "r-INITIAL_FORMS": "0",
        "seen": "old",
        "r-0-place": str(cast.district.pk),
        "r-0-number": "77",
    }
    answer = amina.post(reverse("vision:areas", args=[CODE]), data)
    assert answer.status_code == 422
    page = soup(answer)
    assert "Somebody else saved this list meanwhile" in page.find(role="alert").text
    assert page.find("input", attrs={"name": "r-0-number"})["value"] == "77"


LISTED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "stages": ({"name": "Pilot"}, {"name": "First district"}),
    "people": ({"outsider": "Grace", "role": "lead"}, {"outsider": "Grace", "role": "deputy"}),
    "partners": ({"name": "Union"}, {"name": "Union", "could_do": "Train"}),
    "ledger": ({"step": 5, "outsider": "Grace"}, {"step": 5, "outsider": "Esi"}),
    "minutes": ({"held_on": END, "who": "Core team"}, {"held_on": END, "who": "Council"}),
}


@pytest.mark.parametrize("name", LISTED)
def test_two_editors_of_any_list_are_told_and_both_texts_stay(
    name: str, cast: Cast, mine: Permit, amina: Client
) -> None:
    first, other = LISTED[name]
    url = reverse("vision:ledger_change" if name == "ledger" else f"vision:{name}", args=[CODE])
    form = soup(amina.get(url)).find("main").find("form", method="post")
    kinds = ("checkbox", "radio")
    sent = {one["name"]: one.get("value", "") for one in form("input") if one.get("type") not in kinds}
    listed(mine, cast, name, first)
    place = 4 if name == "ledger" else 0
    typed = {f"r-{place}-{column}": str(value) for column, value in other.items()}
    answer = amina.post(url, sent | typed | {f"r-{n}-state": "open" for n in range(11)})
    assert answer.status_code == 422
    page = soup(answer)
    assert "Somebody else saved this list meanwhile" in page.find(role="alert").text
    column = next(column for column in other if other[column] != first.get(column))
    field = page.find(attrs={"name": f"r-{place}-{column}"})
    shown = field.find("option", selected=True)["value"] if field.name == "select" else field["value"]
    assert shown == str(other[column])
    stored = [row for row in rows_of(vision_of(mine, cast.program), name) if row.pk]
    assert [getattr(row, column) for row in stored] == [first.get(column, "")]


def test_a_changed_row_keeps_its_key_and_the_others_are_not_touched(cast: Cast, mine: Permit) -> None:
    listed(mine, cast, "stages", {"name": "Pilot"}, {"name": "District"}, {"name": "Pilot"})
    before = {row.key: row.name for row in Stage.objects.all()}
    listed(mine, cast, "stages", {"name": "Pilot"}, {"name": "Two districts"}, {"name": "Pilot"})
    after = {row.key: row.name for row in Stage.objects.all()}
    assert set(after) == set(before)
    assert sorted(after.values()) == ["Pilot", "Pilot", "Two districts"]
    gone = next(key for key, name in after.items() if name == "Two districts")
    edit_rows(mine, cast.program, "stages", {str(gone): None}, [{"name": "Nation"}])
    assert sorted(Stage.objects.values_list("name", flat=True)) == ["Nation", "Pilot", "Pilot"]
    with pytest.raises(EditedMeanwhile, match="not there"):
        edit_rows(mine, cast.program, "stages", {str(gone): {"name": "Late"}})


def test_with_more_places_than_a_menu_holds_an_area_is_typed_by_name(cast: Cast, mine: Permit, amina: Client) -> None:
    for district in (cast.district, cast.other_district):
        for number in range(40):
            make.place(f"Mirafe {number}", district)
    url = reverse("vision:areas", args=[CODE])
    page = soup(amina.get(url))
    field = page.find("input", attrs={"name": "r-0-place"})
    assert field["list"] == "places"
    assert {option["value"] for option in page.find("datalist")("option")} >= {"Dorasa, Tarawe"}
    sent = {one["name"]: one.get("value", "") for one in page.find("main").find("form", method="post")("input")}

    def post(text: str) -> Any:
        return amina.post(url, sent | {"r-0-place": text, "r-0-number": "7"})

    several = soup(post("mirafe 7"))
    assert "Several places are called “mirafe 7”." in several.text
    assert "Mirafe 7, Dorasa; Mirafe 7, Sewara" in several.text
    assert "No place is called “Mirafe 99”." in soup(post("Mirafe 99")).text
    assert post("Mirafe 7, sewara").status_code == 303
    assert Area.objects.get().place.parent == cast.other_district
    again = soup(amina.get(url))
    assert again.find("input", attrs={"name": "r-0-place"})["value"] == "Mirafe 7, Sewara"


def test_the_sheet_to_print_says_all_eleven_steps_and_nothing_to_click(cast: Cast, mine: Permit, amina: Client) -> None:
    change_vision(mine, cast.program, 1, **TARGET, too_costly="Visits by car.")
    listed(mine, cast, "partners", {"name": "Ministry of Health", "took_part": True})
    page = soup(amina.get(reverse("vision:sheet", args=[CODE])))
    assert len(page.find("table").tbody("tr")) == 11
    assert "Ministry of Health (took part in the pilot)" in " ".join(page.find("main").text.split())
    assert "Visits by car." in page.find("main").text
    assert not page.find("main")("button")


@pytest.mark.parametrize(
    "name",
    ["vision", "ledger", "areas", "stages", "people", "partners", "minutes", "ledger_change", "sheet", "versions"],
)
def test_long_lists_take_no_more_queries(name: str, cast: Cast, mine: Permit, amina: Client) -> None:
    url, counts = reverse(f"vision:{name}", args=[CODE]), []
    change_vision(mine, cast.program, 1, **TARGET)
    for count in (3, 30):
        places = [make.place(f"Area {count}-{n}", cast.country) for n in range(count)]
        listed(mine, cast, "areas", *({"place": place, "number": 1} for place in places))
        listed(mine, cast, "people", *({"person": cast.babu, "role": "owner"} for _n in range(count)))
        listed(mine, cast, "ledger", *({"step": n + 1, "person": cast.amina} for n in range(min(count, 11))))
        listed(mine, cast, "stages", *({"name": f"Stage {n}", "number": n} for n in range(count)))
        listed(mine, cast, "partners", *({"name": f"Partner {n}"} for n in range(count)))
        listed(mine, cast, "minutes", *({"held_on": END, "who": f"Team {n}"} for n in range(count)))
        adopt(cast, mine)
        amina.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert amina.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
