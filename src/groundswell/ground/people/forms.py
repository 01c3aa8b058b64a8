"""What people's room asks for; forms hold the shape, services the rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.ground.people.models import Person
from groundswell.ground.places.models import Place
from groundswell.kit.fields import DayInput


class SignInForm(forms.Form):
    """Sign-in name and password."""

    login = forms.CharField(
        label=gettext_lazy("E-mail or sign-in name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "long"}),
    )


class ForgottenForm(forms.Form):
    """Who forgot the password."""

    login = forms.CharField(
        label=gettext_lazy("E-mail or sign-in name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "long"}),
    )
    again = forms.CharField(
        label=gettext_lazy("The same again"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "long"}),
    )

    def __init__(self, *args: Any, person: Person | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Both the same, and good enough."""
        given = super().clean() or {}
        first, second = given.get("password"), given.get("again")
        if first and second and first != second:
            self.add_error("again", _("The two passwords differ. Write the same twice."))
        elif first:
            try:
                validate_password(first, self.person or self.as_person(given))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given

    def as_person(self, given: dict[str, Any]) -> Person | None:
        """Whom the password is compared with, when the person does not exist yet."""
        return None


class OwnPasswordForm(NewPasswordForm):
    """A new password with the old one."""

    old = forms.CharField(
        label=gettext_lazy("Password until now"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "long"}),
    )
    field_order = ("old", "password", "again")


class JoinForm(NewPasswordForm):
    """A new person, who follows an invitation."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    login = forms.CharField(
        label=gettext_lazy("E-mail or sign-in name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}),
    )
    field_order = ("name", "login", "password", "again")

    def clean_login(self) -> str:
        """Small letters, and nobody else's."""
        login = str(self.cleaned_data["login"]).strip().lower()
        if Person.objects.filter(login=login).exists():
            raise forms.ValidationError(
                _("“%(login)s” is taken. Choose another; or, if it is yours, sign in first and open the link again.")
                % {"login": login}
            )
        return login

    def as_person(self, given: dict[str, Any]) -> Person | None:
        """A password must not resemble the name."""
        return Person(login=given.get("login", ""), name=given.get("name", ""))


class ParticularsForm(forms.ModelForm):  # type: ignore[type-arg]
    """One's own name, addresses and language."""

    class Meta:
        model = Person
        fields = ("name", "email", "phone", "language")
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"class": "long", "dir": "ltr", "autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "dir": "ltr", "type": "tel"}),
            "language": forms.Select(choices=[("", gettext_lazy("as the browser asks")), *settings.LANGUAGES]),
        }


class ReasonForm(forms.Form):
    """One sentence why."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=1000,
        help_text=gettext_lazy("One sentence. It stands in the journal beside your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReachForm(forms.Form):
    """A role and where it reaches."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)
    place = forms.ChoiceField(
        label=gettext_lazy("Where"),
        required=False,
        help_text=gettext_lazy("It reaches this place and all beneath. For a deeper place, begin on its page."),
    )

    def __init__(
        self, *args: Any, roles: list[tuple[str, str]], places: list[Place], whole: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.places = {str(place.key): place for place in places}
        top = [("", _("The whole program"))] if whole else []
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["place"].choices = top + [(key, str(place)) for key, place in self.places.items()]  # type: ignore[attr-defined]
        self.fields["place"].required = not whole

    def chosen_place(self) -> Place | None:
        """The place chosen; None for the whole program."""
        return self.places.get(self.cleaned_data["place"])


class InvitationForm(ReachForm):
    """Whom to invite."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("The link is sent there, if this installation sends mail; you see it in any case."),
        widget=forms.EmailInput(attrs={"class": "long", "dir": "ltr"}),
    )
    field_order = ("name", "email", "role", "place")


class RoleForm(ReachForm):
    """Another role for a person."""

    valid_from = forms.DateField(label=gettext_lazy("From"), required=False, widget=DayInput)
    valid_until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DayInput)
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        """A role ends after it starts."""
        given = super().clean() or {}
        start, end = given.get("valid_from"), given.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", _("The role would end before it starts."))
        return given


class TokenForm(forms.Form):
    """What a token is for, for how long, and whether it may write."""

    DAYS = [
        (30, gettext_lazy("one month")),
        (90, gettext_lazy("three months")),
        (365, gettext_lazy("one year")),
    ]
    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        help_text=gettext_lazy("Such as “Reports of Dorasa into our data warehouse”."),
        max_length=100,
    )
    days = forms.TypedChoiceField(label=gettext_lazy("How long it holds"), choices=DAYS, initial=90, coerce=int)
    writes = forms.BooleanField(
        label=gettext_lazy("It may also write what I may write"),
        help_text=gettext_lazy("Leave this empty for software that only reads."),
        required=False,
    )
