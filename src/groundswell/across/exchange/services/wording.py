"""Sentences of the formats in the active language, and what becomes of an import's rows in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from groundswell.kit.style import written
from groundswell.kit.telling import error_told, told

__all__ = ["counts_told", "error_told", "told"]


def counts_told(counts: Mapping[str, Any]) -> str:
    """What becomes of an import's rows, worst first; what did not happen is left out.

    Args:
        counts: Rows by what becomes of them.
    """
    words = (
        ("refused", _("%(n)s refused")), ("set_aside", _("%(n)s set aside")), ("changed", _("%(n)s changed")),
        ("added", _("%(n)s added")), ("unchanged", _("%(n)s the same")), ("left_out", _("%(n)s left out")),
    )  # fmt: skip
    parts = [sentence % {"n": written(counts[what])} for what, sentence in words if counts.get(what)]
    return _(", ").join(parts) or _("no rows")
