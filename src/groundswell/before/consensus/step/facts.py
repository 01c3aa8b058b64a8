"""Single facts of the case, each with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.evidence.selectors import Findings
from groundswell.before.evidence.step.words import because, chances, differences, finding, grade_words, measure_words
from groundswell.before.vision.selectors import Stored
from groundswell.domain.consensus.absolute import Absolute, Baseline, absolute_of, baseline_of
from groundswell.domain.evidence.certainty import Grade
from groundswell.ground.programs.models import Program, Site
from groundswell.kit.style import day_written, drawing_style, written


@dataclass(frozen=True)
class Fact:
    """A sentence, and what it rests on: n, source, day."""

    text: str
    basis: str = ""


def evidence(found: Findings) -> Fact:
    """What the studies say together, in words, and how sure that is."""
    if found.summary is None:
        return Fact(f"{finding(found)}.")
    count = found.summary.pooled.k
    studies = ngettext("%(n)s study with a comparison group", "%(n)s studies with a comparison group", count)
    where = found.asked.context or _("all contexts")
    basis = _("%(studies)s; %(where)s; certainty %(grade)s.") % {
        "studies": studies % {"n": written(count)}, "where": where, "grade": grade_words(found.certainty.grade),
    }  # fmt: skip
    return Fact(f"{finding(found)}. {sure(found.certainty.grade)}", basis)


def sure(grade: Grade) -> str:
    """How sure we are, in plain words."""
    words = {
        Grade.HIGH: _("We are sure of it."),
        Grade.MODERATE: _("We are fairly sure of it."),
        Grade.LOW: _("We are not very sure of it: the truth may well be different."),
        Grade.VERY_LOW: _("We are not sure of it at all."),
    }
    return words[grade]


def absolute(found: Findings) -> Absolute | None:
    """The effect in counts, where a baseline is known."""
    if found.summary is None:
        return None
    return absolute_of(found.summary, baseline_of(found.summary.studies))


def effect(found: Findings) -> Fact | None:
    """Of 1,000, how many without and with it, and between which limits; None without a baseline.

    The change is that of the rounded counts, so that a reader who subtracts finds the same.
    """
    counts, summary = absolute(found), found.summary
    if counts is None or summary is None:
        return None
    baseline = baseline_of(summary.studies)
    assert baseline is not None
    style = drawing_style()
    text = _(
        "%(outcome)s, of %(of)s: about %(without)s without the approach, about %(with)s with it. "
        "That is %(change)s; it may be anything from %(lower)s to %(upper)s."
    ) % {
        "outcome": upper_first(found.asked.outcome or _("the outcome studied")),
        "of": written(counts.of), "without": written(counts.without), "with": written(counts.with_it),
        "change": change_said(round(counts.with_it) - round(counts.without)),
        "lower": change_said(counts.interval.lower), "upper": change_said(counts.interval.upper),
    }  # fmt: skip
    pooled = _("pooled %(measure)s %(estimate)s (%(level)s interval %(span)s)") % {
        "measure": measure_words(summary.measure),
        "estimate": style.number(summary.natural(summary.pooled.estimate), 2),
        "level": style.percent(summary.ci.level),
        "span": style.span(summary.natural(summary.ci.lower), summary.natural(summary.ci.upper), 2),
    }
    return Fact(text, upper_first(_("%(counts)s; %(pooled)s.") % {"counts": counted(baseline), "pooled": pooled}))


def counted(baseline: Baseline) -> str:
    """What the risk without the approach rests on."""
    words = {"events": written(baseline.events), "people": written(baseline.people), "n": written(baseline.studies)}
    return (
        ngettext(
            "without it: %(events)s of %(people)s in %(n)s study that prints counts",
            "without it: %(events)s of %(people)s in %(n)s studies that print counts",
            baseline.studies,
        )
        % words
    )


def change_said(change: float) -> str:
    """A change per 1,000 in words.

    Rounded first: what rounds to 0 is no difference.
    """
    count = round(abs(change))
    if not count:
        return _("no difference")
    words = {"n": written(count)}
    if change < 0:
        return ngettext("%(n)s fewer", "%(n)s fewer", count) % words
    return ngettext("%(n)s more", "%(n)s more", count) % words


def surety(found: Findings) -> tuple[Fact, ...]:
    """For those who know the method: average, interval, new place, differences."""
    summary = found.summary
    if summary is None:
        return ()
    count = written(summary.pooled.k)
    basis = _("Random effects over %(n)s studies; certainty %(grade)s.") % {
        "n": count, "grade": grade_words(found.certainty.grade),
    }  # fmt: skip
    return (Fact(because(found), basis), Fact(differences(summary), basis))


def new_place(found: Findings) -> Fact | None:
    """The chances of a new place, in a sentence; None below three studies."""
    if found.summary is None or found.summary.p_benefit is None:
        return None
    basis = _("Prediction for a new place, from %(n)s studies.") % {"n": written(found.summary.pooled.k)}
    return Fact(f"{upper_first(chances(found.summary.p_benefit))}.", basis)


def now_at_work(program: Program) -> Fact:
    """Communities at work today."""
    today = timezone.localdate()
    working = Q(started_on__lte=today) & (Q(stopped_on__isnull=True) | Q(stopped_on__gt=today))
    count = Site.objects.filter(program=program).aggregate(n=Count("id", filter=working))["n"]
    text = ngettext("%(n)s community is at work today.", "%(n)s communities are at work today.", count)
    return Fact(text % {"n": written(count)}, _("Register of communities, %(day)s.") % {"day": day_written(today)})


def growth(stored: Stored) -> Fact | None:
    """The target of the vision; None where none is written down."""
    vision, latest = stored.vision, stored.latest
    if not (vision.number and vision.unit and vision.by):
        return None
    text = _("The aim: %(number)s %(unit)s by %(month)s.") % {
        "number": written(vision.number), "unit": vision.unit, "month": day_written(vision.by, "YEAR_MONTH_FORMAT"),
    }  # fmt: skip
    if latest is None:
        return Fact(text, _("Vision, not adopted yet."))
    words = {"number": written(latest.number), "day": day_written(latest.adopted_on), "name": latest.adopted_by}
    return Fact(text, _("Vision, version %(number)s, adopted on %(day)s by %(name)s.") % words)


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
