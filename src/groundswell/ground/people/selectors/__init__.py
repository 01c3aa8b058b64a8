"""Reading people: persons, their roles in words, invitations, and who can sign in by a click."""

from groundswell.ground.people.access import secret_hash
from groundswell.ground.people.models import ROLE_WORDS
from groundswell.ground.people.selectors.invitations import (
    invitation_by_key,
    invitation_by_secret,
    open_invitations,
)
from groundswell.ground.people.selectors.persons import (
    demonstration_cast,
    organisations,
    own_roles,
    person_by_key,
    person_in,
    persons_of,
    roles_of,
)
from groundswell.ground.people.selectors.roles import (
    givable_roles,
    grant_of,
    in_force,
    reach_choices,
    role_by_key,
    role_word,
    words_of,
)
from groundswell.ground.people.selectors.tokens import own_tokens, token_by_key

__all__ = [
    "ROLE_WORDS",
    "demonstration_cast",
    "givable_roles",
    "grant_of",
    "in_force",
    "invitation_by_key",
    "invitation_by_secret",
    "open_invitations",
    "organisations",
    "own_roles",
    "own_tokens",
    "person_by_key",
    "person_in",
    "persons_of",
    "reach_choices",
    "role_by_key",
    "role_word",
    "roles_of",
    "secret_hash",
    "token_by_key",
    "words_of",
]
