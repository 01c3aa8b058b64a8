"""Checks of the steps as lights: the same mark and the same word for each state on every page."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from groundswell.domain.gates.lines import Line, State
from groundswell.kit.telling import told

MARKS = {State.MET: "holds", State.WARNING: "look", State.UNMET: "pause", State.NOT_RECORDED: "none"}


def state_word(state: State) -> str:
    """How a check stands, in a word."""
    return {
        State.MET: _("Met"),
        State.WARNING: _("Warning"),
        State.UNMET: _("Unmet"),
        State.NOT_RECORDED: _("Not recorded"),
    }[state]


def lights(lines: Iterable[Line]) -> list[dict[str, str]]:
    """Checks for ``kit/parts/lights.html``."""
    return [{"state": MARKS[line.state], "word": state_word(line.state), "because": told(line.text)} for line in lines]
