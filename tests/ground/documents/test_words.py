"""The page that says how easy a text is to read, and the text that is taken out of files."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from groundswell.domain.errors import BadInput
from groundswell.ground.documents.models import Edition
from groundswell.ground.documents.services import text_of
from tests import make
from tests.cast import Cast

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
DOCUMENT = (
    f'<w:document xmlns:w="{WORD}"><w:body>'
    "<w:p><w:r><w:t>Greet the </w:t></w:r><w:r><w:t>mothers.</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>Sing.</w:t></w:r></w:p></w:body></w:document>"
)
CONTENT = (
    f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0"><office:body><office:text>'
    "<text:h>Meeting 1</text:h><text:p>Greet <text:span>the mothers.</text:span></text:p></office:text></office:body>"
    "</office:document-content>"
)


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS = tmp_path / "uploads"


def docx(document: str | bytes = DOCUMENT) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return held.getvalue()


def odt() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", CONTENT)
    return held.getvalue()


def pdf(words: str) -> bytes:
    """The smallest PDF that shows some words."""
    stream = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]  # fmt: skip
    held, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(held))
        held += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return held + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table, len(held),
    )  # fmt: skip


def edition_of(cast: Cast, name: str, held: bytes) -> Edition:
    return make.edition(make.document(cast.program), "en", upload=SimpleUploadedFile(name, held))


@pytest.mark.parametrize(
    ("name", "held", "text"),
    [
        ("guide.docx", docx(), "Greet the mothers.\n\nSing."),
        ("guide.odt", odt(), "Meeting 1\n\nGreet the mothers."),
        ("guide.txt", "Grüße.".encode(), "Grüße."),
    ],
)
def test_the_words_of_a_file_are_read(cast: Cast, name: str, held: bytes, text: str) -> None:
    assert text_of(edition_of(cast, name, held)) == text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not on this machine")
def test_the_words_of_a_pdf_are_read_where_the_machine_can(cast: Cast) -> None:
    assert text_of(edition_of(cast, "guide.pdf", pdf("Greet the mothers."))).strip() == "Greet the mothers."


def test_without_pdftotext_a_pdf_is_asked_for_as_text(cast: Cast, monkeypatch: Any) -> None:
    made = edition_of(cast, "guide.pdf", pdf("Greet the mothers."))
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(BadInput, match=r"guide\.pdf.* cannot be read here") as refused:
        text_of(made)
    assert "Paste the text" in refused.value.remedy


@pytest.mark.parametrize(
    "document",
    [
        "not xml",
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:p xmlns:w="{WORD}"><w:t>&a;</w:t></w:p>',
        b"<a>" + b" " * (21 * 1024 * 1024),
    ],
    ids=["broken", "entity", "bomb"],
)
def test_a_harmful_or_broken_file_is_refused_with_a_sentence(cast: Cast, document: str | bytes) -> None:
    with pytest.raises(BadInput, match="cannot be read here"):
        text_of(edition_of(cast, "guide.docx", docx(document)))


def signed_in(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.erik)
    return client


def test_the_page_says_what_was_found(cast: Cast) -> None:
    text = "Mothers utilise the cards. " * 30
    made = make.edition(make.document(cast.program), "en", text=text)
    answer = signed_in(cast).get(reverse("documents:readability", args=["groups", made.key]))
    page = BeautifulSoup(answer.content, "html.parser")
    assert "Medium" not in page.h1.get_text()
    assert "120 words in 30 sentences" in page.main.get_text(" ")
    row = page.select_one("table tbody tr")
    assert row.get_text(" ", strip=True) == "utilise use 30"


def test_a_language_without_calibration_is_said_to_have_none(cast: Cast) -> None:
    url = reverse("documents:measure", args=["groups"])
    answer = signed_in(cast).post(url, {"language": "ar", "text": "تجتمع الأمهات كل شهر. " * 40})
    page = BeautifulSoup(answer.content, "html.parser")
    assert "Not calibrated for" in page.main.get_text()
    assert "LIX" not in [span.get_text() for span in page.select(".est span")]


def test_a_picture_has_no_words_and_the_page_offers_to_paste_them(cast: Cast) -> None:
    made = edition_of(cast, "spot.mp3", b"ID3\x04\0\0\0\0")
    answer = signed_in(cast).get(reverse("documents:readability", args=["groups", made.key]))
    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, "Paste the text to measure it." in page.h1.get_text()) == (200, True)
    assert page.select_one("main textarea") is not None
