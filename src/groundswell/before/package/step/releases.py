"""Versions in words: what one held, and what differs from another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.package.models import Element, TrainingSession
from groundswell.before.package.models.elements import KINDS, NATURES
from groundswell.before.package.selectors import fidelity_questions
from groundswell.domain.package.releases import Difference, difference
from groundswell.kit.languages import said
from groundswell.kit.style import written

CHOICES = {"kind": dict(KINDS), "nature": dict(NATURES)}


@dataclass(frozen=True)
class Changed:
    """One difference in words.

    Args:
        what: The element or session.
        column: Which value; empty where the whole row came or went.
        before: As it was.
        after: As it is.
        kind: Added, gone, or changed, in a word.
        core: Whether it touches a core element.
    """

    what: str
    column: str
    before: str
    after: str
    kind: str
    core: bool


def compared(older: Mapping[str, Any], newer: Mapping[str, Any]) -> list[Changed]:
    """What differs between two versions, in words."""
    names = {row["code"]: said(row["names"]) for frozen in (older, newer) for row in frozen.get("elements", ())}
    return [changed(each, names) for each in difference(older, newer)]


def changed(each: Difference, names: Mapping[str, str]) -> Changed:
    """One difference in words."""
    kinds = {"added": _("new"), "gone": _("gone"), "changed": _("changed")}
    return Changed(
        what=names.get(each.row, each.row) if each.list == "elements" else each.row,
        column=column_words(each.list, each.column),
        before=value_words(each.column, each.before),
        after=value_words(each.column, each.after),
        kind=kinds[each.kind],
        core=each.core,
    )


def column_words(name: str, column: str) -> str:
    """A column in words."""
    if column in ("items", "own_items"):
        return _("Check: what an observer sees")
    if not column:
        return ""
    table = Element if name == "elements" else TrainingSession
    return capfirst(str(table._meta.get_field(column).verbose_name))  # type: ignore[union-attr]


def value_words(column: str, value: Any) -> str:
    """A value in words; a dash for nothing."""
    if value in (None, "", [], {}):
        return "–"
    if column in CHOICES:
        return str(CHOICES[column].get(value, value))
    if isinstance(value, dict):
        return said(value)
    if column == "items":
        questions = dict(fidelity_questions())
        return "; ".join(questions.get(code, code) for code in value)
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return written(value) if isinstance(value, int) else str(value)


def release_finding(version: str, before: str, differences: Sequence[Changed]) -> str:
    """The main finding of a version's page."""
    if not before:
        return _("Version %(version)s is the first on record") % {"version": version}
    core = sum(each.core for each in differences)
    if not differences:
        return _("Version %(version)s holds the same as version %(before)s") % {"version": version, "before": before}
    words = {"version": version, "before": before, "n": written(core)}
    if not core:
        return _("Version %(version)s leaves the core of version %(before)s as it was") % words
    return ngettext(
        "Version %(version)s changes the core of version %(before)s in one point",
        "Version %(version)s changes the core of version %(before)s in %(n)s points",
        core,
    ) % words  # fmt: skip


def in_words(frozen: Mapping[str, Any]) -> list[list[str]]:
    """Elements of a version as rows of a table: kind, name, reason, checks, lessons."""
    return [
        [
            said(row["names"]) or row["code"],
            value_words("kind", row["kind"]),
            row["rationale"] or "–",
            value_words("items", [*row["items"], *row["own_items"]]),
            value_words("sessions", row["sessions"]),
        ]
        for row in frozen.get("elements", ())
    ]
