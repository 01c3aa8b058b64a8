"""An instrument in words: its limits, its paper form in one language, what differs between two versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from groundswell.domain.instruments.comparing import Difference
from groundswell.domain.instruments.instrument import ONE_LOWER, Cap, CapKind, Instrument
from groundswell.ground.instruments.selectors import Questionnaire, questionnaire
from groundswell.kit.languages import direction_of, said
from groundswell.kit.style import written
from groundswell.kit.telling import told


@dataclass(frozen=True)
class Paper:
    """The questions of an instrument as a form to fill in by hand.

    Args:
        language: Its language.
        direction: ``ltr`` or ``rtl``.
        asked: The questions.
        blanks: Words before the lines for name, side, place and day.
        values: The values of the scale, with what is no value, as written over the boxes.
        scale: What the values mean, in a line.
        rests: Words before the line for what an answer rests on.
        question: Head of the column of questions.
    """

    language: str
    direction: str
    asked: Questionnaire
    blanks: tuple[str, ...]
    values: tuple[str, ...]
    scale: str
    rests: str
    question: str

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return len(self.values) + 1


@dataclass(frozen=True)
class Changed:
    """A difference in the reader's language."""

    kind: str
    where: str
    old: str
    new: str


def languages_of(instrument: Instrument) -> list[str]:
    """The languages in which any question is asked, English first."""
    tags = {tag for item in instrument.items for tag in item.text}
    return sorted(tags, key=lambda tag: (tag != "en", tag))


def paper_in(instrument: Instrument, language: str) -> Paper:
    """The paper form in a language, with its own words around the questions."""
    with override(language):
        asked, scale = questionnaire(instrument), instrument.scale
        values = [plain(value) for value in scale.values]
        values += [_("does not apply")] if scale.not_applicable else []
        meant = "; ".join(words for _value, words in next(asked.questions()).choices)
        blanks = (_("Name"), _("Side"), _("Place"), _("Day"))
        return Paper(
            language, direction_of(language), asked, blanks[1:] if instrument.seeing.anonymous else blanks,
            (*values, _("don’t know")), meant, _("What does it rest on?"), _("Question"),
        )  # fmt: skip


def rules_said(instrument: Instrument) -> list[str]:
    """How answers become a score and a class, and from how many raters on it is shown, in sentences."""
    return [*_seen(instrument), *_scored(instrument), *_functions(instrument)]


def _seen(instrument: Instrument) -> Iterator[str]:
    seeing = instrument.seeing
    least = ngettext("Shown from %(n)s rater on.", "Shown from %(n)s raters on.", seeing.minimum_raters)
    yield least % {"n": written(seeing.minimum_raters)}
    if seeing.anonymous:
        words = _("Anonymity is promised; a side is shown by itself from %(n)s raters on.")
        yield words % {"n": written(seeing.minimum_per_side)}


def _scored(instrument: Instrument) -> Iterator[str]:
    scoring = instrument.scoring
    yield _("The score is %(scorer)s.") % {"scorer": scorer_said(instrument)}
    for each in scoring.classes:
        words = _("“%(words)s” from %(limit)s on.") if each.lowest is not None else _("Below that: “%(words)s”.")
        yield words % {"words": said(each.title), "limit": "" if each.lowest is None else plain(each.lowest)}
    if scoring.critical_below is not None:
        yield _("★ A critical question below %(limit)s is a gap.") % {"limit": plain(scoring.critical_below)}
    for cap in scoring.caps:
        yield cap_said(cap, instrument)


def _functions(instrument: Instrument) -> Iterator[str]:
    for gate in instrument.gates:
        words = _("%(title)s: needs questions %(items)s at %(limit)s or more.")
        yield words % {"title": said(gate.title), "items": ", ".join(gate.items), "limit": plain(gate.lowest)}
    if leave := instrument.exit:
        words = _("A project may leave after two rounds of %(score)s or more, %(months)s months apart.")
        yield words % {"score": plain(leave.lowest), "months": written(leave.months)}


def scorer_said(instrument: Instrument) -> str:
    """The way to the score in words."""
    return {
        "mean": _("the mean of all questions"),
        "median": _("the median of all questions"),
        "sum with thresholds": _("the sum of all questions"),
        "share of maximum": _("the points reached, in per cent of those that could be reached"),
        "weighted domains": _("the mean of the domains, in per cent of the best"),
        "yes-share with critical items": _("the share of yes, without what does not apply"),
        "area of the polygon": _("the area of the polygon of the domains, in per cent of the largest"),
        "net position by power": _("the positions of stakeholders, weighed by their power"),
    }[instrument.scoring.scorer.value]


def cap_said(cap: Cap, instrument: Instrument) -> str:
    """What holds the class down, in a sentence."""
    titles = {each.code: said(each.title) for each in instrument.scoring.classes}
    down = _("one class lower") if cap.to == ONE_LOWER else _("not above “%(words)s”") % {"words": titles[cap.to]}
    words = {
        CapKind.CRITICAL_ITEMS: _("Critical gaps, from %(points)s on: %(down)s."),
        CapKind.ITEM_SUM: _("Sum of the questions below %(points)s: %(down)s."),
        CapKind.STRONG_OPPONENT: _("Somebody with power %(points)s or more opposes: %(down)s."),
    }[cap.kind]
    return words % {"points": plain(cap.points), "down": down}


def plain(value: float) -> str:
    """A value or limit as written."""
    return written(value, 0 if value == int(value) else 1)


def told_differences(found: Sequence[Difference]) -> list[Changed]:
    """Differences in the reader's language."""
    return [Changed(each.kind, told(each.where), told(each.old), told(each.new)) for each in found]
