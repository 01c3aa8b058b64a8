"""Words of step 4."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.gates.lines import Line, State
from groundswell.kit.style import written
from groundswell.kit.telling import told


def hole_words(hole: str) -> str:
    """What an element lacks."""
    return {
        "rationale": _("no reason"),
        "item": _("no check"),
        "session": _("no lesson"),
        "limits": _("no limits"),
    }[hole]


def kind_heading(kind: str, n: int) -> str:
    """How many elements of a kind, in a sentence."""
    count = {"n": written(n)}
    if kind == "core":
        return (
            ngettext("One core element, which may not change", "%(n)s core elements, which may not change", n) % count
        )
    if kind == "adaptable":
        return ngettext(
            "One element may be adapted within limits", "%(n)s elements may be adapted within limits", n
        ) % count  # fmt: skip
    return ngettext("One element may be left out", "%(n)s elements may be left out", n) % count


def lights(lines: Iterable[Line]) -> list[dict[str, str]]:
    """Checks for ``kit/parts/lights.html``."""
    states = {
        State.MET: ("holds", _("Met")),
        State.WARNING: ("look", _("Look")),
        State.UNMET: ("pause", _("Unmet")),
        State.NOT_RECORDED: ("none", _("Not recorded")),
    }
    return [
        {"state": states[line.state][0], "word": states[line.state][1], "because": told(line.text)} for line in lines
    ]
