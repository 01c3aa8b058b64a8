"""Delimited text: which encoding and which separator a file is in, and its records."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from charset_normalizer import from_bytes

from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings in which spreadsheets of our users' countries are saved; the detector chooses among these only.
_CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859_2", "iso8859_5", "iso8859_6", "koi8_r", "cp874", "gb18030", "big5", "shift_jis", "euc_kr", "mac_roman"),
]
_SAMPLE_BYTES = 65_536
_SAMPLE_RECORDS = 200
_MIN_WIDTH = 2
_MOST = 0.5
_MIN_WIDE_BYTES = 4
_WORDS = re.compile(r'"((?:[^"]|"")*)"|(\S+)')
_NUMBER = re.compile(r"[-+]?[\d.,]+(?:[eE][-+]?\d+)?$")
_NOT_TEXT = {b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture"}

type Record = list[str | None]


def read_delimited(data: bytes, *, name: str = "") -> tuple[list[Record], list[str]]:
    """The records of a delimited text file, blank lines included, and notes on how it was read.

    Args:
        data: The whole file.
        name: The file's name, for messages.

    Raises:
        BadInput: The file is not a table in text form.
    """
    refuse_other_kinds(data, name)
    text, encoding = decode(data)
    if "\x00" in text:
        raise BadInput(
            _("%(file)s is not a table: it holds bytes that are not text.", file=name or _("The file")),
            _("Save it as CSV or XLSX and choose it again."),
            code="table.not_text",
        )
    notes: list[str] = []
    if encoding not in {"utf-8", "utf-8-sig", "ascii"}:
        notes.append(_("The text was read as %(encoding)s.", encoding=encoding))
    declared = re.match(r"sep=(.)\r?\n", text)
    if declared:
        # Excel's own first line; the line stays as a blank record so that row numbers hold.
        text = text[declared.end(1) :]
    separator = declared[1] if declared else find_separator(text)
    records = split_words(text) if separator == " " else _split(text, separator, name)
    if separator not in {",", ""}:
        notes.append(_("The columns were separated by %(mark)s.", mark=SEPARATORS.get(separator, "white space")))
    return records, notes


def refuse_other_kinds(data: bytes, name: str = "") -> None:
    """Refuse what is plainly not a table, saying what it is."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    kind = next((kind for mark, kind in _NOT_TEXT.items() if start.startswith(mark)), "")
    if start.startswith((b"{", b"[{", b"[[")):
        kind = "a JSON file"
    elif start.startswith((b"<?xml", b"<!DOCTYPE", b"<html", b"<HTML")):
        kind = "an XML or HTML file"
    if kind:
        raise BadInput(
            _("%(file)s is %(kind)s, not a table.", file=name or _("The file"), kind=kind),
            _("Choose a CSV or XLSX file."),
            code="table.other_kind",
        )


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of the encoding found.

    A byte order mark decides; else UTF-8 if it fits; else what the letters look like.

    Example:
        >>> decode("Côte d'Ivoire".encode("cp1252"))[0]
        "Côte d'Ivoire"
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    wide = _utf16_without_mark(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            return data.decode("utf-8", errors="groundswell.cp1252"), "utf-8 with single cp1252 letters"
        del error
    encoding = _detect(data)
    return data.decode(encoding, errors="replace"), encoding


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:4096]
    if len(sample) < _MIN_WIDE_BYTES or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else ""


def _mostly_utf8(data: bytes) -> bool:
    """Whether a file is UTF-8 with a few letters pasted in from elsewhere (at most one in ten)."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("�")
    good = sum(1 for letter in text if letter > "\x7f") - bad
    return good >= 10 * bad


def _single_letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("groundswell.cp1252", _single_letters)


def _detect(data: bytes) -> str:
    """The likeliest encoding, judged on the lines that hold anything but ASCII."""
    lines = [line for line in re.split(rb"[\r\n]+", data) if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE_BYTES]
    if _is_western(sample):
        return "cp1252" if _fits(data, "cp1252") else "latin-1"
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    encoding = best.encoding if best is not None else "cp1252"
    return encoding if _fits(data, encoding) else "latin-1"


def _is_western(sample: bytes) -> bool:
    """Whether the letters beyond ASCII stand alone among ASCII letters, as accents do in Western languages."""
    beyond = re.findall(rb"[\x80-\xff]+", sample)
    alone = sum(1 for run in beyond if len(run) == 1)
    return bool(beyond) and alone >= 0.8 * len(beyond)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def find_separator(text: str) -> str:
    r"""The separator under which the most lines have the same number (two or more) of fields.

    Returns:
        ``,``, ``;``, a tab, ``|``, a space for white space, or '' for a single column.

    Example:
        >>> find_separator("place;share\nBo;1,5\nKono;2,5\n")
        ';'
    """
    sample = text[: 4 * _SAMPLE_BYTES]
    best, best_score = "", (0.0, 0)
    for separator in SEPARATORS:
        widths = [len(record) for record in _sample(sample, separator) if len(record) > 0]
        width, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
        wide = sum(1 for found in widths if found >= _MIN_WIDTH)
        score = (round(max(count if width >= _MIN_WIDTH else 0, wide) / max(len(widths), 1), 2), width)
        if max(widths, default=0) >= _MIN_WIDTH and score[0] > _MOST and score > best_score:
            best, best_score = separator, score
    return best or (" " if _is_words(sample) else "")


def _sample(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    records: list[list[str]] = []
    try:
        for record in reader:
            records.append(record)
            if len(records) >= _SAMPLE_RECORDS:
                break
    except csv.Error:
        pass  # a cut-off or over-long field: what was read so far is sample enough
    return records


def _is_words(text: str) -> bool:
    """Whether white space separates columns: equal numbers of words, and a column of numbers among them."""
    records = [record for record in split_words(text)[:_SAMPLE_RECORDS] if record]
    if len(records) < _MIN_WIDTH or len(records[0]) < _MIN_WIDTH:
        return False
    body = records[1:-1] or records[1:]
    width = len(body[0])
    if any(len(record) != width for record in body) or not 0 <= width - len(records[0]) <= 1:
        return False
    return any(all(_NUMBER.match(record[place] or "") for record in body) for place in range(width))


def split_words(text: str) -> list[Record]:
    """Records separated by white space, quoted words kept whole; R's nameless first column gets its place."""
    records: list[Record] = []
    for line in text.splitlines():
        words: Record = [
            (match[1].replace('""', '"') if match[1] is not None else match[2]) or None
            for match in _WORDS.finditer(line)
        ]
        records.append(words)
    filled = [record for record in records if record]
    if len(filled) > 1 and all(len(record) == len(filled[0]) + 1 for record in filled[1:]):
        filled[0].insert(0, None)
    return records


def _split(text: str, separator: str, name: str) -> list[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or ",")
    try:
        if not separator:
            return [[" ".join(record).strip() or None] if record else [] for record in reader]
        return [[cell.strip() or None for cell in record] for record in reader]
    except csv.Error as error:
        raise BadInput(
            _(
                "%(file)s cannot be read after line %(line)s: %(reason)s.",
                file=name or _("The file"),
                line=reader.line_num,
                reason=error,
            ),
            _("A quotation mark is probably left open there; close it and try again."),
            code="table.broken",
        ) from error
