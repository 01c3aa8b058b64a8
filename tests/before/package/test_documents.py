"""Documents of the package: named by elements and lessons, frozen in a release, asked for in the target's languages."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from groundswell.before.package.models import TrainingSession
from groundswell.before.package.selectors import frozen_package, package_now, target_languages
from groundswell.before.package.services import change_row, record_row, release_version
from groundswell.before.package.step import checks
from groundswell.before.vision.models import Area, Vision
from groundswell.domain.errors import BadInput
from groundswell.ground.documents.models import Document
from groundswell.ground.journal.models import Entry
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from tests import make
from tests.before.package.test_elements import facts
from tests.cast import Cast, permit

TODAY = timezone.localdate()
RECORD, READ, RELEASE = "package.element.record", "package.package.read", "package.version.release"


def line(cast: Cast, code: str) -> Any:
    lines = {each.code: each for each in checks(permit(cast.amina, READ, cast.program), cast.program)}
    return lines[f"package.{code}"]


@pytest.fixture
def told(cast: Cast) -> Cast:
    """A core element described in a guide, which is released in English and French."""
    Program.objects.filter(pk=cast.program.pk).update(languages=["en", "fr"])
    cast.program.refresh_from_db()
    guide = make.document(cast.program, titles={"en": "Guide", "fr": "Le guide"})
    make.edition(guide, "en", "1.0", dated=TODAY - timedelta(days=50))
    make.edition(guide, "fr", "1.0", dated=TODAY - timedelta(days=40), text="# Réunion 1\n\nSaluez les mères.")
    make.element(cast.program, documents=(guide,), names={"en": "Monthly meeting", "fr": "Réunion du mois"})
    return cast


def test_an_element_names_its_documents_on_form_page_and_in_the_journal(cast: Cast, client: Client) -> None:
    guide, made = make.document(cast.program), make.element(cast.program)
    client.force_login(cast.amina)
    here = f"/p/{cast.program.code}/package/elements/{made.key}/"
    form = BeautifulSoup(client.get(f"{here}change").content, "html.parser")
    box = form.find("input", {"name": "documents", "value": str(guide.pk)})
    assert box is not None
    stored = facts(made)
    sent = {"code": made.code, "kind": "core", "nature": "process", "order": 1, "names_en": "Monthly meeting",
            "rationale": stored.rationale, "items": ["9"], "version": 1, "documents": [guide.pk]}  # fmt: skip
    assert client.post(f"{here}change", sent).status_code == 303
    page = BeautifulSoup(client.get(here).content, "html.parser")
    assert page.select_one("#described + ul a").get_text() == "Facilitator guide"  # type: ignore[union-attr]
    entry = Entry.objects.filter(action=RECORD).latest("id")
    assert (entry.before["documents"], entry.after["documents"]) == ([], ["Facilitator guide"])


def test_a_lesson_names_its_documents_and_what_two_people_change_is_told(cast: Cast) -> None:
    guide, leave = make.document(cast.program), permit(cast.amina, RECORD, cast.program)
    lesson = record_row(leave, cast.program, TrainingSession, title="Listen", documents=(guide,))
    assert list(lesson.documents.all()) == [guide]
    assert Entry.objects.latest("id").after["documents"] == ["Facilitator guide"]
    change_row(leave, lesson, version=1, title="Listen", documents=())
    assert list(lesson.documents.all()) == []
    entry = Entry.objects.latest("id")
    assert (entry.before, entry.after) == ({"documents": ["Facilitator guide"]}, {"documents": []})
    change_row(leave, lesson, version=2, minutes=90)
    assert TrainingSession.objects.get().version == 3


def test_a_document_of_another_program_is_refused(cast: Cast) -> None:
    other = make.program("other", cast.country)
    strange = make.document(other)
    with pytest.raises(BadInput, match="another program"):
        make.element(cast.program, documents=(strange,))
    with pytest.raises(BadInput, match="another program"):
        record_row(
            permit(cast.amina, RECORD, cast.program), cast.program, TrainingSession, title="L", documents=(strange,)
        )
    assert not TrainingSession.objects.exists()


def test_an_element_that_no_document_tells_is_a_hole(told: Cast, client: Client) -> None:
    assert line(told, "documents").state == "met"
    make.element(told.program, "song", kind="core", names={"en": "Songs"})
    found = line(told, "documents")
    assert (found.state, found.text) == ("unmet", "Described in no document: Songs.")
    client.force_login(told.erik)
    page = client.get(f"/p/{told.program.code}/package/").content.decode()
    assert "no document" in page


# Languages of the target ---------------------------------------------------------------------------------------------


def test_the_languages_are_those_of_the_program_and_of_the_places_of_the_target(told: Cast) -> None:
    reads = permit(told.amina, READ, told.program)
    Place.objects.filter(pk=told.community.pk).update(languages=["men"])
    away = make.place("Far away", told.country)
    Place.objects.filter(pk=away.pk).update(languages=["kri"])
    assert target_languages(reads, told.program) == ("en", "fr", "kri", "men")
    Area.objects.create(vision=Vision.objects.create(program=told.program), place=told.district, number=20)
    assert target_languages(reads, told.program) == ("en", "fr", "men")
    found = line(told, "languages")
    assert (found.state, found.text) == ("unmet", "Mɛnde has no document at all.")


def test_a_language_names_the_documents_that_it_lacks_and_those_of_an_older_version(told: Cast) -> None:
    assert line(told, "languages").state == line(told, "older").state == "met"
    poster = make.document(told.program, "Poster", "poster")
    make.edition(poster, "en", "2", dated=TODAY)
    make.edition(poster, "fr", "1", state="draft")
    assert line(told, "languages").text == "French lacks: Poster."
    make.edition(poster, "fr", "1.5", dated=TODAY)
    assert line(told, "languages").state == "met"
    assert line(told, "older").text == "French has an older version of: Poster."


# Releases ------------------------------------------------------------------------------------------------------------


def released(cast: Cast, version: str, **over: Any) -> Any:
    return release_version(permit(cast.amina, RELEASE, cast.program), cast.program, version, "In order", **over)


def test_a_release_freezes_the_editions_of_its_day_and_says_later_which_are_new(told: Cast, client: Client) -> None:
    early = released(told, "1.0", on=TODAY - timedelta(days=45))
    assert [row["language"] for row in early.frozen["editions"]] == ["en"]
    assert len(early.frozen["editions"][0]["sha256"]) == 64
    assert line(told, "release").text.endswith("newer versions or translations: Guide.")
    later = released(told, "1.1")
    assert [row["language"] for row in later.frozen["editions"]] == ["en", "fr"]
    assert later.fingerprint != early.fingerprint
    assert line(told, "release").state == "met"
    client.force_login(told.erik)
    page = BeautifulSoup(client.get(f"/p/{told.program.code}/package/releases/{later.key}/").content, "html.parser")
    [row] = page.select("#differs ~ div tbody tr")
    assert row.get_text("|", strip=True) == "Guide, French|new|–|1.0"
    assert page.select_one("#papers").get_text() == "It held 1 document; languages: 2"  # type: ignore[union-attr]


def test_an_early_release_without_a_list_of_documents_is_read_and_compared_all_the_same(
    told: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "groundswell.before.package.services.releases.frozen_package",
        lambda *given: {
            name: [{key: value for key, value in row.items() if key != "documents"} for row in rows]
            for name, rows in frozen_package(*given).items()
            if name in ("elements", "training")
        },
    )
    early = released(told, "0.9", on=TODAY - timedelta(days=300))
    monkeypatch.undo()
    client.force_login(told.erik)
    page = client.get(f"/p/{told.program.code}/package/releases/{early.key}/")
    assert "was not kept at that time" in page.content.decode()
    later = released(told, "1.0")
    shown = BeautifulSoup(client.get(f"/p/{told.program.code}/package/releases/{later.key}/").content, "html.parser")
    rows = [row.get_text(" ", strip=True) for row in shown.select("#differs ~ div tbody tr")]
    assert any("Described in" in row and row.endswith("Guide") for row in rows), rows
    assert not any("Guide, English" in row for row in rows)


# Books ---------------------------------------------------------------------------------------------------------------


def opened(answer: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_book_of_a_language_tells_elements_and_documents(told: Cast, client: Client) -> None:
    client.force_login(told.erik)
    here = f"/p/{told.program.code}/package/"
    page = BeautifulSoup(client.get(f"{here}book/fr").content, "html.parser")
    assert page.select_one("main [lang=fr] h4").get_text() == "Réunion du mois"  # type: ignore[union-attr]
    assert "Saluez les mères." in page.get_text()
    assert "Un élément essentiel" in page.get_text()
    held = opened(client.get(f"{here}zip?language=fr"))
    assert held.namelist() == ["index.html"]
    assert "Saluez les mères." in held.read("index.html").decode()
    assert {"en/index.html", "fr/index.html", "index.html"} == set(opened(client.get(f"{here}zip")).namelist())


def test_a_released_version_stays_the_book_that_it_was(told: Cast, client: Client) -> None:
    made = released(told, "1.0")
    guide = Document.objects.get()
    make.edition(guide, "fr", "2.0", dated=TODAY, text="Tout autre chose.")
    client.force_login(told.erik)
    here = f"/p/{told.program.code}/package/"
    answer = client.get(f"{here}releases/{made.key}/zip?language=fr")
    assert answer["Content-Disposition"] == f'attachment; filename="{told.program.code}-fr-1-0.zip"'
    frozen = opened(answer).read("index.html").decode()
    assert "Saluez les mères." in frozen
    assert "Tout autre chose." not in frozen
    assert "Tout autre chose." in client.get(f"{here}book/fr").content.decode()
    assert "Saluez" in client.get(f"{here}releases/{made.key}/book/fr").content.decode()


def test_a_language_without_documents_says_so(told: Cast, client: Client) -> None:
    Program.objects.filter(pk=told.program.pk).update(languages=["en", "fr", "ar"])
    client.force_login(told.erik)
    here = f"/p/{told.program.code}/package/"
    page = BeautifulSoup(client.get(here).content, "html.parser")
    row = next(row for row in page.select("#read ~ ul li") if "Arabic" in row.get_text())
    assert "No document is released in this language yet." in row.get_text()
    assert row.find("a") is None
    book = BeautifulSoup(client.get(f"{here}book/ar").content, "html.parser")
    assert book.select_one("main [lang=ar]")["dir"] == "rtl"  # type: ignore[index]
    assert "Nothing is released in this language yet." in book.get_text()


def test_an_outsider_sees_no_book(told: Cast, client: Client) -> None:
    client.force_login(told.zed)
    for end in ("book/fr", "zip"):
        assert client.get(f"/p/{told.program.code}/package/{end}").status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_the_checks_take_a_fixed_number_of_queries(told: Cast, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        paper = make.document(told.program, f"Paper {number}")
        make.edition(paper, dated=date(2026, 1, 1))
        make.element(told.program, f"e{number}", documents=(paper,))
    reads = permit(told.amina, READ, told.program)
    with django_assert_num_queries(16):
        package_now(reads, told.program)
