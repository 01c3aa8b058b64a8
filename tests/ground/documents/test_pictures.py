"""Pictures keep nothing of place, person and camera; they stay the same picture, the same way up."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import BadInput
from groundswell.ground.documents.services import bytes_of, store_file
from groundswell.ground.documents.services.pictures import EXIF, cleaned, orientation_of, png_chunk, segment, turned
from tests.cast import Cast, permit
from tests.ground.documents.corpus import PHOTO, PHOTO_PNG, PHOTO_WEBP

GPS = bytes.fromhex(
    "4d4d002a000000080003010f0002000000090000003201120003000000010006000088250004000000010000003c00000000"
    "50686f6e652031320000000200010002000000024e00000000020005000000030000005a0000000000000008000000010000"
    "001d000000010001e24000002710"
)
"""A phone’s EXIF: its make, turned by a quarter (6), latitude 8° 29′ 12″ north."""
SECRETS = (b"Phone 12", b"secret", struct.pack(">6I", 8, 1, 29, 1, 123456, 10000))


def with_exif(tiff: bytes = GPS) -> dict[str, bytes]:
    """One picture in each format with EXIF, comments, and something hung on behind the end."""
    more = segment(0xE1, EXIF + tiff) + segment(0xFE, b"secret words") + segment(0xED, b"Photoshop 3.0\0secret")
    preview = segment(0xE2, b"MPF\0secret")
    jpeg = PHOTO[:2] + more + preview + PHOTO[2:] + b"secret" + PHOTO
    ihdr = 8 + 25
    chunks = (
        png_chunk(b"eXIf", tiff) + png_chunk(b"tEXt", b"Author\0secret") + png_chunk(b"iTXt", b"XML\0\0\0\0\0secret")
    )
    png = PHOTO_PNG[:ihdr] + chunks + PHOTO_PNG[ihdr:] + b"secret"
    parts = PHOTO_WEBP[12:20] + bytes([PHOTO_WEBP[20] | 0x0C]) + PHOTO_WEBP[21:]
    parts += struct.pack("<4sI", b"EXIF", len(tiff)) + tiff + b"\0" * (len(tiff) % 2)
    parts += struct.pack("<4sI", b"XMP ", 6) + b"secret"
    webp = b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts + b"secret"
    return {"image/jpeg": jpeg, "image/png": png, "image/webp": webp}


def exif_of(data: bytes, media_type: str) -> bytes:
    """The EXIF that a picture holds, empty for none."""
    if media_type == "image/jpeg":
        return data.partition(EXIF)[2][:26]
    sign = b"eXIf" if media_type == "image/png" else b"EXIF"
    return data.partition(sign)[2].removeprefix(struct.pack("<I", 26))[:26]


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/webp"])
def test_place_and_camera_are_left_out_and_the_turn_is_kept(media_type: str) -> None:
    held = with_exif()[media_type]
    assert SECRETS[2] in held
    clean = cleaned(held, media_type, "photo")
    assert [secret for secret in SECRETS if secret in clean] == []
    assert orientation_of(exif_of(clean, media_type)) == 6
    assert len(clean) < len(held)


@pytest.mark.parametrize(
    ("media_type", "plain"), [("image/jpeg", PHOTO), ("image/png", PHOTO_PNG), ("image/webp", PHOTO_WEBP)]
)
def test_the_picture_itself_is_untouched(media_type: str, plain: bytes) -> None:
    clean = cleaned(with_exif()[media_type], media_type, "photo")
    for part in picture_parts(plain, media_type):
        assert part in clean


def picture_parts(data: bytes, media_type: str) -> list[bytes]:
    """What holds the picture: scans and tables, or chunks of coded points."""
    if media_type == "image/jpeg":
        start = data.index(b"\xff\xdb")
        return [data[start:-2]]
    if media_type == "image/png":
        return [data[data.index(b"IDAT") : data.index(b"IEND") - 8]]
    return [data[30:]]


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/webp"])
def test_cleaning_twice_changes_nothing_more(media_type: str) -> None:
    once = cleaned(with_exif()[media_type], media_type, "photo")
    assert cleaned(once, media_type, "photo") == once


def test_a_profile_of_colours_stays() -> None:
    profile = segment(0xE2, b"ICC_PROFILE\0\1\1colours")
    assert profile in cleaned(PHOTO[:2] + profile + PHOTO[2:], "image/jpeg", "photo.jpg")


def test_the_length_of_a_cleaned_webp_and_the_sums_of_a_png_are_right() -> None:
    webp = cleaned(with_exif()["image/webp"], "image/webp", "photo")
    assert struct.unpack_from("<I", webp, 4) == (len(webp) - 8,)
    assert webp[20] & 0x0C == 0x08
    png, place = cleaned(with_exif()["image/png"], "image/png", "photo"), 8
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        assert struct.unpack_from(">I", png, place + 8 + length) == (zlib.crc32(png[place + 4 : place + 8 + length]),)
        place += 12 + length


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/webp"])
@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_broken_picture_is_refused_with_a_sentence(media_type: str, cut: float) -> None:
    plain = {"image/jpeg": PHOTO, "image/png": PHOTO_PNG, "image/webp": PHOTO_WEBP}[media_type]
    with pytest.raises(BadInput, match=r"“photo\.x” is broken") as refused:
        cleaned(plain[: int(len(plain) * cut)], media_type, "photo.x")
    assert refused.value.remedy


@given(st.binary(max_size=400), st.sampled_from(["image/jpeg", "image/png", "image/webp"]), st.booleans())
def test_no_bytes_break_the_cleaning(data: bytes, media_type: str, begun: bool) -> None:
    start = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "image/webp": b"RIFF\x99\0\0\0WEBP"}
    with suppress(BadInput):
        clean = cleaned((start[media_type] if begun else b"") + data, media_type, "x")
        assert cleaned(clean, media_type, "x") == clean


@given(st.binary(max_size=200), st.integers(1, 8))
def test_the_turn_is_read_or_not_said(tiff: bytes, turn: int) -> None:
    assert orientation_of(tiff) in {None, *range(1, 9)}
    assert orientation_of(turned(turn)) == turn


def test_what_is_stored_and_served_is_the_clean_picture(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS = tmp_path / "uploads"
    upload = SimpleUploadedFile("IMG_2041.JPG", with_exif()["image/jpeg"])
    file = store_file(permit(cast.amina, "documents.file.store", cast.program), cast.program, upload)
    held = bytes_of(file)
    assert held == cleaned(with_exif()["image/jpeg"], "image/jpeg", "x")
    assert file.size == len(held)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "uploads").rglob("*") if path.is_file())
    assert [secret for secret in SECRETS if secret in kept] == []
