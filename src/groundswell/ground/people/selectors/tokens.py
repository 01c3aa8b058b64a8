"""Reading tokens: one's own."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groundswell.domain.errors import NotFound
from groundswell.ground.people.models import Token
from groundswell.kit.door import Permit


def token_by_key(key: UUID | str) -> Token:
    """The token with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    token = Token.objects.select_related("person").filter(key=key).first()
    if token is None:
        raise NotFound(_("There is no such token."), _("Look at the list of your tokens."), code="people.token")
    return token


def own_tokens(permit: Permit) -> QuerySet[Token]:
    """One's own tokens that were not revoked, the newest first; those that lapsed are among them.

    Args:
        permit: Any permit of the person.
    """
    return permit.scope(Token.objects.filter(revoked_at=None), "people.token.keep")
