"""Forms of rounds: opening one, asking raters, and the questionnaire itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.ground.instruments.models import SIDES, Answer, Round
from groundswell.ground.instruments.selectors import Questionnaire
from groundswell.ground.instruments.services import Filled, Given
from groundswell.kit.style import written

UNKNOWN, NOT_APPLICABLE = "unknown", "na"
MOST_AT_ONCE = 30


class OpenForm(forms.Form):
    """What is said when a round is opened."""

    title = forms.CharField(
        label=gettext_lazy("Name of the round"), max_length=200, help_text=gettext_lazy("Such as “After the pilot”.")
    )
    sides = forms.MultipleChoiceField(
        label=gettext_lazy("Which sides are asked?"),
        choices=SIDES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("At least three, so that nobody judges alone."),
    )
    context = forms.CharField(
        label=gettext_lazy("For which context?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Such as “rural”; empty for all."),
    )
    package_version = forms.CharField(
        label=gettext_lazy("Version of the package that is rated"), max_length=40, required=False
    )
    anonymous = forms.BooleanField(
        label=gettext_lazy("We promise the raters that nobody sees who said what"), required=False
    )


class AskForm(forms.Form):
    """Raters of one side who are asked."""

    side = forms.ChoiceField(label=gettext_lazy("Side"), widget=forms.RadioSelect)
    count = forms.IntegerField(label=gettext_lazy("How many links?"), min_value=1, max_value=MOST_AT_ONCE, initial=1)
    names = forms.CharField(
        label=gettext_lazy("Their names, one on each line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("With names there is one link for each name, and the count does not matter."),
    )
    originator = forms.BooleanField(label=gettext_lazy("They made the approach, or ran the pilot"), required=False)

    def __init__(self, round_: Round, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        words = dict(SIDES)
        side: Any = self.fields["side"]
        side.choices = [(code, words[code]) for code in round_.sides]
        if round_.anonymous:
            del self.fields["names"]

    def clean_names(self) -> tuple[str, ...]:
        """The names, without blank lines."""
        names = tuple(line.strip()[:200] for line in self.cleaned_data["names"].splitlines() if line.strip())
        if len(names) > MOST_AT_ONCE:
            raise forms.ValidationError(_("At most %(most)s at once.") % {"most": MOST_AT_ONCE})
        return names


class ReasonForm(forms.Form):
    """Why a rater is withdrawn."""

    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


@dataclass(frozen=True)
class Part:
    """One domain of the questionnaire on the page.

    Args:
        title: Its name.
        pairs: For each question its answer and what it rests on.
    """

    title: str
    pairs: tuple[tuple[BoundField, BoundField], ...]


class SheetForm(forms.Form):
    """The questionnaire: a choice for each question, “I don't know” among them, and what it rests on."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, asked: Questionnaire, data: Mapping[str, Any] | None = None, *, kept: Mapping[str, Answer] | None = None
    ) -> None:
        self.asked, self.is_draft = asked, bool(data and "save" in data)
        super().__init__(data, initial={"submission": uuid4()} | initial_of(kept or {}))
        unknown = (UNKNOWN, _("I don’t know"))
        for question in asked.questions():
            choices = [(plain(value), words) for value, words in question.choices]
            choices += [(NOT_APPLICABLE, _("It does not apply"))] if asked.not_applicable else []
            self.fields[f"item-{question.code}"] = forms.ChoiceField(
                label=question.words,
                choices=[*choices, unknown],
                widget=forms.RadioSelect,
                required=not self.is_draft,
                error_messages={"required": _("Choose one, or “I don’t know”.")},
            )
            self.fields[f"evidence-{question.code}"] = forms.CharField(
                label=_("What does it rest on?"), max_length=500, required=False
            )

    def clean(self) -> dict[str, Any]:
        """What an answer rests on needs the answer: nothing that was written is dropped."""
        cleaned = super().clean() or {}
        for question in self.asked.questions():
            name = f"item-{question.code}"
            if cleaned.get(f"evidence-{question.code}") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("You wrote what it rests on: choose an answer, too."))
        return cleaned

    def parts(self) -> Iterator[Part]:
        """The questions by domain."""
        for domain in self.asked.domains:
            codes = [question.code for question in domain.questions]
            yield Part(domain.title, tuple((self[f"item-{code}"], self[f"evidence-{code}"]) for code in codes))

    def filled(self) -> Filled:
        """The answers as they were given; what was left open is not among them."""
        data, answers = self.cleaned_data, {}
        for question in self.asked.questions():
            answer = data.get(f"item-{question.code}")
            if answer:
                value = None if answer in {UNKNOWN, NOT_APPLICABLE} else float(answer)
                evidence = data.get(f"evidence-{question.code}", "").strip()
                answers[question.code] = Given(value, evidence, answer != NOT_APPLICABLE)
        return Filled(data["submission"], answers)

    def left_open(self) -> int:
        """How many questions have no answer yet."""
        return sum(not self.cleaned_data.get(f"item-{question.code}") for question in self.asked.questions())


def plain(value: float) -> str:
    """A value of the scale as a form sends it."""
    return f"{value:g}"


def initial_of(kept: Mapping[str, Answer]) -> dict[str, str]:
    """What a form shows of answers kept before."""
    first: dict[str, str] = {}
    for item, answer in kept.items():
        nothing = UNKNOWN if answer.applies else NOT_APPLICABLE
        first[f"item-{item}"] = nothing if answer.value is None else plain(answer.value)
        first[f"evidence-{item}"] = answer.evidence
    return first


def numbered(links: Iterable[tuple[Any, str]]) -> list[dict[str, Any]]:
    """Links for the page that shows them once."""
    return [{"rater": rater, "number": written(rater.number), "link": link} for rater, link in links]
