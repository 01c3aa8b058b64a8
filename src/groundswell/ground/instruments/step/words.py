"""A round in sentences and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.instruments.rounds import compare_rounds
from groundswell.ground.instruments.models import Rater, Round
from groundswell.ground.instruments.selectors import (
    ItemResult,
    Result,
    instrument_of,
    questionnaire_of,
    waits_for_close,
)
from groundswell.ground.instruments.step.pictures import items_ranges_of, radar_of, ranges_of
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.style import UNKNOWN, day_written, signed, written
from groundswell.kit.telling import told

FAIR_ALPHA, GOOD_ALPHA = 0.667, 0.8


@dataclass(frozen=True)
class Grid:
    """A table with its finding."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_columns: frozenset[int] = frozenset({0})


@dataclass(frozen=True)
class Shown:
    """A round as its page shows it; drawings and tables are None where there is no result.

    Args:
        finding: The main finding.
        because: Why, or what is missing.
        facts: Instrument, version, days, who.
        raters: How many were asked and answered.
        radar: Domains on spokes.
        ranges: Domains with the range of their raters.
        items_ranges: The questions on which raters differ most, or that are critical and low, with their range.
        differ: How many questions are to be talked about.
        agreement: How far the raters agree.
        sides: The sides compared.
        hidden: Which sides are not shown by themselves, and why.
        items: Each question.
        talk: Questions to talk about, each with its answers and the sides' medians in words.
    """

    finding: str
    because: str
    facts: str
    raters: str
    radar: Drawing | None = None
    ranges: Drawing | None = None
    items_ranges: Drawing | None = None
    differ: str = ""
    agreement: str = ""
    sides: Grid | None = None
    hidden: str = ""
    items: Grid | None = None
    talk: tuple[tuple[str, str, str], ...] = ()


def shown(round_: Round, result: Result | None, raters: list[Rater]) -> Shown:
    """A round as its page shows it.

    Args:
        round_: The round.
        result: What it says, None where too few answered.
        raters: Its raters with their sheets.

    Returns:
        The sentences, tables and drawings; no queries.
    """
    here = [rater for rater in raters if rater.withdrawn_at is None]
    answered = sum(any(sheet.state == "standing" for sheet in rater.kept) for rater in here)  # type: ignore[attr-defined]
    asked = ngettext("%(answered)s of %(n)s rater answered", "%(answered)s of %(n)s raters answered", len(here)) % {
        "answered": written(answered),
        "n": written(len(here)),
    }
    if result is None:
        return Shown(asked, too_few(round_), facts_said(round_), asked)
    return Shown(
        finding=finding(result),
        because=because(result),
        facts=facts_said(round_),
        raters=asked,
        radar=radar_of(round_, result),
        ranges=ranges_of(round_, result),
        items_ranges=items_ranges_of(round_, result),
        differ=differ_said(result),
        agreement=" ".join(filter(None, (agreement_said(result.alpha), kappa_said(result.kappa)))),
        sides=sides_compared(result),
        hidden=hidden_said(result),
        items=items_listed(result),
        talk=tuple((item.words, spanned(item), sides_said(item)) for item in result.disagreements),
    )


def too_few(round_: Round) -> str:
    """From how many raters on something is shown, and when."""
    if waits_for_close(round_):
        return _("Anonymity is promised: the result is shown once the round is closed.")
    least = questionnaire_of(round_).minimum
    return ngettext(
        "The result is shown once %(n)s rater has answered.",
        "The result is shown once %(n)s raters have answered.",
        least,
    ) % {"n": written(least)}


def finding(result: Result) -> str:
    """The main finding: the class, the score and critical gaps."""
    if result.score is None:
        return _("Too little was answered for a score")
    whole = result.most > 10
    numbers = {"score": written(result.score, 0 if whole else 1), "most": written(result.most)}
    score = _("%(score)s of %(most)s") % numbers
    said = _("%(word)s: %(score)s") % {"word": capfirst(result.word), "score": score} if result.word else score
    gaps = len(result.gaps)
    if not gaps:
        return said
    count = ngettext("%(n)s critical gap", "%(n)s critical gaps", gaps) % {"n": written(gaps)}
    return f"{said}; {count}"


def because(result: Result) -> str:
    """Which critical questions have low answers."""
    if not result.gaps:
        return _("No critical question has a low answer.")
    return _("Critical and low: %(items)s") % {"items": quoted(item.words for item in result.gaps)}


def quoted(questions: Iterable[str]) -> str:
    """Questions in the language's quotation marks, one after the other."""
    return " ".join(_("“%(words)s”") % {"words": words} for words in questions)


def facts_said(round_: Round) -> str:
    """Instrument, version, days, who; in one line."""
    parts = [
        _("%(title)s, version %(version)s.")
        % {"title": questionnaire_of(round_).title, "version": round_.instrument_version},
        _("Opened on %(day)s by %(person)s.")
        % {"day": day_written(localtime(round_.opened_at)), "person": round_.opened_by_name},
    ]
    if round_.closed_at:
        words = {"day": day_written(localtime(round_.closed_at)), "person": round_.closed_by_name}
        parts.append(_("Closed on %(day)s by %(person)s.") % words)
    if round_.package_version:
        parts.append(_("Package version %(version)s.") % {"version": round_.package_version})
    if round_.context:
        parts.append(_("Context: %(context)s.") % {"context": round_.context})
    return " ".join(parts)


def differ_said(result: Result) -> str:
    """How many questions are to be talked about."""
    count = len(result.disagreements)
    if not count:
        return _("The raters agree enough on every question")
    return ngettext(
        "On %(n)s question the raters differ enough to talk about it",
        "On %(n)s questions the raters differ enough to talk about them",
        count,
    ) % {"n": written(count)}


def agreement_said(alpha: float | None) -> str:
    """How far the raters agree, as Krippendorff's alpha."""
    if alpha is None:
        return ""
    words = (
        _("The raters agree well")
        if alpha >= GOOD_ALPHA
        else _("The raters agree fairly")
        if alpha >= FAIR_ALPHA
        else _("The raters agree little")
    )
    return _("%(words)s (Krippendorff’s alpha %(alpha)s; 1 is full agreement, 0 is chance).") % {
        "words": words,
        "alpha": written(alpha, 2),
    }


def kappa_said(kappa: float | None) -> str:
    """How far two raters agree beyond chance, as Cohen's kappa; empty where there are not two."""
    if kappa is None:
        return ""
    return _("Between the two raters Cohen’s kappa is %(kappa)s.") % {"kappa": written(kappa, 2)}


def sides_compared(result: Result) -> Grid | None:
    """The domains by side, None where fewer than two sides can be shown."""
    sides = [side for side in result.sides if side.n and not side.is_hidden]
    if len(sides) < 2:
        return None
    whole = (_("Whole"), *(scored(side.score) for side in sides))
    rows = [(domain.title, *(scored(side.domains[at]) for side in sides)) for at, domain in enumerate(result.domains)]
    known = [(side.score, side.words) for side in sides if side.score is not None]
    title = _("The sides compared, 0 to 100")
    if len(known) > 1 and max(known)[0] > min(known)[0]:
        words = {"high": max(known)[1], "low": min(known)[1]}
        title = _("Highest: %(high)s; lowest: %(low)s") % words
    heads = tuple(f"{capfirst(side.words)} ({written(side.n)})" for side in sides)
    return Grid(title, (_("Domain"), *heads), (whole, *rows))


def scored(score: float | None) -> str:
    """A score as written."""
    return UNKNOWN if score is None else written(score)


def hidden_said(result: Result) -> str:
    """Which sides are not shown by themselves."""
    names = ", ".join(side.words for side in result.sides if side.is_hidden)
    if not names:
        return ""
    return _("Not shown by themselves, as anonymity is promised and too few answered: %(sides)s.") % {"sides": names}


def items_listed(result: Result) -> Grid:
    """Each question with its median, range and counts."""
    heads = (_("Question"), _("Median"), _("Lowest to highest"), _("n"), _("Do not know"), _("Note"))
    rows = tuple(
        (
            f"★ {item.words}" if item.critical else item.words,
            number(item.median),
            f"{number(item.lowest)}–{number(item.highest)}" if item.n else UNKNOWN,
            written(item.n),
            written(item.unknown),
            noted(item),
        )
        for item in result.items
    )
    return Grid(_("Each question"), heads, rows, frozenset({0, 5}))


def noted(item: ItemResult) -> str:
    """What is to be seen about a question."""
    notes = [_("low")] if item.low else []
    return ", ".join([*notes, _("talk about it")] if item.differs else notes)


def spanned(item: ItemResult) -> str:
    """The answers to a question in words."""
    if item.median is None:
        return _("nobody knows")
    return _("median %(median)s, from %(low)s to %(high)s") % {
        "median": number(item.median),
        "low": number(item.lowest),
        "high": number(item.highest),
    }


def sides_said(item: ItemResult) -> str:
    """The median of each side that may be shown by itself."""
    return "; ".join(_("%(side)s %(median)s") % {"side": side, "median": number(median)}
                     for side, median in item.by_side)  # fmt: skip


def compared(before: tuple[Round, Result], now: tuple[Round, Result]) -> Grid | None:
    """Domains and questions of two rounds side by side; None where they asked something else.

    Questions are listed where the median moved by a step of the scale or more.
    """
    (first, was), (second, is_) = before, now
    if [domain.title for domain in was.domains] != [domain.title for domain in is_.domains]:
        return None
    change = compare_rounds(instrument_of(second), was.found, is_.found)
    rows = [(_("Whole"), scored(was.score), scored(is_.score), moved(was.score, is_.score))]
    rows += [(one.title, scored(one.score), scored(other.score), moved(one.score, other.score))
             for one, other in zip(was.domains, is_.domains, strict=True)]  # fmt: skip
    earlier = {item.code: item.median for item in was.items}
    for item in is_.items:
        old, new = earlier.get(item.code), item.median
        if old is not None and new is not None and abs(new - old) >= 1:
            rows.append((item.words, number(old), number(new), moved(old, new, 1)))
    warnings = " ".join(told(words) for words in change.warnings)
    title = f"{compared_finding(was, is_)} {warnings}".strip()
    return Grid(title, (_("Domain or question"), first.title, second.title, _("Change")), tuple(rows))


def compared_finding(was: Result, now: Result) -> str:
    """What changed most."""
    gaps = [(two.score - one.score, two.title) for one, two in zip(was.domains, now.domains, strict=True)
            if one.score is not None and two.score is not None]  # fmt: skip
    if not gaps or not any(round(gap) for gap, _title in gaps):
        return _("No domain moved since the round before")
    gap, title = max(gaps, key=lambda each: abs(each[0]))
    words = {"domain": title, "points": written(abs(gap))}
    if gap > 0:
        return _("Moved most since the round before: %(domain)s, up by %(points)s points") % words
    return _("Moved most since the round before: %(domain)s, down by %(points)s points") % words


def moved(was: float | None, now: float | None, decimals: int = 0) -> str:
    """A change with its sign."""
    if was is None or now is None:
        return UNKNOWN
    gap = round(now - was, decimals)
    return signed(f"+{written(gap, decimals)}") if gap > 0 else written(gap, decimals)


def number(value: float | None) -> str:
    """A value of the scale as written."""
    return UNKNOWN if value is None else written(value, 0 if value == int(value) else 1)
