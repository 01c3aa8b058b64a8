"""Persons, organisations, and the roles that give a person reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.domain import access
from groundswell.domain.access import ROLES, Target
from groundswell.ground.places.models import Place
from groundswell.kit.door import Reachable
from groundswell.kit.languages import Texts, said
from groundswell.kit.models import Record

ROLE_WORDS = {
    "owner": _("Keeper of this installation"),
    "coordinator": _("National coordinator"),
    "supervisor": _("District supervisor"),
    "monitor": _("Monitoring and evaluation officer"),
    "facilitator": _("Community facilitator"),
    "donor": _("Donor, reads"),
}


ROLES_SAID = [(role, _(words)) for role, words in ROLES.items()]


class Organisation(Record):
    """An NGO, a ministry, a donor, a federation of groups."""

    KINDS = [
        ("ngo", _("non-governmental organisation")),
        ("government", _("government")),
        ("donor", _("donor")),
        ("community", _("community organisation")),
        ("research", _("research")),
        ("other", _("other")),
    ]
    name = models.CharField(_("name"), max_length=200, unique=True)
    names = Texts(blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS, default="ngo")

    reach = Reachable()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return said(self.names) or self.name

    def target(self) -> Target:
        """Organisations belong to the installation."""
        return Target()


class People(BaseUserManager["Person"]):
    """How persons are made and found for signing in."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> Person:
        """A person who can sign in."""
        person = self.model(login=login.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Signing in does not mind capitals."""
        return self.get(login=(username or "").strip().lower())


class Person(Record, AbstractBaseUser):
    """Somebody who signs in, signs, reports or is responsible."""

    login = models.CharField(_("e-mail or sign-in name"), max_length=200, unique=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    language = models.CharField(_("language"), max_length=20, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    sealed_at = models.DateTimeField(null=True, editable=False)
    demonstration = models.BooleanField(default=False)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = People()

    reach = Reachable(owner="key")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """A session holds until the password, or the moment of the last seal, is another."""
        return self.session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same with the secrets that the installation had before."""
        return (self.session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def session_hash(self, secret: str) -> str:
        """What a session carries, by one secret of the installation."""
        sealed = f"{self.password} {self.sealed_at.isoformat() if self.sealed_at else ''}"
        return salted_hmac("groundswell.people.session", sealed, secret=secret, algorithm="sha256").hexdigest()

    def target(self) -> Target:
        """A person belongs to the installation; what they may do is said by their roles."""
        return Target(owner=str(self.key))

    def grants(self) -> tuple[access.Grant, ...]:
        """All roles of the person as the rule of access reads them; read once per request."""
        rows = Role.objects.filter(person=self, ended_at=None).values_list(
            "role", "program", "place__path", "valid_from", "valid_until"
        )
        return tuple(
            access.Grant(role, program or None, path or "", start, end) for role, program, path, start, end in rows
        )


class Role(Record):
    """A role of a person with its reach: one program or all, one subtree of places or all.

    ``program`` holds the program's key, not a foreign key: programs stand above people in the house, and
    are closed, never deleted. A role that was ended stays as a row with ``ended_at`` and gives nothing any more.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=20, choices=ROLES_SAID)
    program = models.CharField(max_length=40, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    reach = Reachable(program="program", path="place__path", owner="person__key")

    class Meta:
        ordering = ("person", "role")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "role", "program", "place"), condition=Q(ended_at=None), name="role_once_per_place"
            ),
            models.UniqueConstraint(
                fields=("person", "role", "program"),
                condition=Q(ended_at=None, place=None),
                name="role_once_everywhere",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=models.F("valid_from")),
                name="role_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {gettext(ROLES[self.role])}"

    @property
    def word(self) -> str:
        """What the role is called, in the active language."""
        return str(ROLE_WORDS[self.role])

    def target(self) -> Target:
        """The program and place it reaches."""
        return Target(self.program or None, self.place.path if self.place else None, str(self.person.key))


class Invitation(Record):
    """A link by which somebody joins with a role; used once, lapses after 14 days.

    ``token`` is the SHA-256 of the link's secret, so that who reads the table cannot join.
    """

    token = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=20, choices=ROLES_SAID)
    program = models.CharField(max_length=40, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    lapses_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    reach = Reachable(program="program", path="place__path")

    class Meta:
        ordering = ("-invited_at",)

    def __str__(self) -> str:
        return self.name

    @property
    def word(self) -> str:
        """What the role is called, in the active language."""
        return str(ROLE_WORDS[self.role])

    def target(self) -> Target:
        """The program and place of the role offered."""
        return Target(self.program or None, self.place.path if self.place else None)


class Token(Record):
    """By which a program of a person's own comes in their name: reads, or writes too, until a day.

    ``secret`` is the SHA-256 of what was shown once, so that who reads the table cannot come in.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("what it is for"), max_length=100)
    secret = models.CharField(max_length=64, unique=True)
    writes = models.BooleanField(_("may also write"), default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    lapses_at = models.DateTimeField(_("until"))
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    reach = Reachable(owner="person__key")

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.name

    def target(self) -> Target:
        """A token belongs to its person."""
        return Target(owner=str(self.person.key))


class Attempt(models.Model):
    """How often signing in was tried for one account or from one address since a moment.

    ``subject`` is a SHA-256, so that the table holds neither names nor addresses.
    """

    subject = models.CharField(max_length=64, primary_key=True)
    since = models.BigIntegerField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.subject[:8]}: {self.count}"
