"""Step 4 in Excel: elements and lessons name their documents by title; a title that is not known is refused."""

from __future__ import annotations

import pytest

from groundswell.before.package.models import Element, TrainingSession
from tests import make
from tests.across.exchange.books import download
from tests.across.exchange.flows import Browser, lines
from tests.cast import Cast

XLSX = "table.xlsx"


@pytest.fixture
def amina(cast: Cast) -> Browser:
    guide = make.document(cast.program, "Guide; part one")
    make.document(cast.program, "Radio piece", "radio")
    make.document(cast.program, "Radio piece", "radio")
    make.element(cast.program, documents=(guide,))
    make.training_session(cast.program)
    return Browser(cast.amina, cast.program)


def test_documents_of_an_element_go_out_by_title_and_come_back(amina: Browser) -> None:
    book = download(amina, "elements")
    assert book.rows()[0]["documents"] == "Guide, part one"
    book.set(2, documents="Guide, part one; Radio piece (2)")
    amina.apply(amina.upload((XLSX, book.saved())))
    kinds = [document.kind for document in Element.objects.get().documents.order_by("kind")]
    assert kinds == ["guide", "radio"]


def test_a_lesson_gets_its_documents_and_an_unknown_title_is_refused(amina: Browser) -> None:
    book = download(amina, "training")
    book.set(2, documents="Radio piece")
    amina.apply(amina.upload((XLSX, book.saved())))
    lesson = TrainingSession.objects.get()
    assert [str(document) for document in lesson.documents.all()] == ["Radio piece"]
    book = download(amina, "training")
    book.set(2, documents="The lost manual")
    (line,) = lines(amina.upload((XLSX, book.saved())), "refused")
    assert "Write one of: Guide, part one; Radio piece; Radio piece (2)." in line.remedy
