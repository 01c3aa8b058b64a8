"""Documents and their editions: recorded, changed, checked, released, and in which languages they stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from groundswell.domain.documents.translations import State
from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotAllowed
from groundswell.ground.documents.models import Document, Edition, File
from groundswell.ground.documents.selectors import editions_of, languages_wanted, released_in, translations_of
from groundswell.ground.documents.services import (
    DocumentFacts,
    EditionFacts,
    change_document,
    change_edition,
    record_document,
    record_edition,
    set_state,
)
from groundswell.ground.journal.models import Entry
from tests import make
from tests.cast import Cast, permit

RECORD, RELEASE, READ = "documents.document.record", "documents.edition.release", "documents.document.read"
PDF = b"%PDF-1.7\nguide"
DAY = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS = tmp_path / "uploads"


@pytest.fixture
def guide(cast: Cast) -> Document:
    return make.document(cast.program, titles={"en": "Facilitator guide", "fr": "Guide de l’animatrice"})


def signed_in(somebody: Any) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def address(cast: Cast, name: str, *parts: Any) -> str:
    return reverse(f"documents:{name}", args=[cast.program.code, *parts])


def soup(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def test_a_document_is_recorded_with_its_titles_and_journalled(cast: Cast) -> None:
    facts = DocumentFacts("poster", {"en": " Danger signs ", "fr": ""}, licence="CC BY 4.0")
    made = record_document(permit(cast.babu, RECORD, cast.program), cast.program, facts)
    assert (made.title, made.licence) == ({"en": "Danger signs"}, "CC BY 4.0")
    assert Entry.objects.get(thing=str(made.key)).after["title"] == {"en": "Danger signs"}


def test_a_document_without_a_title_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput, match="needs a title"):
        record_document(permit(cast.amina, RECORD, cast.program), cast.program, DocumentFacts("guide", {"en": "  "}))


def test_who_saves_second_is_told_and_the_first_ones_words_stay(cast: Cast, guide: Document) -> None:
    leave = permit(cast.amina, RECORD, guide)
    change_document(leave, guide, DocumentFacts("guide", guide.title, "facilitators"), version=1)
    with pytest.raises(EditedMeanwhile):
        change_document(leave, guide, DocumentFacts("guide", guide.title, "trainers"), version=1)
    guide.refresh_from_db()
    assert (guide.audience, guide.version) == ("facilitators", 2)


def test_the_form_shows_what_was_typed_when_somebody_else_saved_first(cast: Cast, guide: Document) -> None:
    client, url = signed_in(cast.amina), address(cast, "change", guide.key)
    typed = {"kind": "guide", "title_en": "Guide for facilitators", "version": "1", "audience": "all"}
    change_document(permit(cast.chitra, RECORD, guide), guide, DocumentFacts("guide", {"en": "Other"}), version=1)
    answer = client.post(url, typed)
    assert answer.status_code == 422
    page = soup(answer)
    assert "Somebody else changed" in page.select_one("[role=alert]").get_text()
    assert page.select_one("[name=title_en]")["value"] == "Guide for facilitators"
    again = {field["name"]: field.get("value", "") for field in page.select("form[method=post] input[name]")}
    assert client.post(url, typed | {"version": again["version"]}).status_code == 303
    guide.refresh_from_db()
    assert guide.title["en"] == "Guide for facilitators"


def test_an_edition_is_a_file_or_a_text_never_both_or_neither(cast: Cast, guide: Document) -> None:
    leave = permit(cast.amina, RECORD, guide)
    with pytest.raises(BadInput, match="either a file or a text"):
        record_edition(leave, guide, EditionFacts("3.1", "en", DAY))
    with pytest.raises(BadInput, match="either a file or a text"):
        record_edition(leave, guide, EditionFacts("3.1", "en", DAY, text="x"), SimpleUploadedFile("a.pdf", PDF))
    assert File.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "name", "held", "medium"),
    [
        ("guide", "guide.pdf", PDF, "text"),
        ("poster", "poster.pdf", PDF, "picture"),
        ("radio", "spot.mp3", b"ID3\x04\0\0\0\0", "sound"),
        ("video", "film.mp4", b"\0\0\0\x18ftypisom\0\0\0\0", "film"),
    ],
)
def test_the_medium_is_what_the_file_is(cast: Cast, kind: str, name: str, held: bytes, medium: str) -> None:
    document = make.document(cast.program, kind=kind)
    facts = EditionFacts("1", "en", DAY)
    made = record_edition(permit(cast.amina, RECORD, document), document, facts, SimpleUploadedFile(name, held))
    assert (made.medium, made.status, made.file.language) == (medium, "draft", "en")  # type: ignore[union-attr]


def test_the_same_version_in_the_same_language_and_medium_is_refused_with_a_sentence(
    cast: Cast, guide: Document
) -> None:
    make.edition(guide, "fr", "3.1", text="Bonjour.")
    with pytest.raises(Conflict, match="on record already") as refused:
        make.edition(guide, "fr", "3.1", text="Bonsoir.")
    assert refused.value.remedy
    assert Edition.objects.count() == 1


def test_only_what_was_checked_is_released_and_then_it_changes_no_more(cast: Cast, guide: Document) -> None:
    draft = make.edition(guide, state="draft")
    leave = permit(cast.amina, RELEASE, draft)
    with pytest.raises(BadInput, match="Only what was checked"):
        set_state(leave, draft, "released", version=1)
    checked = set_state(leave, draft, "checked", version=1)
    released = set_state(leave, checked, "released", version=2)
    with pytest.raises(Conflict, match="changes no more"):
        change_edition(leave, released, EditionFacts("3.1", "en", DAY, text="Other."), version=3)
    with pytest.raises(Conflict, match="changes no more"):
        set_state(leave, released, "draft", version=3)
    states = [entry.after["status"] for entry in Entry.objects.filter(thing=str(draft.key)).order_by("id")]
    assert states == ["draft", "checked", "released"]


def test_a_checked_text_that_is_changed_is_a_draft_again(cast: Cast, guide: Document) -> None:
    checked = make.edition(guide, state="checked")
    facts = EditionFacts("3.1", "en", DAY, text="New words.")
    changed = change_edition(permit(cast.chitra, RECORD, checked), checked, facts, version=2)
    assert (changed.status, changed.text) == ("draft", "New words.")


def test_a_supervisor_records_but_does_not_release(cast: Cast, guide: Document) -> None:
    checked = make.edition(guide, state="checked")
    with pytest.raises(NotAllowed):
        set_state(permit(cast.babu, RECORD, checked), checked, "released", version=2)
    answer = signed_in(cast.babu).post(
        address(cast, "state", checked.key), {"state": "released", "version": checked.version}
    )
    assert answer.status_code == 403


def test_languages_are_the_programs_and_those_spoken_at_its_places(cast: Cast) -> None:
    cast.program.languages = ["en"]
    cast.district.languages = ["kri", "en"]
    cast.district.save()
    make.place("Far away", languages=["sw"])
    assert languages_wanted(cast.program) == ("en", "kri")


def test_where_documents_stand_in_languages(cast: Cast, guide: Document) -> None:
    make.edition(guide, "en", "3.1")
    make.edition(guide, "fr", "3.0")
    make.edition(guide, "fr", "3.1", state="draft", text="Bientôt.")
    make.document(cast.program, "Poster", kind="poster")
    found = translations_of(permit(cast.erik, READ, cast.program), cast.program, ("en", "fr", "sw"))
    states = {str(row.document): [cell.state for cell in row.cells] for row in found.rows}
    assert states == {
        "Facilitator guide": [State.RELEASED, State.OLDER, State.MISSING],
        "Poster": [State.MISSING] * 3,
    }
    assert found.without_medium() == ("sw",)
    assert (found.count(State.MISSING), found.count(State.OLDER)) == (4, 1)


def test_a_reader_gets_the_newest_released_edition_of_each_medium(cast: Cast, guide: Document) -> None:
    for label in ("3.9", "3.10"):
        make.edition(guide, "fr", label, text=f"Version {label}.")
    make.edition(guide, "fr", "4", state="draft", text="Brouillon.")
    make.edition(guide, "fr", "3.10", upload=SimpleUploadedFile("spot.mp3", b"ID3\x04\0\0\0\0"))
    found = released_in(permit(cast.erik, READ, cast.program), cast.program, "fr-BF")
    assert [(row.medium, row.label) for row in found[guide]] == [("text", "3.10"), ("sound", "3.10")]


def test_the_form_records_a_pasted_text_and_its_page_shows_it_clean(cast: Cast, guide: Document) -> None:
    client = signed_in(cast.amina)
    typed = {
        "label": "3.1", "language": "-", "other": "kri", "dated": "2026-05-01",
        "text": "# Mitin 1\n\nTɛl di mama dɛm adu.<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![p](/x.png)",
    }  # fmt: skip
    answer = client.post(address(cast, "add", guide.key), typed)
    assert answer.status_code == 303
    shown = soup(client.get(answer["Location"])).article
    assert (shown["lang"], shown.h2.get_text()) == ("kri", "Mitin 1")
    assert (shown.script, shown.img, [link.get("href") for link in shown.select("a")]) == (None, None, [])


def test_the_form_asks_for_one_language_and_one_content(cast: Cast, guide: Document) -> None:
    typed = {"label": "3.1", "dated": "2026-05-01", "text": "x", "upload": SimpleUploadedFile("a.pdf", PDF)}
    answer = signed_in(cast.amina).post(address(cast, "add", guide.key), typed)
    told = soup(answer).select_one("[role=alert]").get_text()
    assert answer.status_code == 422
    assert "one of the two" in told
    assert "This field is required." in told


@pytest.mark.parametrize("other", ["", "kri sw", "Krio!"])
def test_another_language_is_asked_for_by_its_tag(cast: Cast, guide: Document, other: str) -> None:
    typed = {"label": "3.1", "dated": "2026-05-01", "text": "x", "language": "-", "other": other}
    answer = signed_in(cast.amina).post(address(cast, "add", guide.key), typed)
    assert answer.status_code == 422
    assert soup(answer).select_one("[role=alert] a[href='#id_other']") is not None


def test_a_refused_file_is_told_at_the_field_and_nothing_typed_is_lost(cast: Cast, guide: Document) -> None:
    cast.program.languages = ["en"]
    cast.program.save()
    typed = {"label": "3.1", "language": "en", "dated": "2026-05-01", "upload": SimpleUploadedFile("a.html", b"<html>")}
    answer = signed_in(cast.amina).post(address(cast, "add", guide.key), typed)
    page = soup(answer)
    assert answer.status_code == 422
    assert "Store it as PDF or PNG instead." in page.select_one("[role=alert]").get_text()
    assert page.select_one("[name=label]")["value"] == "3.1"


def test_a_file_is_kept_where_only_the_pages_change(cast: Cast, guide: Document) -> None:
    cast.program.languages = ["en"]
    cast.program.save()
    made = make.edition(guide, "en", state="draft", upload=SimpleUploadedFile("guide.pdf", PDF))
    typed = {"label": "3.1", "language": "en", "dated": "2026-05-01", "pages": "64", "version": made.version}
    assert signed_in(cast.amina).post(address(cast, "amend", made.key), typed).status_code == 303
    kept = made.file
    made.refresh_from_db()
    assert (made.pages, made.file) == (64, kept)


def test_a_reader_sees_no_buttons_that_write(cast: Cast, guide: Document) -> None:
    draft = make.edition(guide, state="draft")
    client = signed_in(cast.erik)
    for url in (address(cast, "library"), address(cast, "document", guide.key), address(cast, "edition", draft.key)):
        page = soup(client.get(url))
        assert not page.select("main form[method=post]")
        assert not [link for link in page.select("main a") if link["href"].endswith(("/add", "/change", "/new"))]


def test_the_list_is_narrowed_by_kind_and_language(cast: Cast, guide: Document) -> None:
    cast.program.languages = ["en", "fr"]
    cast.program.save()
    make.edition(guide, "fr", text="Bonjour.")
    make.document(cast.program, "Danger signs", kind="poster")
    client = signed_in(cast.erik)
    for query, names in (("?kind=poster", ["Danger signs"]), ("?language=fr", ["Facilitator guide"]), ("?kind=x", 2)):
        rows = [row.th.a.get_text() for row in soup(client.get(address(cast, "library") + query)).select("tbody tr")]
        assert names in (rows, len(rows))


@pytest.mark.parametrize("name", ["library", "languages"])
def test_pages_need_the_same_queries_for_three_and_thirty_documents(
    cast: Cast, django_assert_num_queries: Any, name: str
) -> None:
    cast.program.languages = ["en", "fr"]
    cast.program.save()
    client, rows = signed_in(cast.amina), []
    for more in (3, 27):
        for number in range(more):
            document = make.document(cast.program, f"Document {more} {number}")
            make.edition(document, "en")
            make.edition(document, "fr", "3.0", text="Bonjour.")
        with django_assert_num_queries(12 if name == "library" else 9):
            rows.append(len(soup(client.get(address(cast, name))).select("tbody tr")))
    assert rows == [3, 30]


def test_the_page_of_a_document_needs_the_same_queries_for_three_and_thirty_editions(
    cast: Cast, guide: Document, django_assert_num_queries: Any
) -> None:
    client, first = signed_in(cast.amina), make.edition(guide, "en", "0")
    for more in (2, 27):
        for number in range(more):
            make.edition(guide, "fr", f"{more}.{number}", text="Bonjour.", translated_from=first)
        with django_assert_num_queries(10):
            page = soup(client.get(address(cast, "document", guide.key)))
        assert len(page.select("tbody tr")) in (3, 30)
    assert len(editions_of(permit(cast.erik, READ, guide), guide)) == 30
