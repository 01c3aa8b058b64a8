"""The evidence drawn: forest and funnel, with what a new place may see."""

from __future__ import annotations

import math
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.evidence.models.studies import DESIGNS
from groundswell.before.evidence.selectors import Findings
from groundswell.before.evidence.step.words import measure_words, sides
from groundswell.domain.evidence.effects import Effect
from groundswell.domain.evidence.study import Study
from groundswell.domain.evidence.summary import EvidenceSummary
from groundswell.domain.stats.intervals import wald
from groundswell.domain.values import Interval
from groundswell.kit.charts import forest as plot
from groundswell.kit.charts import funnel as shape
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.style import drawing_style, written


def interval_of(study: Study, effect: Effect, level: float) -> Interval:
    """A study's own interval on the analysis scale: the printed one where it was taken as it is."""
    printed = study.reported
    as_printed = effect.basis == "estimate and interval" and study.clusters_respected is not False
    if printed and as_printed and printed.level == level:
        scale = math.log if effect.measure.is_ratio else float
        return Interval(scale(printed.lower), scale(printed.upper), level)
    return wald(effect.yi, math.sqrt(effect.vi), level, effect.df)


def pointing(findings: Findings, summary: EvidenceSummary) -> str:
    """Which way the studies point, a full sentence."""
    better, _worse = sides(findings.asked)
    towards = sum(summary.sign * effect.yi > 0 for effect in summary.effects)
    away = len(summary.effects) - towards
    if not away:
        words = ngettext("The study points to %(better)s", "All %(n)s studies point to %(better)s", towards)
        return words % {"n": written(towards), "better": better}
    if not towards:
        words = ngettext("The study does not point to %(better)s", "None of %(n)s studies points to %(better)s", away)
        return words % {"n": written(away), "better": better}
    first = ngettext("One study points to %(better)s;", "%(n)s studies point to %(better)s;", towards) % {
        "n": written(towards),
        "better": better,
    }
    second = ngettext("one points the other way", "%(n)s point the other way", away) % {"n": written(away)}
    return f"{first} {second}"


def subtitle(summary: EvidenceSummary, outcome: str) -> str:
    """Measure, level, how to read."""
    style = drawing_style()
    measure = measure_words(summary.measure)
    what = _("%(measure)s of %(outcome)s") % {"measure": measure, "outcome": outcome} if outcome else measure
    first = _("%(what)s with %(level)s interval.") % {
        "what": what[0].upper() + what[1:],
        "level": style.percent(summary.pooled.ci.level),
    }
    if summary.mid is None:
        weights = _("Size of square: weight.")
        return f"{first} {weights}"
    limits = sorted((summary.natural(summary.mid), summary.natural(0.0)))
    strip = _("The shaded strip, %(lower)s to %(upper)s, is too small an effect to matter. Size of square: weight.") % {
        "lower": style.number(limits[0], 2),
        "upper": style.number(limits[1], 0),
    }
    return f"{first} {strip}"


def outcome_of(findings: Findings) -> str:
    """The outcome in words: as asked, or as most studies name it."""
    if findings.asked.outcome:
        return findings.asked.outcome
    named = [study.outcome for study in findings.studies if study.outcome]
    return max(set(named), key=named.count) if named else ""


def forest_of(findings: Findings, *, summary_only: bool = False) -> Drawing | None:
    """The forest plot of one context; None where there is nothing to draw.

    Args:
        findings: What the studies say.
        summary_only: The average and the new place alone, for the home page.

    Returns:
        The drawing.
    """
    summary = findings.summary
    if summary is None:
        return None
    style = drawing_style()
    outcome = outcome_of(findings)
    measure = measure_words(summary.measure)
    better, worse = sides(findings.asked)
    below, above = (better, worse) if findings.asked.benefit == "low" else (worse, better)
    drawn = plot.forest(
        plot.Forest(
            key="forest-home" if summary_only else "forest",
            title=pointing(findings, summary),
            subtitle=subtitle(summary, outcome),
            studies=() if summary_only else studies_drawn(findings, summary),
            pooled=pooled_drawn(summary),
            measure=measure,
            ratio=summary.measure.is_ratio,
            too_small=None if summary.mid is None else summary.natural(summary.mid),
            below=below,
            above=above,
            not_entered=() if summary_only else tuple(known.name for known in findings.known),
        ),
        style,
    )
    return drawn if summary_only else with_conduct(drawn, findings, summary)


def studies_drawn(findings: Findings, summary: EvidenceSummary) -> tuple[plot.Study, ...]:
    """The studies as the plot takes them; those of another context than most stand apart."""
    usual = usual_context(summary)
    level = summary.pooled.ci.level
    found = []
    for study, effect, weight in zip(summary.studies, summary.effects, summary.pooled.weights, strict=True):
        interval = interval_of(study, effect, level)
        found.append(
            plot.Study(
                name=study.id,
                estimate=summary.natural(effect.yi),
                lower=summary.natural(interval.lower),
                upper=summary.natural(interval.upper),
                weight=weight,
                own=study.id in findings.own,
                apart=bool(usual and study.context and study.context != usual),
            )
        )
    return tuple(found)


def usual_context(summary: EvidenceSummary) -> str:
    """The context that most studies name."""
    named = [study.context for study in summary.studies if study.context]
    return max(sorted(set(named)), key=named.count) if named else ""


def pooled_drawn(summary: EvidenceSummary) -> plot.Pooled | None:
    """The diamond and the bar; None with one study, where nothing is pooled."""
    pooled = summary.pooled
    if pooled.k < 2:
        return None
    new = pooled.prediction
    return plot.Pooled(
        estimate=summary.natural(pooled.estimate),
        lower=summary.natural(summary.ci.lower),
        upper=summary.natural(summary.ci.upper),
        predicted=None if new is None else (summary.natural(new.lower), summary.natural(new.upper)),
    )


def with_conduct(drawn: Drawing, findings: Findings, summary: EvidenceSummary) -> Drawing:
    """The same drawing, its table telling also how each study was run."""
    by_name = {study.id: study for study in summary.studies}
    rows = tuple((row[0], *conduct(by_name.get(row[0])), *row[1:]) for row in drawn.rows)
    head, *rest = drawn.headers
    return replace(
        drawn,
        headers=(head, _("Design"), _("Clusters"), _("Who was analysed"), *rest),
        rows=rows,
        text_columns=frozenset({1, 3}),
    )


def conduct(study: Study | None) -> tuple[str, str, str]:
    """Design, clusters and people of a study, in words."""
    if study is None:
        return "", "", ""
    people = [arm.people for arm in (study.treated, study.control) if arm.people is not None]
    who = study.analysis_population or (written(sum(people)) if len(people) == 2 else "")
    return design_words(study), "" if study.clusters is None else written(study.clusters), who


def design_words(study: Study) -> str:
    """The design in the reader's language."""
    return str(dict(DESIGNS)[study.design.value])


def funnel_drawn(summary: EvidenceSummary) -> Drawing:
    """Effects against their precision."""
    return shape.funnel(
        shape.Funnel(
            key="funnel",
            title=_("Do small studies tell another story?"),
            subtitle=_(
                "Each dot is a study; the higher, the more precise. Without bias they spread evenly about the average."
            ),
            studies=tuple(shape.Found(effect.study, effect.yi, math.sqrt(effect.vi)) for effect in summary.effects),
            centre=summary.pooled.estimate,
            measure=measure_words(summary.measure),
            ratio=summary.measure.is_ratio,
        ),
        drawing_style(),
    )
