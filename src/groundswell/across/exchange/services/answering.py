"""What a person says of unknown names: it means this place, make it under that one, leave it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from groundswell.across.exchange.models import Import, Match, Unknown
from groundswell.across.exchange.selectors import tops_of
from groundswell.across.exchange.services.gazetteer import parents_text
from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.indicators import Aggregation, ChartType, Family, OverTime
from groundswell.during.monitoring.models import Indicator
from groundswell.during.monitoring.services import adopt_indicator, define_indicator
from groundswell.during.monitoring.services.recording import person_of
from groundswell.ground.journal.services import note
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import places_within
from groundswell.ground.places.services import open_place
from groundswell.kit.door import Permit

type How = Literal["match", "make", "leave"]
KINDS: dict[str, dict[str, object]] = {
    "count": {"aggregation": Aggregation.SUM, "scale": 1, "chart": ChartType.C, "unit": ""},
    "stock": {
        "aggregation": Aggregation.LAST, "scale": 1, "chart": ChartType.XMR, "unit": "",
        "numerator_over_time": OverTime.LAST, "denominator_over_time": OverTime.LAST,
    },
    "share": {"aggregation": Aggregation.RATIO, "scale": 100, "chart": ChartType.P, "unit": "%"},
    "alone": {"aggregation": Aggregation.NONE, "scale": 1, "chart": ChartType.RUN, "unit": ""},
}  # fmt: skip
"""What a column of a file may become: a count, a stock, a share with its counts, a number that stands alone."""


@dataclass(frozen=True)
class Answer:
    """What one unknown name means.

    Args:
        unknown: The name.
        how: Match it to something known, make it, or leave its rows out.
        what: For a match the key of the place or the code of the indicator; for making an indicator one of
            :data:`KINDS` or the code of a default sheet.
        under: For making a place: the place above it.
    """

    unknown: Unknown
    how: How
    what: str = ""
    under: Place | None = None


def answer_unknowns(permit: Permit, batch: Import, answers: Iterable[Answer]) -> int:
    """Keep what a person said of unknown names; places and indicators to be made are made.

    Args:
        permit: A permit in the program.
        batch: The import in which they stand.
        answers: The answers.

    Returns:
        How many names were answered.

    Raises:
        BadInput: A place is to be made under none, or a match names nothing.
    """
    permit = permit.demand("exchange.import.upload", batch)
    answered = 0
    with transaction.atomic():
        for answer in answers:
            keep(permit, batch, answer)
            answered += 1
        if answered:
            note(permit, batch, after={"names answered": answered})
    return answered


def keep(permit: Permit, batch: Import, answer: Answer) -> None:
    """Keep one answer for the next imports: the program's, or those from the person's own part of it."""
    place, indicator = None, ""
    if answer.how != "leave":
        if answer.unknown.kind == "place":
            place = meant_place(permit, batch, answer)
        else:
            indicator = meant_indicator(permit, batch, answer)
    for top in tops_of(permit, batch.program) or (None,):
        if top is None or place is None or place.path.startswith(top.path):
            Match.objects.update_or_create(
                program=batch.program, kind=answer.unknown.kind, text=answer.unknown.text,
                parents=parents_text(answer.unknown.parents), within=top,
                defaults={
                    "place": place, "indicator": indicator, "left_out": answer.how == "leave",
                    "said_by": person_of(permit),
                },
            )  # fmt: skip


def meant_place(permit: Permit, batch: Import, answer: Answer) -> Place:
    """The place that a name means, made where the person said so.

    Raises:
        BadInput: No place was chosen, or none to put the new one under.
    """
    if answer.how == "make":
        if answer.under is None:
            raise BadInput(
                _("“%(name)s” is to be made, but under which place?") % {"name": answer.unknown.text},
                _("Choose the place above it."), code="exchange.no_parent",
            )  # fmt: skip
        code = answer.unknown.text if answer.unknown.called else ""
        return open_place(permit, answer.under, name=str(answer.unknown)[:200], code=code[:100])
    root = batch.program.root
    found = (
        places_within(permit).filter(key=answer.what, path__gte=root.path, path__lt=root.end).first()
        if answer.what
        else None
    )
    if found is None:
        raise BadInput(
            _("Which place is “%(name)s”?") % {"name": answer.unknown.text}, _("Choose one, or leave its rows out."),
            code="exchange.no_place",
        )  # fmt: skip
    return found


def meant_indicator(permit: Permit, batch: Import, answer: Answer) -> str:
    """The code of the indicator that a name means, made where the person said so.

    Raises:
        BadInput: No indicator was chosen.
    """
    if answer.how == "match":
        if not Indicator.objects.filter(program=batch.program, code=answer.what).exists():
            raise BadInput(
                _("Which indicator is “%(name)s”?") % {"name": answer.unknown.text},
                _("Choose one, or leave its rows out."), code="exchange.no_indicator",
            )  # fmt: skip
        return answer.what
    if answer.what not in KINDS:
        return adopt_indicator(permit, batch.program, answer.what).code
    name = str(answer.unknown)
    columns: dict[str, object] = {
        "code": free_code(batch, name), "name": name[:200], "numerator": name[:300], "family": Family.OUTCOME,
        "denominator": _("asked or counted") if answer.what == "share" else "", "asked": False, "may_exceed_one": True,
    }  # fmt: skip
    return define_indicator(permit, batch.program, columns | KINDS[answer.what]).code


def free_code(batch: Import, name: str) -> str:
    """A short code made of the name that no other indicator of the program has."""
    stem = slugify(name)[:40] or "indicator"
    taken = set(Indicator.objects.filter(program=batch.program, code__startswith=stem).values_list("code", flat=True))
    return next(code for code in [stem, *(f"{stem}-{number}" for number in range(2, 10_000))] if code not in taken)
