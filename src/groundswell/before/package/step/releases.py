"""Versions in words: what one held, and what differs from another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.package.models import Element, TrainingSession
from groundswell.before.package.models.elements import KINDS, NATURES
from groundswell.before.package.selectors import fidelity_questions
from groundswell.domain.package.releases import Difference, difference
from groundswell.ground.documents.models import MEDIA
from groundswell.kit.languages import language_named, said
from groundswell.kit.style import written

MEDIUM = dict(MEDIA)
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
    names = names_in(older) | names_in(newer)
    return [changed(each, names) for each in difference(older, newer)]


def names_in(frozen: Mapping[str, Any]) -> dict[str, str]:
    """What elements, documents and editions of a version are called in the reader's language, by their code or key."""
    names = {row["code"]: said(row["names"]) for row in frozen.get("elements", ())}
    names |= {row["key"]: said(row["title"]) for row in frozen.get("documents", ())}
    return names | {row["id"]: edition_words(row, names) for row in frozen.get("editions", ())}


def edition_words(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A document in one language, and in which medium where it is not to be read."""
    parts = [names.get(row["document"], ""), language_named(row["language"])]
    return _(", ").join([*parts, str(MEDIUM[row["medium"]])] if row["medium"] != "text" else parts)


def changed(each: Difference, names: Mapping[str, str]) -> Changed:
    """One difference in words."""
    kinds = {"added": _("new"), "gone": _("gone"), "changed": _("changed")}
    return Changed(
        what=names.get(each.row, each.row) if each.list in ("elements", "editions") else each.row,
        column=column_words(each.list, each.column),
        before=value_words(each.column, each.before, names),
        after=value_words(each.column, each.after, names),
        kind=kinds[each.kind],
        core=each.core,
    )


def column_words(name: str, column: str) -> str:
    """A column in words."""
    if column in ("items", "own_items"):
        return _("Check: what an observer sees")
    if not column:
        return ""
    if name == "editions":
        return _("Version")
    table = Element if name == "elements" else TrainingSession
    return capfirst(str(table._meta.get_field(column).verbose_name))  # type: ignore[union-attr]


def value_words(column: str, value: Any, names: Mapping[str, str] | None = None) -> str:
    """A value in words; a dash for nothing.

    Args:
        column: Which value.
        value: The value.
        names: What documents are called, by key.
    """
    if value in (None, "", [], {}):
        return "–"
    if column in CHOICES:
        return str(CHOICES[column].get(value, value))
    if isinstance(value, dict):
        return said(value)
    if column == "items":
        questions = dict(fidelity_questions())
        return "; ".join(questions.get(code, code) for code in value)
    if column == "documents":
        return "; ".join((names or {}).get(key, "") for key in value)
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
    """Elements of a version as rows of a table: kind, name, reason, checks, lessons, documents."""
    names = names_in(frozen)
    return [
        [
            said(row["names"]) or row["code"],
            value_words("kind", row["kind"]),
            row["rationale"] or "–",
            value_words("items", [*row["items"], *row["own_items"]]),
            value_words("sessions", row["sessions"]),
            value_words("documents", row.get("documents"), names),
        ]
        for row in frozen.get("elements", ())
    ]


@dataclass(frozen=True)
class Held:
    """A document of a version of the package, in one language.

    Args:
        title: Its title.
        language: Tag of the language.
        medium: To read, to hear, to see.
        label: Its own version.
        dated: When it was finished.
        key: Key of the edition.
        hash: The first letters of the SHA-256 of what it says.
    """

    title: str
    language: str
    medium: str
    label: str
    dated: date
    key: str
    hash: str


def documents_held(frozen: Mapping[str, Any]) -> list[Held]:
    """Documents of a version in the order of the package, each in its languages."""
    names = names_in(frozen)
    return [
        Held(names.get(row["document"], ""), row["language"], str(MEDIUM[row["medium"]]), row["label"],
             date.fromisoformat(row["dated"]), row["edition"], row["sha256"][:12])
        for row in frozen.get("editions", ())
    ]  # fmt: skip


def held_finding(frozen: Mapping[str, Any]) -> str:
    """How many documents a version holds, in how many languages."""
    rows = frozen.get("editions")
    if rows is None:
        return _("Which documents it held was not kept at that time")
    documents, languages = len({row["document"] for row in rows}), len({row["language"] for row in rows})
    if not documents:
        return _("It held no released document")
    words = {"n": written(documents), "languages": written(languages)}
    return ngettext(
        "It held %(n)s document; languages: %(languages)s",
        "It held %(n)s documents; languages: %(languages)s",
        documents,
    ) % words  # fmt: skip
