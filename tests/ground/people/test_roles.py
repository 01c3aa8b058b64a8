"""Nobody gives a role, place, program or time beyond their own; an ended role opens nothing from the next click on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from groundswell.domain.access import GIVES, ROLES, Grant
from groundswell.domain.errors import BadInput, Conflict, GroundswellError, NotAllowed, NotFound
from groundswell.ground.journal.models import Entry
from groundswell.ground.people.models import ROLE_WORDS, Invitation, Person, Role
from groundswell.ground.people.selectors import open_invitations, persons_of
from groundswell.ground.people.services import Offer, accept, end_role, give_role, invite, withdraw_invitation
from groundswell.ground.places.models import Place
from groundswell.kit.door import Permit
from tests import make
from tests.cast import Cast, owner_permit, permit

TODAY = timezone.localdate()


def holder(cast: Cast, role: str, place: Place | None) -> Permit:
    """The permit of somebody who holds one role in the program."""
    somebody = make.person(f"{role}-{place}")
    make.role(somebody, role, None if role == "owner" else cast.program, place)
    return permit(somebody, "people.person.read", cast.program)


@pytest.mark.parametrize("own", ROLES)
@pytest.mark.parametrize("given", ROLES)
@pytest.mark.parametrize("own_place", [None, "district"])
@pytest.mark.parametrize("given_place", [None, "district", "community", "other_district"])
def test_the_matrix_of_escalation(
    cast: Cast, own: str, given: str, own_place: str | None, given_place: str | None
) -> None:
    mine = holder(cast, own, getattr(cast, own_place) if own_place and own != "owner" else None)
    inside = not own_place or own == "owner" or given_place in ("district", "community")
    may = given in GIVES.get(own, frozenset()) and inside
    offer = Offer(given, getattr(cast, given_place) if given_place else None)
    before = Role.objects.count()
    if may:
        give_role(mine, cast.zed, offer, "needed")
    else:
        with pytest.raises(GroundswellError):
            give_role(mine, cast.zed, offer, "needed")
    assert Role.objects.count() == before + may
    if may and given != "owner":
        invite(mine, "Yasmin", given, place=offer.place)
    elif not may:
        with pytest.raises(GroundswellError):
            invite(mine, "Yasmin", given, place=offer.place)


def test_a_coordinator_gives_no_role_in_all_programs_nor_in_another(cast: Cast) -> None:
    mine = permit(cast.amina, "people.role.change", cast.program)
    with pytest.raises(NotAllowed, match="does not reach so far"):
        give_role(mine, cast.zed, Offer("donor", everywhere=True), "?")
    with pytest.raises(NotFound):
        give_role(mine, cast.zed, Offer("donor", cast.other_program.root), "?")


def test_a_role_given_ends_no_later_than_the_givers_own(cast: Cast) -> None:
    week = TODAY + timedelta(days=7)
    somebody = make.person("Acting")
    make.role(somebody, "coordinator", cast.program, valid_until=week)
    mine = permit(somebody, "people.role.change", cast.program)
    with pytest.raises(NotAllowed, match="ends sooner"):
        give_role(mine, cast.zed, Offer("donor"), "?")
    assert give_role(mine, cast.zed, Offer("donor", valid_until=week), "for the week").valid_until == week
    end_role(mine, Role.objects.get(person=cast.erik), "may be ended, since ending gives nothing")


def test_an_ended_role_opens_nothing_at_the_next_click(cast: Cast, client: Client) -> None:
    client.force_login(cast.babu)
    address = f"/p/{cast.program.code}/people/"
    assert client.get(address).status_code == 200
    role = end_role(
        permit(cast.amina, "people.role.change", cast.program), Role.objects.get(person=cast.babu), "moved away"
    )
    assert client.get(address).status_code == 302, "the session is over"
    cast.babu.refresh_from_db()
    client.force_login(cast.babu, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 404
    entry = Entry.objects.get(thing=str(role.key))
    assert (entry.reason, entry.person_name, entry.before["role"]) == ("moved away", "Amina", "supervisor")
    give_role(
        permit(cast.amina, "people.role.change", cast.program), cast.babu, Offer("supervisor", cast.district), "back"
    )
    assert client.get(address).status_code == 200


def test_the_last_coordinator_stays(cast: Cast) -> None:
    mine = permit(cast.amina, "people.role.change", cast.program)
    own = Role.objects.get(person=cast.amina)
    with pytest.raises(Conflict, match="Amina is the last coordinator"):
        end_role(mine, own, "tired")
    give_role(mine, cast.chitra, Offer("coordinator", valid_until=TODAY), "only for today")
    with pytest.raises(Conflict):
        end_role(mine, own, "tired")
    give_role(mine, cast.erik, Offer("coordinator"), "takes over")
    assert end_role(mine, own, "tired").ended_at is not None


def test_a_coordinator_does_not_end_the_role_of_the_keeper(cast: Cast) -> None:
    keeper = make.role(make.person("Keeper"), "owner")
    with pytest.raises(NotAllowed):
        end_role(permit(cast.amina, "people.role.change", cast.program), keeper, "coup")
    with pytest.raises(Conflict, match="last keeper"):
        end_role(owner_permit("people.role.change"), keeper, "leaves")


def test_a_reason_is_asked_for(cast: Cast) -> None:
    with pytest.raises(BadInput, match="reason"):
        give_role(permit(cast.amina, "people.role.change", cast.program), cast.zed, Offer("donor"), "  ")


def test_one_role_stands_once_while_it_holds(cast: Cast) -> None:
    mine = permit(cast.amina, "people.role.change", cast.program)
    for place, person in ((None, cast.erik), (cast.district, cast.babu)):
        role = "donor" if place is None else "supervisor"
        with pytest.raises(IntegrityError), transaction.atomic():
            give_role(mine, person, Offer(role, place), "again")


def test_an_invitation_works_once(cast: Cast, client: Client) -> None:
    mine = permit(cast.amina, "people.person.invite", cast.program)
    invitation, secret = invite(mine, "Yasmin", "facilitator", email="yasmin@example.org", place=cast.community)
    assert secret not in invitation.token
    page = client.get(f"/people/join/{secret}")
    assert "Amina" in page.content.decode()
    good = {"name": "Yasmin", "login": "Yasmin@Example.org", "password": "fine long words", "again": "fine long words"}
    assert client.post(f"/people/join/{secret}", good | {"again": "other"}).status_code == 422
    assert client.post(f"/people/join/{secret}", good).status_code == 303
    yasmin = Person.objects.get(login="yasmin@example.org")
    assert yasmin.grants() == (Grant("facilitator", str(cast.program.key), cast.community.path),)
    assert Client().get(f"/people/join/{secret}").status_code == 404
    assert Entry.objects.filter(action="people.invitation.accept", person=str(yasmin.key)).count() == 1


def test_an_invitation_is_accepted_with_an_account_that_is_there(cast: Cast, client: Client) -> None:
    _invitation, secret = invite(permit(cast.amina, "people.person.invite", cast.program), "Zed", "donor")
    client.force_login(cast.zed)
    assert client.post(f"/people/join/{secret}").status_code == 303
    assert [role.role for role in cast.zed.roles.all()] == ["donor"]
    taken = {"name": "Z", "login": cast.zed.login, "password": "fine long words", "again": "fine long words"}
    _invitation, secret = invite(permit(cast.amina, "people.person.invite", cast.program), "Z", "donor")
    assert Client().post(f"/people/join/{secret}", taken).status_code == 422


@pytest.mark.parametrize("spoil", ["lapsed", "withdrawn", "inviter"])
def test_an_invitation_lapses_with_time_and_with_the_right_to_give_it(cast: Cast, spoil: str) -> None:
    mine = permit(cast.amina, "people.person.invite", cast.program)
    invitation, secret = invite(mine, "Yasmin", "donor")
    assert list(open_invitations(mine)) == [invitation]
    if spoil == "lapsed":
        Invitation.objects.update(lapses_at=timezone.now())
    elif spoil == "withdrawn":
        withdraw_invitation(mine, invitation)
    else:
        Role.objects.filter(person=cast.amina).update(ended_at=timezone.now())
    with pytest.raises((NotFound, NotAllowed)):
        accept(secret, person=cast.zed)
    assert not cast.zed.roles.exists()


def test_who_is_seen_depends_on_the_reach(cast: Cast, django_assert_num_queries: Any) -> None:
    seen = {person.name for person in persons_of(permit(cast.amina, "people.person.read", cast.program))}
    assert seen == {"Amina", "Babu", "Chitra", "Dewi", "Erik"}
    make.role(make.person("Far"), "facilitator", cast.program, cast.other_community)
    babu = permit(cast.babu, "people.person.read", cast.program)
    with django_assert_num_queries(2):
        seen = {person.name for person in persons_of(babu)}
    assert "Far" not in seen
    assert "Dewi" in seen


def test_the_words_of_the_roles_are_those_of_the_rule() -> None:
    assert {code: str(word) for code, word in ROLE_WORDS.items()} == ROLES
