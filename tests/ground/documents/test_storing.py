"""Storing files and serving them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from groundswell.domain.errors import BadInput, NotAllowed, NotFound
from groundswell.ground.documents.models import File
from groundswell.ground.documents.services import bytes_of, store_file
from groundswell.ground.journal.models import Entry
from groundswell.ground.people.access import desk_permit
from groundswell.ground.people.models import Person
from tests.cast import Cast, permit
from tests.ground.documents.corpus import PHOTO_PNG

PDF = b"%PDF-1.7\nminutes"
MP3 = b"ID3\x04\0\0\0\0" + bytes(range(256)) * 40


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> Path:
    settings.UPLOADS = tmp_path / "uploads"
    return tmp_path / "uploads"


def upload(held: bytes = PDF, name: str = "minutes.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, held)


def stored(cast: Cast, held: bytes = PDF, name: str = "minutes.pdf", **over: Any) -> File:
    return store_file(
        permit(cast.amina, "documents.file.store", cast.program), cast.program, upload(held, name), **over
    )


def signed_in(somebody: Person) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def test_the_bytes_lie_under_their_sha256_and_the_journal_names_the_file(cast: Cast, uploads: Path) -> None:
    file = stored(cast, title="Minutes of March")
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert (file.sha256, file.size, file.media_type) == (sha256, len(PDF), "application/pdf")
    assert (uploads / sha256[:2] / sha256).read_bytes() == PDF == bytes_of(file)
    assert [path.name for path in uploads.rglob("*") if path.is_file()] == [sha256]
    entry = Entry.objects.get(thing=str(file.key))
    assert (entry.person, entry.after["sha256"]) == (str(cast.amina.key), sha256)


def test_a_file_sent_again_is_the_same_file_and_another_persons_shares_its_bytes(cast: Cast, uploads: Path) -> None:
    first = stored(cast)
    assert stored(cast) == first
    other = store_file(permit(cast.chitra, "documents.file.store", cast.program), cast.program, upload())
    assert other != first
    assert len([path for path in uploads.rglob("*") if path.is_file()]) == 1


def test_a_large_upload_is_read_in_pieces_and_stays_readable(cast: Cast) -> None:
    held = PDF + bytes(1_000_000)
    sent = upload(held)
    file = store_file(permit(cast.amina, "documents.file.store", cast.program), cast.program, sent)
    assert file.sha256 == hashlib.sha256(held).hexdigest()
    assert sent.read() == held


def test_too_large_a_file_is_refused_with_both_sizes(cast: Cast, settings: Any, uploads: Path) -> None:
    settings.UPLOAD_MOST_BYTES = 1024 * 1024
    with pytest.raises(BadInput, match=r"has 2\.0 MB; at most 1\.0 MB"):
        stored(cast, PDF + bytes(2 * 1024 * 1024))
    assert not uploads.exists()


def test_a_refused_file_leaves_nothing_behind(cast: Cast, uploads: Path) -> None:
    with pytest.raises(BadInput):
        stored(cast, b"<svg/>", "map.svg")
    assert (File.objects.count(), uploads.exists()) == (0, False)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("photo\u202egnp.exe", "photo gnp.exe.txt"),
        ("run.bat", "run.bat.txt"),
        ("a" * 400 + ".txt", "a" * 196 + ".txt"),
        ("تقرير.txt", "تقرير.txt"),
    ],
)
def test_names_mislead_neither_file_systems_nor_readers(cast: Cast, sent: str, kept: str) -> None:
    assert stored(cast, b"hello", sent).filename == kept


def test_a_command_stores_for_nobody(cast: Cast) -> None:
    leave = desk_permit("documents.file.store", "the demonstration", program=str(cast.program.key))
    assert store_file(leave, cast.program, upload()).uploaded_by is None


def test_who_may_store(cast: Cast) -> None:
    expected = {"amina": None, "babu": None, "chitra": None, "dewi": NotAllowed, "erik": NotAllowed, "zed": NotFound}
    for name, refusal in expected.items():
        attempt: Callable[[], Any] = lambda who=name: permit(getattr(cast, who), "documents.file.store", cast.program)  # noqa: E731
        if refusal:
            with pytest.raises(refusal):
                attempt()
        else:
            attempt()


def address(cast: Cast, file: File, name: str = "documents:file", code: str = "") -> str:
    return reverse(name, args=[code or cast.program.code, file.key])


def test_a_file_is_served_to_keep_and_lets_nothing_in_it_act(cast: Cast) -> None:
    answer = signed_in(cast.erik).get(address(cast, stored(cast)))
    assert b"".join(answer) == PDF  # type: ignore[arg-type]
    assert answer["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("held", "name", "way"),
    [
        (PHOTO_PNG, "map.png", "inline"),
        (MP3, "spot.mp3", "inline"),
        (PDF, "minutes.pdf", "inline"),
        (b"a,b", "reports.csv", "attachment"),
    ],
)
def test_only_what_cannot_act_is_shown_in_the_browser_and_only_in_a_sandbox(
    cast: Cast, held: bytes, name: str, way: str
) -> None:
    answer = signed_in(cast.erik).get(address(cast, stored(cast, held, name), "documents:look"))
    b"".join(answer)  # type: ignore[arg-type]
    assert answer["Content-Disposition"].startswith(way)
    assert answer["Content-Security-Policy"].startswith("sandbox;")


def test_sound_may_be_larger_than_other_files_but_not_without_end(cast: Cast, settings: Any) -> None:
    settings.UPLOAD_MOST_BYTES, settings.UPLOAD_MOST_MEDIA_BYTES = 5_000, 20_000
    assert stored(cast, MP3, "spot.mp3").size == len(MP3)
    with pytest.raises(BadInput, match="at most"):
        stored(cast, PDF + bytes(5_000))
    with pytest.raises(BadInput, match="at most"):
        stored(cast, MP3 * 2, "long.mp3")


@pytest.mark.parametrize(
    ("asked", "status", "start", "stop"),
    [
        ("bytes=0-99", 206, 0, 100),
        ("bytes=10000-", 206, 10_000, len(MP3)),
        ("bytes=-8", 206, len(MP3) - 8, len(MP3)),
        ("bytes=0-999999", 206, 0, len(MP3)),
        ("bytes=999999-", 416, 0, 0),
        ("bytes=5-1", 200, 0, len(MP3)),
        ("bytes=0-1,3-4", 200, 0, len(MP3)),
        ("pages=1", 200, 0, len(MP3)),
    ],
)
def test_sound_is_played_from_the_middle(cast: Cast, asked: str, status: int, start: int, stop: int) -> None:
    url = address(cast, stored(cast, MP3, "spot.mp3"), "documents:look")
    answer = signed_in(cast.erik).get(url, headers={"Range": asked, "Accept-Encoding": "gzip"})
    held = b"".join(answer)  # type: ignore[arg-type]
    assert (answer.status_code, held) == (status, MP3[start:stop])
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert answer["Accept-Ranges"] == "bytes"
    if status == 206:
        assert answer["Content-Range"] == f"bytes {start}-{stop - 1}/{len(MP3)}"
        assert answer["Content-Length"] == str(stop - start)
    if status == 416:
        assert answer["Content-Range"] == f"bytes */{len(MP3)}"


def test_a_part_of_another_content_is_not_mixed_in(cast: Cast) -> None:
    url = address(cast, stored(cast, MP3, "spot.mp3"), "documents:look")
    answer = signed_in(cast.erik).get(url, headers={"Range": "bytes=0-9", "If-Range": '"other"'})
    assert (answer.status_code, b"".join(answer)) == (200, MP3)  # type: ignore[arg-type]


def test_a_part_is_not_for_strangers(cast: Cast) -> None:
    url = address(cast, stored(cast, MP3, "spot.mp3"), "documents:look")
    assert signed_in(cast.zed).get(url, headers={"Range": "bytes=0-9"}).status_code == 404


def test_what_the_browser_holds_is_not_sent_again(cast: Cast) -> None:
    file = stored(cast)
    answer = signed_in(cast.amina).get(address(cast, file), headers={"If-None-Match": f'"{file.sha256}"'})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize("name", ["documents:file", "documents:look"])
def test_a_strangers_guess_and_a_foreign_program_answer_like_nothing(cast: Cast, name: str) -> None:
    file = stored(cast)
    zed, amina = signed_in(cast.zed), signed_in(cast.amina)
    assert zed.get(address(cast, file, name)).status_code == 404
    assert amina.get(address(cast, file, name, code=cast.other_program.code)).status_code == 404
    file.key = UUID(int=7)
    assert amina.get(address(cast, file, name)).status_code == 404
    assert Client().get(address(cast, file, name)).status_code == 302


def test_lost_bytes_are_told_in_a_sentence(cast: Cast, uploads: Path) -> None:
    file = stored(cast)
    (uploads / file.sha256[:2] / file.sha256).unlink()
    answer = signed_in(cast.amina).get(address(cast, file))
    assert answer.status_code == 409
    assert "is missing on this server" in answer.content.decode()


def test_the_form_stores_a_file_and_the_list_shows_it(cast: Cast) -> None:
    client = signed_in(cast.amina)
    answer = client.post(reverse("documents:store", args=["groups"]), {"upload": upload(), "title": "Minutes"})
    assert (answer.status_code, answer["Location"]) == (303, reverse("documents:files", args=["groups"]))
    html = BeautifulSoup(client.get(answer["Location"]).content, "html.parser")
    assert "keeps one file" in html.h1.get_text()
    assert "Amina" in html.select_one("tbody tr").get_text()


def test_a_refused_file_is_told_at_the_field(cast: Cast) -> None:
    sent = {"upload": upload(b"<html>", "page.html")}
    answer = signed_in(cast.amina).post(reverse("documents:store", args=["groups"]), sent)
    html = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert "Store it as PDF or PNG instead." in html.select_one("[role=alert]").get_text()


def test_who_may_not_store_sees_no_form(cast: Cast) -> None:
    html = BeautifulSoup(signed_in(cast.erik).get(reverse("documents:files", args=["groups"])).content, "html.parser")
    assert html.select_one("input[type=file]") is None


def test_the_list_needs_the_same_queries_for_three_and_thirty_files(cast: Cast, django_assert_num_queries: Any) -> None:
    client, rows = signed_in(cast.amina), []
    for more in (3, 27):
        for number in range(more):
            stored(cast, f"text {more} {number}".encode(), f"{more}-{number}.txt")
        with django_assert_num_queries(8):
            html = BeautifulSoup(client.get(reverse("documents:files", args=["groups"])).content, "html.parser")
        rows.append(len(html.select("tbody tr")))
    assert rows == [3, 30]


def test_a_file_sent_to_be_read_into_tables_is_shown_to_its_sender_only(cast: Cast, client: Client) -> None:
    sent = store_file(
        permit(cast.chitra, "documents.file.store", cast.program),
        cast.program,
        upload(),
        title="Stakeholders",
        own=True,
    )
    for name, status in (("chitra", 200), ("amina", 404), ("babu", 404), ("erik", 404)):
        client.force_login(getattr(cast, name))
        page = client.get(reverse("documents:files", args=[cast.program.code]))
        assert ("Stakeholders" in page.content.decode()) is (status == 200), name
        answer = client.get(reverse("documents:file", args=[cast.program.code, sent.key]))
        assert answer.status_code == status, name
        for close in answer._resource_closers:
            close()
