"""What a file is, by what it holds."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from groundswell.domain.errors import BadInput
from groundswell.ground.documents.services.kinds import BY_ENDING, TYPES, media_type_of
from tests.ground.documents.corpus import REFUSED, STORED, zipped


@pytest.mark.parametrize(("name", "held", "media_type"), STORED, ids=[row[0] for row in STORED])
def test_a_file_is_what_it_holds_not_what_it_is_called(name: str, held: bytes, media_type: str) -> None:
    stream = io.BytesIO(held)
    assert media_type_of(stream, name) == media_type
    assert stream.tell() == 0


@pytest.mark.parametrize(("name", "held", "code"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_could_act_or_is_not_known_is_refused_with_a_sentence(name: str, held: bytes, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        media_type_of(io.BytesIO(held), name)
    assert refused.value.code == code
    assert name in refused.value.text
    assert refused.value.remedy


def test_nothing_that_is_stored_is_of_an_active_type() -> None:
    assert not {"text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript"} & set(TYPES)
    assert len(BY_ENDING) == sum(len(endings) for endings in TYPES.values())


def test_a_bomb_is_looked_into_without_being_unpacked() -> None:
    zeros = io.BytesIO()

    with zipfile.ZipFile(zeros, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/workbook.xml", bytes(300 * 1024 * 1024))

    tracemalloc.start()
    media_type_of(zeros, "bomb.xlsx")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5 * 1024 * 1024


def test_a_second_end_of_a_zip_hides_no_crowd() -> None:
    crowd = bytearray(zipped("[Content_Types].xml", "xl/workbook.xml"))
    end = crowd.rfind(b"PK\x05\x06")
    crowd[end + 12 : end + 16] = (40 * 1024 * 1024).to_bytes(4, "little")
    with pytest.raises(BadInput) as refused:
        media_type_of(io.BytesIO(bytes(crowd)), "crowd.xlsx")
    assert refused.value.code == "documents.broken"
