"""The smaller forms: the question, known studies, certainty, withdrawal, files, sample size."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.before.evidence.forms.fields import Percent
from groundswell.before.evidence.models import KnownStudy, Question
from groundswell.before.evidence.models.questions import WORDED
from groundswell.kit.style import signed_count


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]  # Django does not subscript it
    """What is asked of the studies of one context."""

    dose_coverage = Percent(label=gettext_lazy("Share of the target group to be reached at scale, per cent"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Question
        fields = (
            "outcome",
            "benefit",
            "better_words",
            "worse_words",
            "mid",
            "critical_outcome",
            "prespecified",
            "population_differs",
            "cadre",
            "dose_coverage",
            "subgroup_explains",
            "residual_i2",
            "dose_response",
            "confounding_against",
        )
        help_texts = {
            "better_words": gettext_lazy("Such as “fewer newborn deaths”."),
            "worse_words": gettext_lazy("Such as “more newborn deaths”."),
            "mid": gettext_lazy("On the scale of the measure: 0.90 is a tenth less. Empty takes the program's number."),
            "cadre": gettext_lazy("Studies with other staff make us less sure."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        row: Question | None = options.get("instance")
        told = {f"{column}_{tag}": text for column, texts in WORDED.items() if row
                for tag, text in getattr(row, texts).items()}  # fmt: skip
        options["initial"] = {**options.get("initial", {}), **told}
        super().__init__(*args, **options)
        for column in WORDED:
            own = self.fields[column]
            assert isinstance(own, forms.CharField)
            for tag, language in settings.LANGUAGES:
                label = _("%(what)s, in %(language)s") % {"what": own.label, "language": language}
                written = forms.TextInput(attrs={"lang": tag})
                self.fields[f"{column}_{tag}"] = forms.CharField(
                    label=label, required=False, max_length=own.max_length, widget=written
                )

    @property
    def main(self) -> list[BoundField]:
        """The fields that everybody needs."""
        return [field for field in self.visible_fields() if field.name in self.Meta.fields]

    @property
    def worded(self) -> list[BoundField]:
        """The words once more, in each language."""
        return [field for field in self.visible_fields() if field.name not in self.Meta.fields]

    def answers(self) -> dict[str, Any]:
        """What the service takes: the columns, with the words of all languages, also of those not shown here."""
        given = self.cleaned_data
        answers = {name: given[name] for name in self.Meta.fields}
        for column, texts in WORDED.items():
            typed = {tag: given[f"{column}_{tag}"] for tag, _language in settings.LANGUAGES}
            every = {**getattr(self.instance, texts), **typed}
            answers[texts] = {tag: text for tag, text in every.items() if text}
        return answers


class KnownForm(forms.ModelForm):  # type: ignore[type-arg]
    """A study that is known but not entered."""

    class Meta:
        model = KnownStudy
        fields = ("name", "context", "said", "missing", "source")


class CertaintyForm(forms.Form):
    """One question of the certainty, confirmed or counted otherwise."""

    question = forms.CharField(widget=forms.HiddenInput, max_length=200)
    change = forms.TypedChoiceField(
        label=gettext_lazy("Change that counts"),
        choices=lambda: [(n, signed_count(n)) for n in range(-3, 3)],
        coerce=int,
    )
    text = forms.CharField(
        label=gettext_lazy("Because"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed where you count it otherwise than the rule."),
    )


class WithdrawForm(forms.Form):
    """Why a study is taken out of the evidence."""

    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class AdoptForm(forms.Form):
    """Which method's result is taken over."""

    method = forms.CharField(max_length=40)
    version = forms.IntegerField()


class AttachForm(forms.Form):
    """A paper or report."""

    file = forms.FileField(
        label=gettext_lazy("Paper or report"), help_text=gettext_lazy("PDF, Word, a sheet or a picture.")
    )
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=300)


class SampleForm(forms.Form):
    """What the next evaluation expects, for counting its clusters."""

    control = Percent(
        label=gettext_lazy("Share with the outcome without the approach, per cent"),
        required=True,
        help_text=gettext_lazy("Such as 4 newborn deaths in 100 births."),
    )
    effect = Percent(label=gettext_lazy("Share with the approach, per cent"), required=True)
    cluster_size = forms.FloatField(label=gettext_lazy("People measured per cluster"), min_value=1)
    k = forms.FloatField(
        label=gettext_lazy("How much clusters differ (k)"),
        min_value=0,
        max_value=2,
        initial=0.25,
        help_text=gettext_lazy("Coefficient of variation between clusters: 0.25 is usual, 0.5 is much."),
    )
    power = Percent(
        label=gettext_lazy("Chance to see the effect if it is there, per cent"), initial=0.8, min_value=50, max_value=99
    )
    alpha = Percent(label=gettext_lazy("Chance of a false alarm, per cent"), initial=0.05, min_value=0.1, max_value=20)

    def clean(self) -> dict[str, Any]:
        """The two shares must differ."""
        cleaned = super().clean() or {}
        if cleaned.get("control") is not None and cleaned.get("control") == cleaned.get("effect"):
            self.add_error("effect", _("Both shares are the same, so there is no effect to see."))
        for name in ("cluster_size", "k"):
            if name in self.fields:
                self.fields[name].widget.attrs["step"] = "any"
        return cleaned
