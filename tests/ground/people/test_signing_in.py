"""Signing in and out, the brake on trying, and forgotten passwords."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse

from groundswell.ground.people.models import Attempt, Person, Role
from groundswell.ground.people.services import first_keeper_link, make_link, reset_address
from groundswell.ground.people.services import signing_in as brake
from groundswell.ground.people.tasks import send_reset_link
from tests import make
from tests.cast import Cast, permit

SIGN_IN = "/people/sign-in"
SECRET = "a long and fine password"


@pytest.fixture
def grace(db: None) -> Person:
    return make.person("Grace", password=SECRET)


def attempt(client: Client, login: str, password: str, **more: Any) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": password} | more)


def said(response: Any) -> str:
    found = BeautifulSoup(response.content, "html.parser").select_one(".errors")
    return found.get_text(" ", strip=True) if found else ""


def test_a_person_signs_in_whatever_the_capitals_of_the_name(client: Client, grace: Person) -> None:
    response = attempt(client, " Grace@Example.org ", SECRET, next="/steps/")
    assert (response.status_code, response["Location"]) == (303, "/steps/")
    assert client.session["_auth_user_id"] == str(grace.pk)


def test_passwords_are_kept_by_argon2(grace: Person) -> None:
    assert grace.password.startswith("argon2$argon2id$")


def test_nobody_is_sent_to_another_site_after_signing_in(client: Client, grace: Person) -> None:
    assert attempt(client, grace.login, SECRET, next="https://evil.example/")["Location"] == "/"


def test_an_unknown_person_and_a_wrong_password_get_the_same_answer(client: Client, grace: Person) -> None:
    wrong, unknown = attempt(client, grace.login, "wrong"), attempt(client, "nobody@example.org", "wrong")
    assert wrong.status_code == unknown.status_code == 422
    assert said(wrong) == said(unknown) != ""


def test_an_unknown_person_costs_as_much_hashing_as_a_wrong_password(
    client: Client, grace: Person, monkeypatch: Any
) -> None:
    hashed: list[str] = []
    for name in ("encode", "verify"):
        plain = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(
            Argon2PasswordHasher, name, lambda *a, _plain=plain, **k: (hashed.append("x"), _plain(*a, **k))[1]
        )
    counts = []
    for login in (grace.login, "nobody@example.org"):
        hashed.clear()
        attempt(client, login, "wrong")
        counts.append(len(hashed))
    assert counts == [1, 1]


def test_a_new_installation_gives_its_starter_a_link_until_somebody_can_sign_in(client: Client, db: None) -> None:
    link = first_keeper_link()
    assert link is not None
    assert first_keeper_link() is not None
    assert Role.objects.filter(role="owner").count() == 1
    assert client.post(link, {"password": SECRET, "again": SECRET}).status_code == 303
    assert first_keeper_link() is None
    assert client.get("/programs/new").status_code == 200


def test_after_ten_failures_even_the_right_password_waits(client: Client, grace: Person, monkeypatch: Any) -> None:
    monkeypatch.setattr(brake, "authenticate", lambda *_a, **_k: None)
    for _ in range(10):
        assert attempt(client, grace.login, "wrong").status_code == 422
    monkeypatch.undo()
    refused = attempt(client, grace.login, SECRET)
    assert refused.status_code == 429
    assert re.search(r"Wait 1[45] minutes", said(refused))
    assert "_auth_user_id" not in client.session
    Attempt.objects.update(since=0)
    assert attempt(client, grace.login, SECRET).status_code == 303


def test_one_address_cannot_try_many_accounts(client: Client, grace: Person, monkeypatch: Any) -> None:
    monkeypatch.setattr(brake, "authenticate", lambda *_a, **_k: None)
    answers = [attempt(client, f"person{number}@example.org", "x").status_code for number in range(11)]
    assert answers == [422] * 10 + [429]
    elsewhere = client.post(SIGN_IN, {"login": "p@example.org", "password": "x"}, REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 422


def test_signing_in_rightly_takes_the_count_back(client: Client, grace: Person) -> None:
    attempt(client, grace.login, "wrong")
    assert attempt(client, grace.login, SECRET).status_code == 303
    assert not Attempt.objects.filter(subject=brake.subject("account", grace.login)).exists()
    assert Attempt.objects.get().count == 1


def test_the_table_of_attempts_holds_neither_names_nor_addresses(client: Client, grace: Person) -> None:
    attempt(client, grace.login, "wrong")
    assert all(re.fullmatch("[0-9a-f]{64}", row.subject) for row in Attempt.objects.all())


def test_an_ipv6_subscriber_counts_as_one_address(rf: Any) -> None:
    one, other = rf.get("/", REMOTE_ADDR="2001:db8::1"), rf.get("/", REMOTE_ADDR="2001:db8::2:2")
    assert brake.network_of(one) == brake.network_of(other) == "2001:db8::/64"


def test_only_so_many_passwords_are_hashed_at_once(monkeypatch: Any) -> None:
    monkeypatch.setattr(brake, "WAIT_SECONDS", 0.01)
    with brake.hashing(), brake.hashing(), pytest.raises(brake.SlowDown), brake.hashing():
        pass
    with brake.hashing():
        pass


def test_signing_out_takes_a_post(client: Client, grace: Person) -> None:
    client.force_login(grace)
    assert client.get("/people/sign-out").status_code == 405
    assert client.post("/people/sign-out").status_code == 303
    assert "_auth_user_id" not in client.session


def test_who_may_not_sign_in_does_not(client: Client, grace: Person) -> None:
    Person.objects.update(is_active=False)
    assert attempt(client, grace.login, SECRET).status_code == 422


def test_a_click_signs_in_only_in_the_demonstration_and_only_its_people(
    client: Client, grace: Person, settings: Any
) -> None:
    tamba = make.person("Tamba", demonstration=True)
    settings.DEMONSTRATION = False
    assert client.post("/people/demonstration", {"person": str(tamba.key)}).status_code == 404
    settings.DEMONSTRATION = True
    assert client.post("/people/demonstration", {"person": str(grace.key)}).status_code == 404
    assert client.get("/people/demonstration").status_code == 405
    assert client.post("/people/demonstration", {"person": str(tamba.key)}).status_code == 303
    assert client.session["_auth_user_id"] == str(tamba.pk)


def test_the_demonstration_says_who_its_people_are(client: Client, cast: Cast, settings: Any) -> None:
    settings.DEMONSTRATION = True
    Person.objects.update(demonstration=True)
    text = BeautifulSoup(client.get(SIGN_IN).content, "html.parser").get_text(" ", strip=True)
    assert "District supervisor, Dorasa" in text
    assert "An outsider" in text
    settings.DEMONSTRATION = False
    assert "Babu" not in client.get(SIGN_IN).content.decode()


def test_a_forgotten_password_answers_everybody_alike(client: Client, grace: Person) -> None:
    known, unknown = (client.post("/people/forgotten", {"login": login}) for login in (grace.login, "x@example.org"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_the_link_of_the_mail_sets_a_password_once(client: Client, grace: Person, mailoutbox: Any) -> None:
    assert send_reset_link.func(grace.login, "https://g.example") == 1
    link = re.search(r"https://g\.example(\S+)", mailoutbox[0].body)
    assert link is not None
    weak = client.post(link[1], {"password": "12345", "again": "12345"})
    assert weak.status_code == 422
    assert client.post(link[1], {"password": SECRET + "!", "again": SECRET + "!"}).status_code == 303
    assert client.session["_auth_user_id"] == str(grace.pk)
    assert client.get(link[1]).status_code == 404
    grace.refresh_from_db()
    assert grace.check_password(SECRET + "!")


def test_no_mail_goes_to_strangers(db: None, mailoutbox: Any) -> None:
    assert send_reset_link.func("x@example.org", "https://g.example") == 0
    assert mailoutbox == []


def test_a_coordinator_makes_a_link_only_for_people_below(cast: Cast, client: Client) -> None:
    mine = permit(cast.amina, "people.link.make", cast.program)
    assert make_link(mine, cast.babu).startswith("/people/new-password/")
    make.role(cast.babu, "owner")
    with pytest.raises(Exception, match="more than your own role"):
        make_link(mine, cast.babu)
    make.role(cast.dewi, "facilitator", cast.other_program)
    with pytest.raises(Exception, match="does not reach so far"):
        make_link(mine, cast.dewi)
    with pytest.raises(Exception, match="does not exist"):
        make_link(mine, cast.zed)
    client.force_login(cast.babu)
    url = reverse("people:link", args=[cast.program.code, cast.dewi.key])
    Person.objects.get(pk=cast.babu.pk).roles.filter(role="owner").delete()
    assert client.post(url).status_code == 403


def test_a_link_dies_with_the_password_it_was_made_for(client: Client, grace: Person) -> None:
    link = reset_address(grace)
    grace.set_password("something else entirely")
    grace.save()
    assert client.get(link).status_code == 404


def test_the_sign_in_page_is_never_kept_by_caches(client: Client, db: None) -> None:
    assert "no-store" in client.get(SIGN_IN)["Cache-Control"]
    assert settings.LOGIN_URL == "people:sign_in"
