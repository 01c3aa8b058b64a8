"""The form of a study: many fields in few sections, most of them may stay empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.before.evidence.forms.fields import Column, Percent, YesNo, read_pasted
from groundswell.before.evidence.models import Study
from groundswell.before.evidence.models.studies import BIAS_DOMAINS, RISKS
from groundswell.before.evidence.services import Standing
from groundswell.domain.errors import BadInput
from groundswell.domain.evidence.study import (
    Allocation,
    Arm,
    BiasDomain,
    Design,
    Measure,
    Reported,
    Risk,
    RiskOfBias,
    Subgroup,
)
from groundswell.domain.evidence.study import Study as StudyValue

SUBGROUP_COLUMNS = (
    Column("variable", needed=True),
    Column("name", needed=True),
    Column("treated_people", "whole"),
    Column("treated_events", "number"),
    Column("control_people", "whole"),
    Column("control_events", "number"),
)
ARM = ("clusters", "people", "events", "mean", "sd", "baseline")
WORDS = (
    "title",
    "outcome",
    "allocation_unit",
    "context",
    "setting",
    "country",
    "cadre",
    "package_version",
    "registration",
    "funder",
    "source",
    "analysis_population",
    "notes",
)
VALUES = (
    "yi",
    "vi",
    "icc",
    "design_effect",
    "follow_up_months",
    "pre_periods",
    "dose_meetings",
    "dose_coverage",
    "fidelity",
    "year",
    "clusters_respected",
    "registered",
    "independent",
)
PLAIN = (
    *("name", "title", "year", "country", "setting", "context", "source", "design", "allocation", "allocation_unit"),
    *("outcome", "measure", "estimate", "lower", "upper", "df", "analysis_population", "icc", "design_effect"),
    *(f"{arm}_{name}" for arm in ("treated", "control") for name in ARM),
    *("yi", "vi", "follow_up_months", "pre_periods", "dose_meetings", "cadre", "package_version"),
    *("registration", "funder", "notes", "own", "counts"),
)


def hinted(name: str, hint: Any) -> tuple[str, Any]:
    """A field and its hint."""
    return name, hint


HINTS = dict(
    (
        hinted("name", gettext_lazy("As it shall stand in charts, such as “Nepal, Makwanpur 2004”.")),
        hinted("context", gettext_lazy("Such as “rural”. A verdict belongs to one context.")),
        hinted("setting", gettext_lazy("Where it was done; two studies of one setting count as one setting.")),
        hinted("allocation_unit", gettext_lazy("Such as “village”. The analysis must be by this unit.")),
        hinted("outcome", gettext_lazy("Such as “newborn death within 28 days”.")),
        hinted("estimate", gettext_lazy("As printed: a ratio as a ratio, not as its logarithm.")),
        hinted("df", gettext_lazy("Only if the paper names a t distribution; else leave it empty.")),
        hinted("treated_events", gettext_lazy("People with the outcome.")),
        hinted("yi", gettext_lazy("Only where neither an interval nor counts are known; logarithm for ratios.")),
        hinted("dose_meetings", gettext_lazy("Meetings offered to each group.")),
        hinted("own", gettext_lazy("Drawn in bold.")),
    )
)


@dataclass(frozen=True)
class Section:
    """A part of the form under a heading of its own."""

    key: str
    title: str
    hint: str
    fields: tuple[BoundField, ...]


class StudyForm(forms.Form):
    """All that step 2 records of a study; gives the frozen value."""

    level = Percent(label=gettext_lazy("Level of the interval, per cent"), min_value=50, max_value=99.99)
    adjusted_for = forms.CharField(
        label=gettext_lazy("Adjusted for"), required=False, help_text=gettext_lazy("Separated by commas.")
    )
    clusters_respected = YesNo(label=gettext_lazy("Does the printed interval allow for the clusters?"))
    registered = YesNo(label=gettext_lazy("Was it registered before its results?"))
    independent = YesNo(label=gettext_lazy("Were the evaluators independent of the implementers?"))
    dose_coverage = Percent(label=gettext_lazy("Share of the target group that took part, per cent"))
    fidelity = Percent(label=gettext_lazy("Share of sessions held well, per cent"))
    subgroups = forms.CharField(
        label=gettext_lazy("Subgroups"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
        help_text=gettext_lazy(
            "One line each, with a head line: variable, name, treated_people, treated_events, "
            "control_people, control_events."
        ),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = forms.fields_for_model(Study, fields=PLAIN, help_texts=HINTS)
        for field in own.values():
            if isinstance(field, forms.FloatField):
                field.widget.attrs["step"] = "any"
        own["notes"].widget.attrs["rows"] = 3
        self.fields = {**own, **self.fields}
        for domain, label in BIAS_DOMAINS:
            self.fields[f"risk {domain}"] = forms.ChoiceField(
                label=capfirst(label), required=False, choices=[("", gettext_lazy("not judged")), *RISKS]
            )
            self.fields[f"because {domain}"] = forms.CharField(
                label=gettext_lazy("Because"), required=False, max_length=500
            )

    def clean(self) -> dict[str, Any]:
        """Shape only: limits in order, events within people, subgroups readable."""
        cleaned = super().clean() or {}
        lower, estimate, upper = (cleaned.get(name) for name in ("lower", "estimate", "upper"))
        given = [value is not None for value in (lower, estimate, upper)]
        if any(given) and not all(given):
            self.add_error("estimate", _("Give the estimate with both limits, or none of the three."))
        elif lower is not None and upper is not None and not lower < upper:
            self.add_error("upper", _("The upper limit must be above the lower limit."))
        for arm in ("treated", "control"):
            people, events = cleaned.get(f"{arm}_people"), cleaned.get(f"{arm}_events")
            if people is not None and events is not None and not 0 <= events <= people:
                self.add_error(f"{arm}_events", _("Events must lie between 0 and the number of people."))
        if cleaned.get("vi") is not None and cleaned["vi"] <= 0:
            self.add_error("vi", _("A variance is above 0."))
        if cleaned.get("design_effect") is not None and cleaned["design_effect"] < 1:
            self.add_error("design_effect", _("A design effect is 1 or more."))
        if cleaned.get("icc") is not None and not -1 <= cleaned["icc"] <= 1:
            self.add_error("icc", _("An intra-cluster correlation lies between −1 and 1."))
        if cleaned.get("subgroups", "").strip():
            cleaned["subgroup_rows"], faults = read_pasted(cleaned["subgroups"], SUBGROUP_COLUMNS)
            for fault in faults:
                self.add_error("subgroups", fault)
        return cleaned

    def value(self) -> StudyValue:
        """The frozen study.

        Raises:
            BadInput: The answers do not make a study.
        """
        data = self.cleaned_data
        if not data.get("name", "").strip():
            raise BadInput(_("A study needs a short name."), _("Write one."), code="study_has_name")
        printed = None
        if data["estimate"] is not None:
            printed = Reported(data["estimate"], data["lower"], data["upper"], data["level"] or 0.95, data["df"])
        return StudyValue(
            id=data["name"].strip(),
            design=Design(data["design"]),
            measure=Measure(data["measure"]),
            allocation=Allocation(data["allocation"]),
            treated=Arm(**{name: data[f"treated_{name}"] for name in ARM}),
            control=Arm(**{name: data[f"control_{name}"] for name in ARM}),
            reported=printed,
            adjusted_for=tuple(word.strip() for word in data["adjusted_for"].split(",") if word.strip()),
            risk_of_bias=self.risks(),
            subgroups=self.subgroup_values(),
            **{name: data[name] for name in (*WORDS, *VALUES)},
        )

    def standing(self) -> Standing:
        """What the program says of the study."""
        return Standing(self.cleaned_data["own"], self.cleaned_data["counts"])

    def risks(self) -> tuple[RiskOfBias, ...]:
        """The domains that were judged."""
        data = self.cleaned_data
        return tuple(
            RiskOfBias(domain, Risk(data[f"risk {domain}"]), data[f"because {domain}"])
            for domain in BiasDomain
            if data[f"risk {domain}"]
        )

    def subgroup_values(self) -> tuple[Subgroup, ...]:
        """The subgroups that were pasted."""
        return tuple(
            Subgroup(
                row["variable"],
                row["name"],
                Arm(people=row["treated_people"], events=row["treated_events"]),
                Arm(people=row["control_people"], events=row["control_events"]),
            )
            for row in self.cleaned_data.get("subgroup_rows", ())
        )

    def sections(self) -> list[Section]:
        """The form in its parts, for a phone as for a desk."""
        return [
            Section(key, str(title), str(hint), tuple(self[name] for name in names))
            for key, title, hint, names in PARTS
        ]


PARTS: tuple[tuple[str, Any, Any, tuple[str, ...]], ...] = (
    (
        "which",
        gettext_lazy("Which study?"),
        "",
        ("name", "title", "year", "country", "setting", "context", "source", "own", "counts"),
    ),
    (
        "how",
        gettext_lazy("How did it compare?"),
        "",
        (
            "design",
            "allocation",
            "allocation_unit",
            "treated_clusters",
            "control_clusters",
            "pre_periods",
            "follow_up_months",
        ),
    ),
    (
        "result",
        gettext_lazy("What did it report?"),
        gettext_lazy("The estimate and its interval as printed. Counts below let us check them."),
        (
            *("outcome", "measure", "estimate", "lower", "upper", "level", "df"),
            *("clusters_respected", "adjusted_for", "analysis_population"),
        ),
    ),
    (
        "counts",
        gettext_lazy("What was counted in each arm?"),
        gettext_lazy("Events for yes-or-no outcomes, means for measurements. Leave empty what the paper does not say."),
        (
            *(f"{arm}_{name}" for name in ARM[1:] for arm in ("treated", "control")),
            *("icc", "design_effect", "yi", "vi", "subgroups"),
        ),
    ),
    (
        "approach",
        gettext_lazy("How was the approach carried out?"),
        "",
        ("cadre", "package_version", "dose_meetings", "dose_coverage", "fidelity"),
    ),
    (
        "bias",
        gettext_lazy("Where may it be biased?"),
        gettext_lazy("What is not judged counts as high risk when we say how sure we are."),
        tuple(f"{part} {domain}" for domain, _label in BIAS_DOMAINS for part in ("risk", "because")),
    ),
    (
        "trust",
        gettext_lazy("Who paid, who evaluated?"),
        "",
        ("registered", "registration", "independent", "funder", "notes"),
    ),
)


def initial_of(study: Study) -> dict[str, Any]:
    """A stored study as the form's first answers."""
    first: dict[str, Any] = {name: getattr(study, name) for name in PLAIN}
    first |= {name: getattr(study, name) for name in ("level", "clusters_respected", "registered", "independent")}
    first |= {name: getattr(study, name) for name in ("dose_coverage", "fidelity", "version")}
    first["adjusted_for"] = ", ".join(study.adjusted_for)
    for risk in study.risks.all():
        first[f"risk {risk.domain}"], first[f"because {risk.domain}"] = risk.risk, risk.because
    first["subgroups"] = subgroups_pasted(study)
    return first


def subgroups_pasted(study: Study) -> str:
    """The stored subgroups as the table that could be pasted."""
    groups = study.subgroups.all()
    if not groups:
        return ""
    heads = [column.name for column in SUBGROUP_COLUMNS]
    lines = [";".join(heads)]
    lines += [
        ";".join("" if getattr(group, head) is None else str(getattr(group, head)) for head in heads)
        for group in groups
    ]
    return "\n".join(lines)
