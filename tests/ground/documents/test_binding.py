"""The book of a language: to print, and in one zip to carry."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from groundswell.ground.documents.models import Document
from groundswell.ground.documents.services import book_of, zipped
from tests import make
from tests.cast import Cast, permit

READ = "documents.document.read"
PDF = b"%PDF-1.7\nposter"
MP3 = b"ID3\x04\0\0\0\0" + bytes(700_000)


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> Path:
    settings.UPLOADS = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def filled(cast: Cast) -> Cast:
    cast.program.languages = ["en", "fr", "ar"]
    cast.program.save()
    guide = make.document(cast.program, titles={"en": "Guide & plan", "fr": "Guide de l’animatrice"})
    make.edition(guide, "en", text="# Meeting 1\n\nSing <b>a</b> song.")
    make.edition(guide, "fr", text="# Réunion 1\n\nChanter.")
    make.edition(guide, "ar", state="checked", text="لقاء")
    poster = make.document(cast.program, "Danger signs", kind="poster")
    make.edition(poster, "en", upload=SimpleUploadedFile("Danger signs.pdf", PDF))
    radio = make.document(cast.program, "Radio spot", kind="radio")
    make.edition(radio, "en", upload=SimpleUploadedFile("spot.mp3", MP3))
    return cast


def client_of(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.erik)
    return client


def opened(answer: Any) -> zipfile.ZipFile:
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    assert archive.testzip() is None
    return archive


def test_a_zip_of_one_language_opens_offline_with_texts_inline_and_files_linked(filled: Cast) -> None:
    url = reverse("documents:zip", args=["groups"])
    answer = client_of(filled).get(f"{url}?language=en", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Disposition"] == 'attachment; filename="groups-en.zip"'
    archive = opened(answer)
    names = archive.namelist()
    assert names == ["index.html", "files/02-sound-spot.mp3", "files/03-picture-danger-signs.pdf"]
    page = BeautifulSoup(archive.read("index.html"), "html.parser")
    assert [heading.get_text() for heading in page.select("section h2")] == [
        "Guide & plan",
        "Radio spot",
        "Danger signs",
    ]
    assert page.select_one(".prose h3").get_text() == "Meeting 1"
    assert page.select_one(".prose b") is None
    links = {tag.get("href") or tag.get("src") for tag in page.select("[href], [src]")}
    assert {link for link in links if not link.startswith("#")} == {name for name in names if name != "index.html"}
    held = {name: archive.read(name) for name in names}
    assert PDF in held.values()
    assert MP3 in held.values()


def test_links_of_a_zip_lead_to_no_network(filled: Cast) -> None:
    archive = opened(client_of(filled).get(reverse("documents:zip", args=["groups"])))
    for name in archive.namelist():
        if name.endswith(".html"):
            assert not re.search(rb"""(?:src|href)=["']?(?:/|https?:)|@import|url\(""", archive.read(name)), name


def test_several_languages_have_a_folder_each_and_a_page_to_choose(filled: Cast) -> None:
    archive = opened(client_of(filled).get(reverse("documents:zip", args=["groups"])))
    assert {"index.html", "en/index.html", "fr/index.html", "ar/index.html"} <= set(archive.namelist())
    first = BeautifulSoup(archive.read("index.html"), "html.parser")
    assert [link["href"] for link in first.select("a")] == ["en/index.html", "fr/index.html", "ar/index.html"]
    french = BeautifulSoup(archive.read("fr/index.html"), "html.parser")
    assert french.html["lang"] == "fr"
    assert "Guide de l’animatrice" in french.get_text()
    assert "Danger signs" in french.nav.get_text()
    assert "Danger signs" not in french.select_one("section").get_text()
    arabic = BeautifulSoup(archive.read("ar/index.html"), "html.parser")
    assert (arabic.html["dir"], len(arabic.select("section"))) == ("rtl", 0)


def test_only_released_editions_are_bound_in_the_order_asked_for(filled: Cast) -> None:
    chosen = list(Document.objects.filter(kind__in=["guide", "radio"]).order_by("-id"))
    book = book_of(permit(filled.erik, READ, filled.program), filled.program, "en", chosen, title="For trainers")
    assert [str(chapter.document) for chapter in book.chapters] == ["Radio spot", "Guide & plan"]
    arabic = book_of(permit(filled.erik, READ, filled.program), filled.program, "ar", chosen)
    assert (arabic.chapters, len(arabic.lacking)) == ((), 2)


def test_a_zip_is_sent_in_pieces(filled: Cast) -> None:
    leave = permit(filled.erik, READ, filled.program)
    pieces = [len(piece) for piece in zipped(leave, [book_of(leave, filled.program, "en")])]
    assert max(pieces) < 400_000 < sum(pieces)


def test_a_lost_file_is_told_before_the_first_byte(filled: Cast, uploads: Path) -> None:
    for path in uploads.rglob("*"):
        if path.is_file():
            path.unlink()
    answer = client_of(filled).get(reverse("documents:zip", args=["groups"]) + "?language=en")
    assert answer.status_code == 409
    assert "is missing on this server" in answer.content.decode()


def test_the_printed_book_holds_the_texts_and_leads_to_the_files(filled: Cast) -> None:
    page = BeautifulSoup(client_of(filled).get(reverse("documents:book", args=["groups", "en"])).content, "html.parser")
    assert page.select_one("main .prose h3").get_text() == "Meeting 1"
    assert len(page.select("main section.chapter")) == 3
    for link in page.select("main section a, main section audio"):
        answer = client_of(filled).get(link.get("href") or link["src"])
        assert answer.status_code == 200
        assert b"".join(answer)  # type: ignore[arg-type]


def test_a_book_needs_the_same_queries_for_three_and_thirty_documents(
    filled: Cast, django_assert_num_queries: Any
) -> None:
    client = client_of(filled)
    for more in (0, 27):
        for number in range(more):
            make.edition(make.document(filled.program, f"Document {number}"), "en")
        with django_assert_num_queries(9):
            page = BeautifulSoup(client.get(reverse("documents:book", args=["groups", "en"])).content, "html.parser")
        assert len(page.select("section.chapter")) == 3 + more
