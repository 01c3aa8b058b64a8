"""The documents of a package: does each element stand in one, who can read them, do they tell today's work?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from groundswell.domain.gates.lines import State
from groundswell.domain.package.facts import Package
from groundswell.domain.said import said as _
from groundswell.domain.said import together

MOST_NAMED = 4
"""So many documents are named in a sentence; the rest is counted."""


def documented(package: Package) -> tuple[State, str]:
    """Whether each element is described in a document; a core element in none is unmet, any other a warning.

    Args:
        package: The package.

    Source:
        Method 1, step 4, Out and Record (documents, rationale notes); field guide, step 4 (written documents) and
        lessons (very detailed documentation, not only of the methods but of the rationale behind them).
    """
    if not package.elements:
        return State.NOT_RECORDED, _("No element is written down.")
    if not package.papers:
        return State.NOT_RECORDED, _("No document of the package is recorded.")
    bare = [element for element in package.elements if not element.documents]
    if not bare:
        return State.MET, _("Each element is described in a document.")
    state = State.UNMET if any(element.kind == "core" for element in bare) else State.WARNING
    return state, _("Described in no document: %(names)s.", names="; ".join(element.name for element in bare))


def read_in(package: Package) -> tuple[State, str]:
    """Which languages of the target lack which documents; a language in which nothing is released is unmet.

    Args:
        package: The package.

    Source:
        Method 1, step 4, Machine: language coverage of target areas; instrument 2.6, item 23 (local languages).

    Example:
        >>> from groundswell.domain.package.facts import Paper, Spoken
        >>> both = Package(papers=(Paper("Guide"), Paper("Radio")), spoken=(Spoken("French", ("Radio",)),))
        >>> state, words = read_in(both)
        >>> state.value, str(words)
        ('warning', 'French lacks: Radio.')
    """
    if not package.papers:
        return State.NOT_RECORDED, _("No document of the package is recorded.")
    if not package.spoken:
        return State.NOT_RECORDED, _(
            "No language is recorded, neither for the program nor for the places of the target."
        )
    total = len(package.papers)
    short = [each for each in package.spoken if each.lacking]
    if not short:
        names = ", ".join(each.language for each in package.spoken)
        return State.MET, _("Every document is released in: %(names)s.", names=names)
    said = [
        _("%(language)s has no document at all.", language=each.language)
        if len(each.lacking) == total
        else _("%(language)s lacks: %(names)s.", language=each.language, names=named(each.lacking))
        for each in short
    ]
    nothing = any(len(each.lacking) == total for each in short)
    return (State.UNMET if nothing else State.WARNING), together(said)


def up_to_date(package: Package) -> tuple[State, str]:
    """Whether translations follow their originals, and documents the work that they describe.

    A document is older than the work where the work of a core element that it describes changed after the day of its
    newest released version: it then tells what was done before, not what was evaluated since.

    Args:
        package: The package.

    Source:
        Method 1, step 4, Machine: documents older than the evaluated version.
    """
    if not package.papers:
        return State.NOT_RECORDED, _("No document of the package is recorded.")
    said = [
        _("%(language)s has an older version of: %(names)s.", language=each.language, names=named(each.older))
        for each in package.spoken
        if each.older
    ]
    if passed := passed_by(package):
        said.append(_("Older than the work that they describe: %(names)s.", names=named(passed)))
    if said:
        return State.WARNING, together(said)
    return State.MET, _("No document is older than its original or than the work that it describes.")


def passed_by(package: Package) -> tuple[str, ...]:
    """Titles of documents whose newest released version is older than a change of the work that they describe.

    Args:
        package: The package.

    Example:
        >>> from datetime import date
        >>> from groundswell.domain.package.facts import CoreChange, Element, Paper
        >>> meeting = Element("meeting", "Monthly meeting", "core", documents=("Guide",))
        >>> changed = (CoreChange("Monthly meeting", date(2026, 3, 1)),)
        >>> passed_by(Package((meeting,), changes=changed, papers=(Paper("Guide", date(2026, 2, 1)),)))
        ('Guide',)
        >>> passed_by(Package((meeting,), changes=changed, papers=(Paper("Guide", date(2026, 3, 1)),)))
        ()
    """
    changed = {change.element: change.on for change in sorted(package.changes, key=lambda change: change.on)}
    latest: dict[str, date] = {}
    for element in package.elements:
        if day := changed.get(element.name):
            latest |= {title: max(day, latest.get(title, day)) for title in element.documents}
    return tuple(
        paper.title for paper in package.papers if paper.dated and paper.dated < latest.get(paper.title, paper.dated)
    )


def named(titles: Iterable[str]) -> str:
    """Titles in a sentence, at most :data:`MOST_NAMED` of them.

    Example:
        >>> str(named(["A", "B"])), str(named("ABCDEF"))
        ('A; B', 'A; B; C; D and 2 more')
    """
    every = tuple(titles)
    listed = "; ".join(every[:MOST_NAMED])
    more = len(every) - MOST_NAMED
    return _("%(names)s and %(n)s more", names=listed, n=more) if more > 0 else listed
