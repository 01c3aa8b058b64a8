"""Rounds and raters: those of a program, and the one that a link means."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from groundswell.domain.errors import NotFound
from groundswell.ground.instruments.models import Answer, Rater, Round, Sheet
from groundswell.ground.people.access import secret_hash
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

READ = "instruments.round.read"


def round_by_key(key: str) -> Round:
    """The round with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = Round.objects.select_related("program").filter(key=key).first()
    if found is None:
        raise NotFound(_("This round does not exist."), _("Look at the list of rounds."), code="door.not_found")
    return found


def rater_by_key(key: str) -> Rater:
    """The rater with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = Rater.objects.select_related("round__program").filter(key=key).first()
    if found is None:
        raise NotFound(_("This rater does not exist."), _("Look at the round."), code="door.not_found")
    return found


def rater_by_secret(secret: str) -> Rater:
    """The rater that a link means.

    Raises:
        NotFound: There is none, or the link was withdrawn or renewed; the answer is the same.
    """
    rows = Rater.objects.select_related("round__program")
    found = rows.filter(token=secret_hash(secret), withdrawn_at=None).first()
    if found is None:
        raise NotFound(
            _("This link opens no questionnaire. It was withdrawn or renewed, or a part of it is missing."),
            _("Ask the person who sent it for a new link."),
            code="instruments.link",
        )
    return found


def rounds_of(permit: Permit, program: Program, instrument: str) -> QuerySet[Round]:
    """The rounds of one instrument with the count of raters and answers, the latest first.

    Args:
        permit: A permit of the person.
        program: The program.
        instrument: Code of the instrument.

    Returns:
        The rounds, each with ``asked`` and ``answered``.
    """
    rows = permit.scope(Round.objects.filter(program=program, instrument=instrument), READ)
    here = Q(raters__withdrawn_at=None)
    return rows.select_related("program").annotate(
        asked=Count("raters", filter=here, distinct=True),
        answered=Count("raters", filter=here & Q(raters__sheets__state="standing"), distinct=True),
    )


def raters_of(permit: Permit, round_: Round) -> list[Rater]:
    """The raters of a round with what they sent or saved; two queries.

    Args:
        permit: A permit of the person.
        round_: The round.

    Returns:
        The raters by number; ``kept`` holds their sheets that are not replaced.
    """
    sheets = Prefetch("sheets", Sheet.objects.exclude(state="replaced"), to_attr="kept")
    return list(permit.scope(round_.raters.prefetch_related(sheets), READ).order_by("number"))


def standing_answers(rounds: list[Round]) -> list[Answer]:
    """The answers that count in some rounds, each with its sheet, rater and round; one query."""
    rows = Answer.objects.filter(
        sheet__state="standing", sheet__rater__withdrawn_at=None, sheet__rater__round__in=rounds
    )
    return list(rows.select_related("sheet__rater").order_by("sheet__rater__number", "id"))


def answers_kept(rater: Rater) -> dict[str, Answer]:
    """What a rater answered last: the draft where there is one, else what was sent; two queries."""
    sheets = {sheet.state: sheet for sheet in rater.sheets.exclude(state="replaced")}
    last = sheets.get("draft") or sheets.get("standing")
    return {answer.item: answer for answer in last.answers.all()} if last else {}


def last_sheet(rater: Rater) -> Sheet | None:
    """The sheet of a rater that stands, None where nothing was sent."""
    return rater.sheets.filter(state="standing").first()
