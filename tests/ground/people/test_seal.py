"""A new password, or the end of a role, closes what was given out in a person's name: tokens, sessions, calendars."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user
from django.test import Client, RequestFactory
from django.urls import reverse

from groundswell.before.policy.services import make_feed
from groundswell.ground.journal.models import Entry
from groundswell.ground.people.models import Person, Role, Token
from groundswell.ground.people.services import change_password, end_role, make_token, set_new_password
from tests import make
from tests.cast import Cast, permit
from tests.ground.people.test_tokens import comes, signed_in

SECRET = "another long and fine password"

Seal = Callable[[Cast], object]


def changed(cast: Cast) -> None:
    change_password(permit(cast.amina, "people.person.change", cast.amina), cast.amina, SECRET)


def set_by_link(cast: Cast) -> None:
    set_new_password(cast.amina, SECRET)


def role_ended(cast: Cast) -> None:
    role = make.role(cast.amina, "monitor", cast.program)
    end_role(permit(keeper(), "people.role.change", cast.program), role, "She only coordinates now.")


def keeper() -> Person:
    person = make.person("Keeper")
    make.role(person, "owner")
    return person


@pytest.mark.parametrize("seal", [changed, set_by_link, role_ended])
def test_it_closes_tokens_sessions_and_calendars(cast: Cast, seal: Seal) -> None:
    token, secret = make_token(permit(cast.amina, "people.self.read"), "Warehouse", 30)
    browser = signed_in(cast.amina)
    calendar = reverse(
        "policy_feed:feed", args=[make_feed(permit(cast.amina, "policy.feed.make", cast.program), cast.program)]
    )
    assert (comes(secret).status_code, browser.get("/people/me").status_code) == (200, 200)
    assert Client().get(calendar).status_code == 200
    seal(cast)
    assert comes(secret).status_code == 401
    assert browser.get("/people/me").status_code == 302
    assert Client().get(calendar).status_code == 404
    assert Token.objects.get(pk=token.pk).revoked_at is not None
    revoked = Entry.objects.get(thing=str(token.key), after__revoked=True)
    assert revoked.before["name"] == "Warehouse"


def test_a_new_token_and_a_new_session_open_again(cast: Cast) -> None:
    role_ended(cast)
    cast.amina.refresh_from_db()
    _token, secret = make_token(permit(cast.amina, "people.self.read"), "Warehouse", 30)
    assert comes(secret).status_code == 200
    assert signed_in(cast.amina).get("/people/me").status_code == 200
    feed = make_feed(permit(cast.amina, "policy.feed.make", cast.program), cast.program)
    assert Client().get(reverse("policy_feed:feed", args=[feed])).status_code == 200


def test_nobody_else_is_signed_out(cast: Cast) -> None:
    _token, secret = make_token(permit(cast.chitra, "people.self.read"), "Dashboard", 30)
    browser = signed_in(cast.chitra)
    changed(cast)
    assert (comes(secret).status_code, browser.get("/people/me").status_code) == (200, 200)


def test_who_changes_the_own_password_stays_signed_in_here(cast: Cast) -> None:
    person = make.person("Grace", password="a long and fine password")
    make.role(person, "monitor", cast.program)
    here, there = signed_in(person), signed_in(person)
    answer = here.post("/people/me/password", {"old": "a long and fine password", "password": SECRET, "again": SECRET})
    assert answer.status_code == 303, answer.content.decode()
    assert (here.get("/people/me").status_code, there.get("/people/me").status_code) == (200, 302)


def test_a_sealed_session_does_not_come_back_by_an_earlier_secret(cast: Cast, settings: LazySettings) -> None:
    """A session begun under the secret before holds on after a change of secret, but not over a seal."""
    browser, sealed = signed_in(cast.amina), signed_in(cast.babu)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another secret of the installation"
    assert browser.session.get("_auth_user_hash") not in (None, cast.amina.get_session_auth_hash())
    assert browser.session["_auth_user_hash"] in list(cast.amina.get_session_auth_fallback_hash())
    role = Role.objects.get(person=cast.babu)
    end_role(permit(keeper(), "people.role.change", cast.program), role, "He left.")
    assert sealed.session["_auth_user_hash"] not in list(
        Person.objects.get(pk=cast.babu.pk).get_session_auth_fallback_hash()
    )
    request = RequestFactory().get("/")
    request.session = sealed.session
    assert not get_user(request).is_authenticated


def test_somebody_who_may_not_sign_in_any_more_comes_in_by_nothing(cast: Cast) -> None:
    _token, secret = make_token(permit(cast.amina, "people.self.read"), "Warehouse", 30)
    browser = signed_in(cast.amina)
    Person.objects.filter(pk=cast.amina.pk).update(is_active=False)
    assert (comes(secret).status_code, browser.get("/people/me").status_code) == (401, 302)
