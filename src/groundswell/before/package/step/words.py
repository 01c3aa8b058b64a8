"""Words of step 4."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.package.selectors import Rating
from groundswell.domain.package.facts import PackageRules
from groundswell.kit.style import written


def hole_words(hole: str) -> str:
    """What an element lacks."""
    return {
        "rationale": _("no reason"),
        "item": _("no check"),
        "session": _("no lesson"),
        "limits": _("no limits"),
        "document": _("no document"),
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


def rating_words(rating: Rating, rules: PackageRules) -> str:
    """What two raters say of the quality of the package, in a sentence."""
    result = rating.result
    if rating.round is None:
        return _("Two people who did not write it rate it, each alone, with 25 questions.")
    if result is None or result.score is None:
        return _("Too few answered the last round.")
    said = _("“%(title)s”: %(score)s of 100, %(word)s; raters: %(n)s.") % {
        "title": rating.round.title, "score": written(result.score), "word": result.word, "n": written(result.n),
    }  # fmt: skip
    if result.kappa is None:
        return said
    agree = _("Agreement of the two (kappa): %(kappa)s.") % {"kappa": written(result.kappa, 2)}
    third = _("That is too little: ask a third rater.") if result.kappa < rules.agreement else ""
    return f"{said} {agree} {third}".strip()
