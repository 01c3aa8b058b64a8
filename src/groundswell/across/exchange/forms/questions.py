"""Which answers of a household survey count for which indicator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.across.exchange.formats.sheet_periods import read_period
from groundswell.across.exchange.formats.survey import (
    Question,
    SurveyIndicator,
    SurveyPlan,
    missing_words,
    questions_of,
)
from groundswell.across.exchange.formats.tables import Table

NONE: list[tuple[str, Any]] = [("", _("none"))]
FEW = 12


@dataclass(frozen=True)
class QuestionLine:
    """One question on the page: its answers to tick, and the name of the indicator they make."""

    question: Question
    answers: forms.BoundField
    name: forms.BoundField


class SurveyForm(forms.Form):
    """The plan of a survey: place, period, and per question the answers that count."""

    def __init__(self, table: Table, data: Any = None) -> None:
        super().__init__(data)
        self.missing = missing_words(table)
        self.questions = questions_of(table, self.missing)
        headers = [(header, header) for header in table.headers]
        self.fields["place"] = forms.ChoiceField(label=_("Column with the place"), choices=headers)
        self.fields["above"] = forms.ChoiceField(
            label=_("Column with the place above"), choices=NONE + headers, required=False
        )
        self.fields["period"] = forms.CharField(
            label=_("Period of the survey"),
            required=False,
            max_length=40,
            help_text=_("Such as 2021, 2021-Q2 or 2021-06."),
        )
        self.fields["period_column"] = forms.ChoiceField(
            label=_("or column with the date of each interview"), choices=NONE + headers, required=False
        )
        for number, question in enumerate(self.questions):
            if question.answers and len(question.answers) <= FEW:
                choices = [(text, f"{text} ({count})") for text, count in question.answers]
                self.fields[f"answers-{number}"] = forms.MultipleChoiceField(
                    label=question.header, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
                )
                self.fields[f"name-{number}"] = forms.CharField(
                    label=_("Name of the indicator"), required=False, max_length=200, initial=question.header
                )

    def lines(self) -> Iterator[QuestionLine]:
        """The questions whose answers can be counted."""
        for number, question in enumerate(self.questions):
            if f"answers-{number}" in self.fields:
                yield QuestionLine(question, self[f"answers-{number}"], self[f"name-{number}"])

    def clean(self) -> dict[str, Any]:
        """There must be a period and at least one answer that counts."""
        cleaned = super().clean() or {}
        if not cleaned.get("period") and not cleaned.get("period_column"):
            self.add_error("period", _("When was the survey made?"))
        elif cleaned.get("period") and not read_period(cleaned["period"]):
            self.add_error(
                "period", _("“%(text)s” is not a period. Write 2021, 2021-Q2 or 2021-06.") % {"text": cleaned["period"]}
            )
        if not any(cleaned.get(f"answers-{number}") for number in range(len(self.questions))):
            self.add_error(None, _("Tick the answers that count, of at least one question."))
        return cleaned

    def plan(self) -> SurveyPlan:
        """The plan that was described."""
        cleaned = self.cleaned_data
        indicators = tuple(
            SurveyIndicator(cleaned.get(f"name-{number}") or question.header, question.header, tuple(ticked))
            for number, question in enumerate(self.questions)
            if (ticked := cleaned.get(f"answers-{number}"))
        )
        return SurveyPlan(
            place=cleaned["place"], period="" if cleaned["period_column"] else cleaned["period"], indicators=indicators,
            parents=(cleaned["above"],) if cleaned["above"] else (), period_column=cleaned["period_column"],
            missing=self.missing,
        )  # fmt: skip
