"""Writing the vision, its lists, and adopting it as a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.vision.models import Adoption, Row, Vision
from groundswell.before.vision.selectors import (
    LISTS,
    frozen_of,
    row_id,
    rows_of,
    seen_as,
    stored_vision,
    whole_seen,
    written_rows,
)
from groundswell.domain.errors import BadInput, EditedMeanwhile
from groundswell.domain.gates.lines import State
from groundswell.domain.vision.checks import check_vision
from groundswell.ground.journal.services import changes, note
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import vision_rules
from groundswell.kit.door import Permit


@transaction.atomic
def change_vision(permit: Permit, program: Program, version: int, **values: Any) -> Vision:
    """Write the vision's own fields; equal values write nothing.

    Args:
        permit: A permit of the person.
        program: The program.
        version: The version that the person saw.
        **values: Columns of :class:`Vision`.

    Raises:
        EditedMeanwhile: Somebody else saved first; the text names both values.
    """
    permit = permit.demand("vision.vision.change", program)
    vision = _locked(program)
    old, new = changes({name: getattr(vision, name) for name in values}, values)
    if not new:
        return vision
    if version != vision.version:
        raise _meanwhile(vision, old, new)
    for name, value in new.items():
        setattr(vision, name, value)
    vision.version += 1
    vision.save()
    note(permit, vision, before=old, after=new)
    return vision


@transaction.atomic
def set_rows(permit: Permit, program: Program, name: str, rows: Sequence[dict[str, Any]], *, seen: str) -> int:
    """Write one list of the vision anew: areas, stages, people, ledger or minutes.

    Args:
        permit: A permit of the person.
        program: The program.
        name: Name of the list.
        rows: Its rows as they shall be.
        seen: What :func:`seen_as` said of the rows that the person saw.

    Returns:
        How many rows the list has now.

    Raises:
        EditedMeanwhile: Somebody else saved the list first.
    """
    permit = permit.demand("vision.vision.change", program)
    vision, table = _locked(program), LISTS[name][0]
    now = rows_of(vision, name)
    wanted = [table(vision=vision, **row) for row in rows]
    before, after = written_rows(name, now), written_rows(name, wanted)
    if before == after:
        return len(now)
    if seen != seen_as(name, now):
        raise EditedMeanwhile(
            _("Somebody else saved this list meanwhile. What you wrote still stands below."),
            _("Open the list in a second window, compare, and repeat there what still fits."),
            code="vision.meanwhile",
        )
    _put(table, vision, name, now, wanted)
    note(permit, vision, before={name: before}, after={name: after})
    return len(wanted)


def _put(table: type[Row], vision: Vision, name: str, now: list[Any], wanted: list[Any]) -> None:
    """Store what differs: a row that says the same stays, a changed one keeps its number and key.

    The page sends rows without saying which they were: those are paired by step, else in their order.
    """
    old, new = [row for row in now if row.pk], []
    for row in wanted:
        same = next((each for each in old if row.pk in (None, each.pk) and alike(name, row, each)), None)
        if same is None:
            new.append(row)
        else:
            old.remove(same)
    table._default_manager.filter(vision=vision, pk__in=[row.pk for row in old]).delete()
    by_place = {} if any(row.pk for row in wanted) else dict(enumerate(old))
    before = {row.step: row for row in old} if name == "ledger" else by_place
    for place, row in enumerate(new):
        was = before.get(row.step if name == "ledger" else place)
        if was is not None and row.pk is None:
            row.pk, row.key = was.pk, was.key
        row.save(force_insert=True)


def alike(name: str, one: Any, other: Any) -> bool:
    """Whether two rows of a list say the same."""
    return written_rows(name, [one]) == written_rows(name, [other])


@transaction.atomic
def edit_rows(
    permit: Permit,
    program: Program,
    name: str,
    changed: Mapping[str, dict[str, Any] | None],
    added: Sequence[dict[str, Any]] = (),
) -> int:
    """Change, take away and add some rows of a list; the others stay as they are.

    Args:
        permit: A permit of the person.
        program: The program.
        name: Name of the list.
        changed: What :func:`row_id` says of a row, and the row as it shall be; None takes it away.
        added: New rows.

    Returns:
        How many rows the list has then.

    Raises:
        EditedMeanwhile: A row is not there any more.
    """
    permit = permit.demand("vision.vision.change", program)
    now = rows_of(_locked(program), name)
    columns = ("id", "key", *LISTS[name][1])
    known = {row_id(name, row): {column: getattr(row, column) for column in columns} for row in now}
    if not set(changed) <= set(known):
        raise EditedMeanwhile(
            _("A row of the list is not there any more."), _("Open the list again."), code="vision.meanwhile"
        )
    wanted = [row | (changed.get(code, {}) or {}) for code, row in known.items() if changed.get(code, row) is not None]
    return set_rows(permit, program, name, [*wanted, *added], seen=seen_as(name, now))


@transaction.atomic
def adopt_vision(permit: Permit, program: Program, *, review_on: date, reason: str, seen: str) -> Adoption:
    """Sign the vision as it stands; the version can never be changed.

    Args:
        permit: A permit of the person.
        program: The program.
        review_on: Day of the next review.
        reason: What was agreed, in a sentence.
        seen: What :func:`whole_seen` said of the vision that the person saw.

    Raises:
        BadInput: The target is not whole, or the review would lie in the past.
        EditedMeanwhile: Somebody changed the vision since.
    """
    permit = permit.demand("vision.vision.adopt", program).because(reason)
    vision, today = _locked(program), timezone.localdate()
    stored = stored_vision(permit, program)
    if seen != whole_seen(stored):
        raise EditedMeanwhile(
            _("Somebody else changed the vision meanwhile."), _("Read it again before you sign."),
            code="vision.meanwhile",
        )  # fmt: skip
    if review_on <= today:
        raise BadInput(_("The next review lies in the past."), _("Choose a later day."), code="vision.review")
    lines = check_vision(stored.plan, vision_rules(program), today)
    target = next(line for line in lines if line.code == "vision.target")
    if target.state is not State.MET:
        raise BadInput(target.text, _("Write the target down before you adopt the vision."), code="vision.target")
    made = Adoption.objects.create(
        vision=vision, number=stored.latest.number + 1 if stored.latest else 1, frozen=frozen_of(stored), note=reason,
        adopted_by=permit.name, adopted_on=today, review_on=review_on,
    )  # fmt: skip
    note(permit, made, after={"number": made.number, "review_on": review_on})
    return made


def _locked(program: Program) -> Vision:
    """The vision of a program, held until the end of the transaction; an empty one is made where none is."""
    Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    return Vision.objects.select_related("program", "future_owner").get_or_create(program=program)[0]


def _meanwhile(vision: Vision, old: dict[str, Any], new: dict[str, Any]) -> EditedMeanwhile:
    words = _("%(field)s is now “%(theirs)s”, you wrote “%(yours)s”")
    both = "; ".join(
        words % {"field": Vision._meta.get_field(name).verbose_name, "theirs": old[name], "yours": new[name]}  # type: ignore[union-attr]
        for name in new
    )
    return EditedMeanwhile(
        _("Somebody else saved this meanwhile: %(both)s.") % {"both": both},
        _("Open the page again and repeat what still fits."),
        code="vision.meanwhile",
    )
