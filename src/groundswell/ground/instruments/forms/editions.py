"""Forms of a program's own versions of instruments: changing one in one language, uploading a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.domain.instruments.changing import DomainAs, ItemAs, Wanted, free_code
from groundswell.domain.instruments.instrument import Domain, Instrument
from groundswell.kit.languages import language_named, said

SPARE = 2
ENGLISH = "en"
REASON = gettext_lazy("What was changed, and why?")


@dataclass(frozen=True)
class ItemFields:
    """Fields of one question on the page.

    Args:
        code: Its code.
        english: Its English text, where another language is edited.
        fields: Text, ticks.
    """

    code: str
    english: str
    fields: tuple[BoundField, ...]


@dataclass(frozen=True)
class DomainFields:
    """Fields of one domain on the page.

    Args:
        code: Its code; empty for the new one.
        title: Its title.
        items: Its questions.
        spare: Fields of further questions.
    """

    code: str
    title: BoundField
    items: tuple[ItemFields, ...]
    spare: tuple[BoundField, ...]


class InstrumentForm(forms.Form):
    """The version in use, in one language; adding and taking away happens in English."""

    minimum_raters = forms.IntegerField(label=gettext_lazy("Fewest raters"), min_value=1, max_value=100)
    reason = forms.CharField(label=REASON, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, instrument: Instrument, language: str, data: Mapping[str, Any] | None = None) -> None:
        self.instrument, self.language = instrument, language
        super().__init__(data, initial=self.first())
        self.fields["title"] = words_field(_("Title"), rows=1, required=self.is_english)
        if any(item.critical for item in instrument.items) or self.is_english:
            self.fields["critical_below"] = forms.FloatField(
                label=_("A critical question with a median below this is a gap"), required=False
            )
        for each in instrument.scoring.classes:
            if each.lowest is not None:
                label = _("“%(words)s” begins at") % {"words": said(each.title)}
                self.fields[f"limit-{each.code}"] = forms.FloatField(label=label)
        for domain in instrument.domains:
            self.ask_domain(domain)
        if self.is_english:
            self.fields["newdomain"] = words_field(_("Title of a further domain"), rows=1)
            self.ask_spare("")

    @property
    def is_english(self) -> bool:
        """Whether English is edited."""
        return self.language == ENGLISH

    def first(self) -> dict[str, Any]:
        """What the fields show at first."""
        one, tag = self.instrument, self.language
        shown: dict[str, Any] = {"seen": one.version, "minimum_raters": one.seeing.minimum_raters}
        shown |= {"critical_below": one.scoring.critical_below, "title": one.title.get(tag, "")}
        shown |= {f"limit-{each.code}": each.lowest for each in one.scoring.classes}
        for domain in one.domains:
            shown[f"domain-{domain.code}"] = domain.title.get(tag, "")
            for item in domain.items:
                shown |= {f"item-{item.code}": item.text.get(tag, ""), f"critical-{item.code}": item.critical}
                shown |= {f"reverse-{item.code}": item.reverse}
        return shown

    def ask_domain(self, domain: Domain) -> None:
        """The fields of one domain."""
        self.fields[f"domain-{domain.code}"] = words_field(
            _("Title of the domain"), rows=1, required=self.is_english, hint=self.english(domain.title)
        )
        for item in domain.items:
            hint = self.english(item.text)
            self.fields[f"item-{item.code}"] = words_field(_("Question"), required=self.is_english, hint=hint)
            self.fields[f"critical-{item.code}"] = tick(_("critical: a low answer holds the result down"))
            self.fields[f"reverse-{item.code}"] = tick(_("a high answer is a bad one"))
            self.fields[f"gone-{item.code}"] = tick(_("take this question away"))
        if self.is_english:
            self.ask_spare(domain.code)

    def ask_spare(self, domain: str) -> None:
        """Fields of further questions in a domain."""
        for number in range(SPARE):
            self.fields[f"new-{domain}-{number}"] = words_field(_("A further question"))

    def english(self, texts: Mapping[str, str]) -> str:
        """The English text as a hint, where another language is edited."""
        return "" if self.is_english else texts.get(ENGLISH, "")

    def parts(self) -> Iterator[DomainFields]:
        """The fields by domain, and a domain more."""
        for domain in self.instrument.domains:
            items = tuple(
                ItemFields(
                    item.code,
                    self.english(item.text),
                    tuple(self[f"{name}-{item.code}"] for name in ("item", "critical", "reverse", "gone")),
                )
                for item in domain.items
            )
            yield DomainFields(domain.code, self[f"domain-{domain.code}"], items, self.spare(domain.code))
        if self.is_english:
            yield DomainFields("", self["newdomain"], (), self.spare(""))

    def spare(self, domain: str) -> tuple[BoundField, ...]:
        """The fields of further questions of a domain."""
        names = (f"new-{domain}-{number}" for number in range(SPARE))
        return tuple(self[name] for name in names if name in self.fields)

    def limits(self) -> list[BoundField]:
        """The fields of limits."""
        names = ["title", "minimum_raters", *(["critical_below"] if "critical_below" in self.fields else [])]
        return [self[name] for name in (*names, *(name for name in self.fields if name.startswith("limit-")))]

    def wanted(self) -> Wanted:
        """The change that was asked for."""
        data, used = self.cleaned_data, [item.code for item in self.instrument.items]
        domains = [
            DomainAs(domain.code, data[f"domain-{domain.code}"], (*self.kept(domain), *self.added(domain.code, used)))
            for domain in self.instrument.domains
        ]
        if data.get("newdomain"):
            code = free_code([domain.code for domain in self.instrument.domains], "d")
            domains.append(DomainAs(code, data["newdomain"], self.added("", used)))
        limits = {name.removeprefix("limit-"): value for name, value in data.items() if name.startswith("limit-")}
        return Wanted(
            self.language, data["title"], domains, limits, data["minimum_raters"],
            data.get("critical_below", self.instrument.scoring.critical_below),
        )  # fmt: skip

    def kept(self, domain: Domain) -> Iterator[ItemAs]:
        """The questions of a domain that stay."""
        data = self.cleaned_data
        for item in domain.items:
            if not data[f"gone-{item.code}"]:
                ticks = data[f"critical-{item.code}"], data[f"reverse-{item.code}"]
                yield ItemAs(item.code, data[f"item-{item.code}"], *ticks)

    def added(self, domain: str, used: list[str]) -> tuple[ItemAs, ...]:
        """New questions of a domain, each with a code that is free."""
        found = []
        for name in (f"new-{domain}-{number}" for number in range(SPARE)):
            if self.cleaned_data.get(name):
                used.append(free_code(used, ""))
                found.append(ItemAs(used[-1], self.cleaned_data[name]))
        return tuple(found)


class FileForm(forms.Form):
    """An instrument as a file; shown once more before it is kept."""

    file = forms.FileField(label=gettext_lazy("File (TOML)"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or its text"), required=False, widget=forms.Textarea(attrs={"rows": 12, "dir": "ltr"})
    )

    def content(self) -> tuple[str, str]:
        """Text and name of what was sent.

        Raises:
            forms.ValidationError: Nothing was sent, or it is not text.
        """
        sent = self.cleaned_data.get("file")
        if sent is None:
            return self.cleaned_data["text"], "instrument.toml"
        try:
            return sent.read().decode("utf-8-sig"), sent.name
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This file is not text. Save it as UTF-8.")) from error

    def clean(self) -> dict[str, Any]:
        """Something must be sent."""
        data = super().clean() or {}
        if not data.get("file") and not data.get("text", "").strip():
            raise forms.ValidationError(_("Choose a file, or paste its text."))
        data["content"] = self.content()
        return data


class KeepForm(forms.Form):
    """A file that was shown, to be kept."""

    reason = forms.CharField(label=REASON, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class LanguageForm(forms.Form):
    """The language that is edited, or printed."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, tags: list[str], now: str) -> None:
        super().__init__(initial={"language": now})
        field: Any = self.fields["language"]
        field.choices = [(tag, language_named(tag)) for tag in tags]


class VersionsForm(forms.Form):
    """Which two versions are compared."""

    old = forms.ChoiceField(label=gettext_lazy("The older one"))
    new = forms.ChoiceField(label=gettext_lazy("The newer one"))

    def __init__(self, versions: list[str], old: str, new: str) -> None:
        super().__init__(initial={"old": old, "new": new})
        for name in ("old", "new"):
            field: Any = self.fields[name]
            field.choices = [(version, version) for version in versions]


def words_field(label: str, *, rows: int = 2, required: bool = False, hint: str = "") -> forms.CharField:
    """A field for words of one language."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=1000, help_text=hint, widget=widget)


def tick(label: str) -> forms.BooleanField:
    """A box to tick."""
    return forms.BooleanField(label=label, required=False)
