"""Questions of the questionnaires a program asks: changed in the sheet, each questionnaire as one new version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.spec import (
    Desk,
    Kept,
    Query,
    RoundTrip,
    Wanted,
    one_by_one,
    reason_column,
)
from groundswell.domain.errors import BadInput
from groundswell.domain.instruments.instrument import Instrument, Item
from groundswell.domain.instruments.rows import Row, with_row
from groundswell.ground.instruments.selectors import in_use, versions_of
from groundswell.ground.instruments.services import keep_next
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.languages import language_named, said

READ, CHANGE = "instruments.round.read", "instruments.file.change"
TEXT = "text_"
TICKS = ("critical", "reverse", "gone")


@dataclass
class Draft:
    """A questionnaire while the rows of a workbook change it.

    Args:
        base: The version that is asked now.
        now: What the rows made of it so far.
        reasons: Why, as the rows say.
    """

    base: Instrument
    now: Instrument
    reasons: list[str] = field(default_factory=list)


def languages_of(permit: Permit, program: Program) -> list[str]:
    """The languages in which anything is asked, and those of the program; English first."""
    asked = {tag for version in in_use(permit, program) for item in version.instrument.items for tag in item.text}
    return sorted({"en", *asked, *program.languages}, key=lambda tag: (tag != "en", tag))


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of questions: one for each language."""
    texts = (
        Column(TEXT + tag, _("Question, %(language)s") % {"language": language_named(tag)}, width=44,
               required=tag == "en")
        for tag in languages_of(permit, program)
    )  # fmt: skip
    return (
        Column("instrument", _("Questionnaire"), required=True),
        Column("version", _("Version"), locked=True, width=10),
        Column("code", _("Code"), locked=True, width=8),
        Column("domain", _("Domain"), required=True, width=20),
        *texts,
        Column("critical", _("Critical: a low answer holds the result down"), "truth"),
        Column("reverse", _("A high answer is a bad one"), "truth"),
        Column("gone", _("Take this question away"), "truth"),
        reason_column(_("What was changed, and why")),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The questions of every questionnaire in the version that is asked now; one query."""
    for version in in_use(permit, program):
        one = version.instrument
        for domain in one.domains:
            for item in domain.items:
                cells: dict[str, Cell] = {
                    "instrument": one.code, "version": one.version, "code": item.code, "domain": said(domain.title),
                    "critical": item.critical, "reverse": item.reverse, "gone": False,
                }  # fmt: skip
                texts = {TEXT + tag: words for tag, words in item.text.items()}
                yield Kept(f"{one.code}|{item.code}", f"{one.code} {item.code}", cells | texts, item)


def of_one(permit: Permit, program: Program, query: Query) -> Callable[[Kept], bool]:
    """Rows of the questionnaire that an address names; all where it names none."""
    wanted = query.get("instrument", "")
    return lambda row: wanted in ("", row.cells["instrument"])


def draft_of(desk: Desk, code: str) -> Draft:
    """The questionnaire as the rows before left it.

    Raises:
        NotAllowed: The person may not change questionnaires.
        NotFound: There is none of that code.
    """
    desk.permit.demand(CHANGE, desk.program)
    if code not in desk.drafts:
        now = versions_of(desk.permit, desk.program, code)[0].instrument
        desk.drafts[code] = Draft(now, now)
    found: Draft = desk.drafts[code]
    return found


def row_of(row: Wanted, old: Item | None = None) -> Row:
    """What a row of the sheet says; languages that the sheet does not name stay."""
    text = dict(old.text) if old else {}
    text |= {key.removeprefix(TEXT): row.text(key) for key in row.cells if key.startswith(TEXT)}
    critical, reverse, gone = (row.cells.get(key) is True for key in TICKS)
    return Row(row.text("domain"), text, critical, reverse, old.code if old else "", gone)


def write_row(desk: Desk, row: Wanted) -> None:
    """Take one question into the draft of its questionnaire.

    Raises:
        BadInput: What it says cannot be.
    """
    draft = draft_of(desk, row.text("instrument"))
    asked = row_of(row, row.before.item if row.before else None)
    if asked.gone and not asked.code:
        raise BadInput(
            _("This question is not there yet."), _("Leave “take away” blank in a new row."), code="table.gone"
        )
    draft.now = with_row(draft.now, asked)
    if row.reason:
        draft.reasons.append(row.reason)


def finish(desk: Desk) -> None:
    """Keep each questionnaire that was changed as its next version.

    Raises:
        BadInput: No row says why.
    """
    for code, draft in desk.drafts.items():
        if draft.now == draft.base:
            continue
        if not draft.reasons:
            raise BadInput(
                _("No row of %(code)s says what was changed, and why.") % {"code": code},
                _("Write it into the last column of one of its rows."),
                code="instrument.reason",
            )
        reason = "; ".join(dict.fromkeys(draft.reasons))
        keep_next(desk.permit, desk.program, draft.now, reason=reason[:500], seen=draft.base.version)


QUESTIONS = RoundTrip(
    "questions", gettext_lazy("Questions of questionnaires"), READ, columns, rows, one_by_one(write_row, write_row),
    identity=("instrument", "text_en"), fixed=("instrument",), narrow=of_one, finish=finish,
)  # fmt: skip
