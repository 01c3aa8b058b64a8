"""Forms of step 6."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.before.consensus.models import Stakeholder
from groundswell.before.package.forms.elements import tags_of
from groundswell.before.package.models import Element
from groundswell.before.policy.models import AREAS, Ask, Event, Policy
from groundswell.before.policy.models.policies import KINDS, STEP_NUMBERS
from groundswell.before.policy.selectors import STANDINGS, Choice, stakeholders_for
from groundswell.before.policy.services import AskFacts, EventFacts, PolicyFacts
from groundswell.ground.documents.models import File
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import levels_of
from groundswell.ground.programs.models import Program, Wave
from groundswell.kit.door import Permit
from groundswell.kit.fields import DayInput
from groundswell.kit.languages import language_named

LONG = forms.Textarea(attrs={"rows": 3})
MOST_PLACES = 200


class PlaceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The area of a program and what lies below it, as far down as a list can be read."""

    def __init__(self, program: Program, **options: Any) -> None:
        root = program.root
        below = Place.objects.filter(path__gte=root.path, path__lt=root.end, closed_on=None)
        depth = root.depth
        while depth < root.depth + 3 and below.filter(depth__lte=depth + 1).count() <= MOST_PLACES:
            depth += 1
        self.top = root.depth
        super().__init__(below.filter(depth__lte=depth).order_by("path"), to_field_name="key", **options)

    def label_from_instance(self, obj: Any) -> str:
        """The name, farther in the farther down."""
        return f"{'· ' * (obj.depth - self.top)}{obj}"


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]  # Django does not subscript it
    """A law, plan, norm, circular, budget line or staffing norm; or a permission that is missing."""

    steps = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Steps it stops"), required=False, coerce=int, choices=STEP_NUMBERS,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Only where it blocks. None ticked: all of them."),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Policy
        fields = (
            "title", "kind", "area", "place", "link", "file", "starts_on", "ends_on", "on_effectiveness", "on_reach",
            "effect", "elements", "treatment", "waves", "steps",
        )  # fmt: skip
        widgets = {
            "starts_on": DayInput, "ends_on": DayInput, "effect": LONG, "elements": forms.CheckboxSelectMultiple,
            "waves": forms.CheckboxSelectMultiple, "kind": forms.RadioSelect, "on_effectiveness": forms.RadioSelect,
            "on_reach": forms.RadioSelect, "treatment": forms.RadioSelect, "link": forms.URLInput(attrs={"dir": "ltr"}),
        }  # fmt: skip
        help_texts = {
            "title": gettext_lazy("As officials call it, with its number and year."),
            "kind": gettext_lazy("A permission that is missing is recorded as blocking, and settled when it is given."),
            "on_effectiveness": gettext_lazy("Does the approach still work as it was tested, under this rule?"),
            "on_reach": gettext_lazy("Does the rule keep the approach away from people or places?"),
            "waves": gettext_lazy("Only where it blocks. None ticked: all of them."),
            "treatment": gettext_lazy("For a rule that hinders."),
        }

    def __init__(self, *args: Any, program: Program, **options: Any) -> None:
        super().__init__(*args, **options)
        place = self.instance.place.key if self.instance.pk else program.root.key
        self.fields["place"] = PlaceChoice(
            program, label=gettext_lazy("Holds in"), initial=place,
            help_text=gettext_lazy("And everywhere below it."),
        )  # fmt: skip
        self.initial["place"] = place
        self.fields["kind"].choices = KINDS  # type: ignore[attr-defined]  # no row of dashes among the kinds
        self.fields["area"].choices = [("", "–"), *AREAS]  # type: ignore[attr-defined]
        self.fields["file"].empty_label = "–"  # type: ignore[attr-defined]
        self.fields["elements"].queryset = Element.objects.filter(program=program, retired_on=None)  # type: ignore[attr-defined]
        self.fields["waves"].queryset = Wave.objects.filter(program=program)  # type: ignore[attr-defined]
        self.fields["file"].queryset = File.objects.filter(program=program)  # type: ignore[attr-defined]
        self.fields["version"].initial = self.instance.version

        self.tags = tags_of(program)
        for tag in self.tags:
            self.fields[f"titles_{tag}"] = forms.CharField(
                label=_("%(what)s, in %(language)s") % {"what": _("Title"), "language": language_named(tag)},
                required=False, max_length=200, widget=forms.TextInput(attrs={"lang": tag}),
                initial=self.instance.titles.get(tag, ""),
            )  # fmt: skip
        self.fields[f"titles_{self.tags[0]}"].help_text = _("Empty: as officials call it.")
        self.order_fields(["title", *(f"titles_{tag}" for tag in self.tags)])

    def facts(self) -> PolicyFacts:
        """What the form says of a policy, with its titles in languages that are not shown here."""
        said = {name: self.cleaned_data[name] for name in (*self.Meta.fields,)}
        many = {name: tuple(said[name]) for name in ("waves", "elements", "steps")}
        titles = self.instance.titles | {tag: self.cleaned_data[f"titles_{tag}"] for tag in self.tags}
        return PolicyFacts(**(said | many), titles=titles)


class NarrowForm(forms.Form):
    """What the register can be narrowed by; nonsense narrows nothing."""

    level = forms.TypedChoiceField(label=gettext_lazy("Level"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("all kinds")), *KINDS]
    )
    stands = forms.ChoiceField(
        label=gettext_lazy("How it stands"), required=False,
        choices=[("", gettext_lazy("however it stands")), *STANDINGS.items()],
    )  # fmt: skip
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)

    def __init__(self, query: Mapping[str, Any], *, program: Program, policies: Iterable[Policy]) -> None:
        super().__init__(query, auto_id="narrow_%s")
        policies = tuple(policies)
        top, words = program.root, levels_of(program.root)
        self.places = {str(place.key): place for place in sorted({row.place for row in policies}, key=by_path)}
        depths = sorted({place.depth for place in self.places.values()})
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            ("", _("all levels")),
            *((depth, words.get(depth) or _("level %(number)s") % {"number": depth}) for depth in depths),
        ]
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", _("any place")),
            *((key, f"{'· ' * (place.depth - top.depth)}{place}") for key, place in self.places.items()),
        ]

    def choice(self) -> Choice:
        """What is asked for."""
        self.is_valid()
        given = self.cleaned_data
        return Choice(
            given.get("level"), given.get("kind", ""), given.get("stands", ""),
            self.places.get(given.get("place", "")),
        )  # fmt: skip

    @property
    def query(self) -> str:
        """The same for the address of the table in Excel; empty where nothing is narrowed."""
        self.is_valid()
        return urlencode({name: value for name, value in self.cleaned_data.items() if value not in ("", None)})


def by_path(place: Place) -> str:
    """Places above before those below them."""
    return place.path


class SettleForm(forms.Form):
    """How a policy that hindered was settled."""

    how = forms.CharField(
        label=gettext_lazy("How was it settled?"), max_length=500, widget=LONG,
        help_text=gettext_lazy("It was changed, the way around stands, or its area is left out; with day and number."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """Who looked for policies of which area, where, when, and what there was."""

    area = forms.ChoiceField(label=gettext_lazy("Area of the checklist"), choices=AREAS)
    on = forms.DateField(label=gettext_lazy("Reviewed on"), widget=DayInput)
    found = forms.CharField(
        label=gettext_lazy("What was found"), required=False, max_length=500, widget=LONG,
        help_text=gettext_lazy("Empty: nothing that helps or hinders. Each policy found is recorded by itself."),
    )  # fmt: skip

    def __init__(self, *args: Any, program: Program, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"] = PlaceChoice(program, label=gettext_lazy("For"))
        self.fields["on"].initial = timezone.localdate()
        self.order_fields(["area", "place", "on", "found"])


class StakeholderChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A stakeholder of step 5, with office and place."""

    def label_from_instance(self, obj: Any) -> str:
        """Name, office and place."""
        return ", ".join(str(part) for part in (obj.name, obj.office, obj.place) if part)


class AskForm(forms.ModelForm):  # type: ignore[type-arg]
    """What shall change, who decides, until when."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Ask
        fields = ("policy", "change", "why", "stakeholder", "decision_maker", "owner", "deadline")
        widgets = {"deadline": DayInput, "why": LONG}
        help_texts = {
            "change": gettext_lazy("One thing that one person can sign."),
            "decision_maker": gettext_lazy(
                "Name and office of the person who can sign it; may stay empty where a stakeholder is chosen."
            ),
            "owner": gettext_lazy("A person, not only an organisation."),
        }

    def __init__(self, *args: Any, program: Program, permit: Permit, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer(stakeholders_for(permit, program, self.instance))
        self.fields["policy"] = forms.ModelChoiceField(
            Policy.objects.filter(program=program), to_field_name="key", required=False, label=gettext_lazy("The rule"),
            empty_label=gettext_lazy("a new policy"),
        )  # fmt: skip
        if self.instance.policy:
            self.initial["policy"] = self.instance.policy.key
        self.fields["version"].initial = self.instance.version

    def _offer(self, stakeholders: QuerySet[Stakeholder]) -> None:
        """Offer stakeholders; who may not see the one chosen before leaves it as it is."""
        kept = self.instance.stakeholder
        if kept is not None and not stakeholders.filter(pk=kept.pk).exists():
            del self.fields["stakeholder"]
            return
        self.fields["stakeholder"] = StakeholderChoice(
            stakeholders, to_field_name="key", required=False, label=gettext_lazy("Put to the stakeholder"),
            empty_label=gettext_lazy("nobody of step 5"), initial=kept.key if kept else None,
        )  # fmt: skip
        if kept:
            self.initial["stakeholder"] = kept.key

    def facts(self) -> AskFacts:
        """What the form says of an ask."""
        said = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        return AskFacts(**{"stakeholder": self.instance.stakeholder} | said)


class CloseForm(forms.Form):
    """How an ask ended."""

    state = forms.ChoiceField(
        label=gettext_lazy("How did it end?"), widget=forms.RadioSelect,
        choices=[
            ("won", gettext_lazy("won")), ("lost", gettext_lazy("lost")), ("withdrawn", gettext_lazy("withdrawn")),
        ],
    )  # fmt: skip
    outcome = forms.CharField(label=gettext_lazy("What came of it?"), max_length=500, widget=LONG)
    version = forms.IntegerField(widget=forms.HiddenInput)


class EventForm(forms.ModelForm):  # type: ignore[type-arg]
    """A day of the advocacy calendar."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Event
        fields = ("title", "on", "where", "who", "ask", "next_step", "done")
        widgets = {"on": DayInput}

    def __init__(self, *args: Any, program: Program, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ask"] = forms.ModelChoiceField(
            Ask.objects.filter(program=program), to_field_name="key", required=False,
            label=gettext_lazy("For the ask"), empty_label=gettext_lazy("none"),
        )  # fmt: skip
        if self.instance.ask:
            self.initial["ask"] = self.instance.ask.key
        self.fields["version"].initial = self.instance.version

    def facts(self) -> EventFacts:
        """What the form says of a day."""
        return EventFacts(**{name: self.cleaned_data[name] for name in self.Meta.fields})
