"""A token is shown once, opens what its person may open, and stops at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from groundswell.domain.errors import BadInput, NotAllowed
from groundswell.ground.journal.models import Entry
from groundswell.ground.people.models import Role, Token
from groundswell.ground.people.selectors import own_tokens
from groundswell.ground.people.services import make_token, revoke_token
from tests.across.exchange.programs import HOME
from tests.cast import Cast, permit

PAGE = "/people/me/tokens"


def comes(secret: str, address: str = HOME) -> Any:
    """The answer to a program with a token."""
    return Client().get(address, headers={"Authorization": f"Bearer {secret}"})


def made(cast: Cast, *, writes: bool = False) -> tuple[Token, str]:
    return make_token(permit(cast.amina, "people.self.read"), "Warehouse", 30, writes=writes)


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_token_is_made_on_ones_own_page_and_shown_once(cast: Cast) -> None:
    amina = signed_in(cast.amina)
    response = amina.post(PAGE, {"name": "Warehouse", "days": "30", "writes": "on"})
    shown = BeautifulSoup(response.content, "html.parser").select_one("code")
    assert shown is not None
    secret = shown.get_text()
    assert response["Cache-Control"].startswith("max-age=0")
    assert secret not in amina.get(PAGE).content.decode()
    token = Token.objects.get()
    assert (token.name, token.writes, secret in str(token.__dict__)) == ("Warehouse", True, False)
    assert timedelta(days=29) < token.lapses_at - timezone.now() <= timedelta(days=30)
    assert comes(secret).status_code == 200
    entry = Entry.objects.get(action="people.token.keep")
    assert secret not in str(entry.__dict__)


def test_a_token_without_a_name_is_refused_with_the_field(cast: Cast) -> None:
    response = signed_in(cast.amina).post(PAGE, {"days": "30"})
    assert (response.status_code, Token.objects.count()) == (422, 0)
    for name, days in ((" ", 30), ("Warehouse", 0), ("Warehouse", 366)):
        with pytest.raises(BadInput):
            make_token(permit(cast.amina, "people.self.read"), name, days)


def test_when_it_was_used_is_noted(cast: Cast) -> None:
    token, secret = made(cast)
    assert token.used_at is None
    comes(secret)
    assert Token.objects.get().used_at is not None


def test_a_revoked_token_opens_nothing(cast: Cast) -> None:
    token, secret = made(cast)
    assert signed_in(cast.amina).post(f"{PAGE}/{token.key}/revoke").status_code == 303
    response = comes(secret)
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert response.json()["code"] == "door.token"
    assert not own_tokens(permit(cast.amina, "people.self.read"))


def test_nobody_revokes_a_token_of_somebody_else(cast: Cast) -> None:
    token, secret = made(cast)
    assert signed_in(cast.babu).post(f"{PAGE}/{token.key}/revoke").status_code == 403
    with pytest.raises(NotAllowed):
        revoke_token(permit(cast.babu, "people.self.read"), token)
    assert comes(secret).status_code == 200
    assert not own_tokens(permit(cast.babu, "people.self.read"))


def test_a_lapsed_token_opens_nothing(cast: Cast) -> None:
    _token, secret = made(cast)
    Token.objects.update(lapses_at=timezone.now() - timedelta(seconds=1))
    assert comes(secret).status_code == 401


def test_a_token_stops_with_its_person(cast: Cast) -> None:
    _token, secret = made(cast)
    address = f"{HOME}/{cast.program.code}/tables"
    assert comes(secret, address).status_code == 200
    Role.objects.filter(person=cast.amina).update(ended_at=timezone.now())
    assert comes(secret, address).status_code == 404
    cast.amina.is_active = False
    cast.amina.save()
    assert comes(secret, address).status_code == 401


def test_a_token_is_no_session(cast: Cast) -> None:
    _token, secret = made(cast, writes=True)
    response = comes(secret)
    assert not response.cookies
    for page in ("/people/me", f"/p/{cast.program.code}/", PAGE):
        assert comes(secret, page).status_code == 302, page


@pytest.mark.parametrize("secret", ["", "gsw_wrong", "é", "x" * 5000])
def test_a_wrong_token_is_not_rescued_by_a_session(cast: Cast, secret: str) -> None:
    amina = signed_in(cast.amina)
    assert amina.get(HOME).status_code == 200
    response = amina.get(HOME, headers={"Authorization": f"Bearer {secret}"})
    assert (response.status_code, response.json()["status"]) == (401, 401)


def test_a_token_that_reads_opens_no_service_that_writes(cast: Cast) -> None:
    from django.test import RequestFactory

    from groundswell.kit.door import action_named, keeper

    _token, secret = made(cast)
    request = RequestFactory().get(HOME, headers={"Authorization": f"Bearer {secret}"})
    assert keeper().recognise(request)
    given = keeper().permit(request, action_named("exchange.table.download"), cast.program.target())
    assert (given.via, given.reads_only) == ("api", True)
    assert given.allows("places.place.read", cast.program)
    assert not given.allows("places.place.change", cast.program)
    with pytest.raises(NotAllowed, match="only reads"):
        given.demand("places.place.change", cast.program)
    with pytest.raises(NotAllowed, match="only reads"):
        keeper().permit(request, action_named("exchange.import.apply"), cast.program.target())
