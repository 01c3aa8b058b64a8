"""Forms for storing a file, for documents and for their editions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.ground.documents.models import KINDS, Document, Edition
from groundswell.ground.documents.services import DocumentFacts, EditionFacts
from groundswell.ground.programs.forms import Tags
from groundswell.kit.fields import DayInput
from groundswell.kit.languages import direction_of, language_named

TITLE_IN = "title_"
OTHER = "-"
ALLOWED = gettext_lazy(
    "PDF, office file without macros, picture, sound, film, CSV or plain text. From photographs we take out where they "
    "were taken. Films, sound, PDF and office files may tell where, when and by whom they were made: where that could "
    "harm somebody, take it out before you send them."
)


class StoreForm(forms.Form):
    """A file and what it is."""

    upload = forms.FileField(label=gettext_lazy("File"), help_text=ALLOWED)
    title = forms.CharField(label=gettext_lazy("What is it?"), max_length=300, required=False)


class NarrowForm(forms.Form):
    """Which documents to show."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, *args: Any, languages: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("all")), *KINDS]  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", _("all")), *named(languages)]  # type: ignore[attr-defined]

    def narrowed(self) -> dict[str, str]:
        """What the reader chose; nothing where the address says nonsense."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("kind", "language")}


class DocumentForm(forms.ModelForm):  # type: ignore[type-arg]  # Django does not subscript it
    """What a document is, with its title in the program's languages."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Document
        fields = ("kind", "audience", "licence", "contact")
        help_texts = {
            "audience": gettext_lazy("Facilitators, trainers, supervisors, mothers …"),
            "licence": gettext_lazy("Under which others may copy and change it, such as CC BY-SA 4.0."),
        }

    def __init__(self, *args: Any, languages: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        titles = self.instance.title
        self.tags = tuple(dict.fromkeys([*(languages or ("en",)), *titles]))
        for tag in self.tags:
            self.fields[f"{TITLE_IN}{tag}"] = forms.CharField(
                label=_("Title in %(language)s") % {"language": language_named(tag)},
                max_length=200,
                required=False,
                initial=titles.get(tag, ""),
                widget=forms.TextInput(attrs={"dir": direction_of(tag), "lang": tag}),
            )
        self.order_fields(["kind", *(f"{TITLE_IN}{tag}" for tag in self.tags)])

    def clean(self) -> dict[str, Any]:
        """A title in at least one language."""
        given = super().clean() or {}
        if not any(given.get(f"{TITLE_IN}{tag}") for tag in self.tags):
            self.add_error(f"{TITLE_IN}{self.tags[0]}", _("Write the title in at least one language."))
        return given

    def facts(self) -> DocumentFacts:
        """What the service takes."""
        given = self.cleaned_data
        titles = {tag: given[f"{TITLE_IN}{tag}"] for tag in self.tags}
        return DocumentFacts(given["kind"], titles, given["audience"], given["licence"], given["contact"])


class EditionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A version in one language: a file to send, or a text to paste."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    other = Tags(
        label=gettext_lazy("Which other language?"),
        required=False,
        help_text=gettext_lazy("Its tag: sw for Swahili, kri for Krio, bn for Bengali …"),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    upload = forms.FileField(label=gettext_lazy("File"), required=False, help_text=ALLOWED)
    translated_from = forms.ModelChoiceField(
        Edition.objects.none(),
        label=gettext_lazy("Translated from"),
        required=False,
        to_field_name="key",
        empty_label="–",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Edition
        fields = ("label", "dated", "text", "pages", "made_by", "audience", "translated_from")
        widgets = {"dated": DayInput, "text": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "label": gettext_lazy("As it stands on the cover, such as 3.1."),
            "text": gettext_lazy(
                "Paste it here instead of a file. # begins a heading, - a list; an empty line begins a new paragraph."
            ),
            "pages": gettext_lazy("Of paper, where it is printed."),
        }

    field_order = ("label", "language", "other", "dated", "upload", "text", "translated_from")

    def __init__(self, *args: Any, document: Document, languages: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        now = self.instance.language
        choices = named(tuple(dict.fromkeys([*languages, *([now] if now else [])])))
        another = (OTHER, _("another language"))
        self.fields["language"].choices = [("", "–"), *choices, another]  # type: ignore[attr-defined]
        self.initial.setdefault("language", now)
        others = Edition.objects.filter(document=document).exclude(pk=self.instance.pk).defer("text")
        self.fields["translated_from"].queryset = others.select_related("document")  # type: ignore[attr-defined]
        if self.instance.file_id:
            self.fields["upload"].help_text = _("Send a file only to replace “%(name)s”.") % {
                "name": self.instance.file
            }

    def clean(self) -> dict[str, Any]:
        """One language; a file or a text."""
        given = super().clean() or {}
        others = given.get("other") or []
        if given.get("language") == OTHER and len(others) != 1 and "other" not in self.errors:
            self.add_error("other", _("Write the tag of the language: one, such as kri."))
        given["tag"] = others[0] if given.get("language") == OTHER and others else given.get("language", "")
        kept = self.instance.file_id and not given.get("text")
        if bool(given.get("upload")) == bool(given.get("text")) and not (kept or self.errors.get("upload")):
            self.add_error("upload", _("Choose a file, or paste the text: one of the two."))
        return given

    def _post_clean(self) -> None:
        """The service writes the row; the form only reads what was typed."""

    def facts(self) -> EditionFacts:
        """What the service takes; the file that is kept where none was sent and no text was pasted."""
        given = self.cleaned_data
        kept = None if given["upload"] or given["text"] else self.instance.file
        plain = {name: given[name] for name in ("label", "dated", "text", "pages", "made_by", "audience")}
        return EditionFacts(
            language=given["tag"], file=kept, translated_from=given["translated_from"], **plain,
        )  # fmt: skip


class WordsForm(forms.Form):
    """A text to measure, and its language."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=200_000, widget=forms.Textarea(attrs={"rows": 12}),
    )  # fmt: skip

    def __init__(self, *args: Any, languages: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = named(tuple(dict.fromkeys([*languages, "en", "fr", "ar", "sw"])))  # type: ignore[attr-defined]


def named(tags: tuple[str, ...]) -> list[tuple[str, str]]:
    """Languages to choose from."""
    return [(tag, language_named(tag)) for tag in tags]
