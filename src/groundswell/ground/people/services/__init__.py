"""Writing people: signing in, roles, invitations, passwords, particulars."""

from groundswell.ground.people.services.founding import first_keeper_link
from groundswell.ground.people.services.invitations import accept, invite, mail_invitation, withdraw_invitation
from groundswell.ground.people.services.passwords import (
    change_password,
    make_link,
    person_of_link,
    reset_address,
    set_new_password,
)
from groundswell.ground.people.services.persons import change_self, desk_person
from groundswell.ground.people.services.roles import Offer, end_role, give_role
from groundswell.ground.people.services.signing_in import admit, cast_member, hashing
from groundswell.ground.people.services.tokens import make_token, revoke_token

__all__ = [
    "Offer",
    "accept",
    "admit",
    "cast_member",
    "change_password",
    "change_self",
    "desk_person",
    "end_role",
    "first_keeper_link",
    "give_role",
    "hashing",
    "invite",
    "mail_invitation",
    "make_link",
    "make_token",
    "person_of_link",
    "reset_address",
    "revoke_token",
    "set_new_password",
    "withdraw_invitation",
]
