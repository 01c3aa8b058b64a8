"""One record by its key, for the door; and the place that somebody typed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from groundswell.before.consensus.models import Commitment, Contact, Objection, Stakeholder, Story
from groundswell.domain.errors import BadInput, NotFound
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import find_places
from groundswell.kit.door import Permit
from groundswell.kit.folding import fold

OWNER = ("stakeholder__program", "stakeholder__place")


def _found[T](row: T | None) -> T:
    if row is None:
        raise NotFound(_("This record does not exist, or not for you."), _("Look at the list."), code="door.not_found")
    return row


def stakeholder_by_key(key: str) -> Stakeholder:
    """The stakeholder with a key.

    Raises:
        NotFound: There is none.
    """
    return _found(Stakeholder.objects.select_related("program", "place", "person").filter(key=key).first())


def objection_by_key(key: str) -> Objection:
    """The objection with a key.

    Raises:
        NotFound: There is none.
    """
    return _found(Objection.objects.select_related(*OWNER).filter(key=key).first())


def commitment_by_key(key: str) -> Commitment:
    """The commitment with a key.

    Raises:
        NotFound: There is none.
    """
    return _found(Commitment.objects.select_related(*OWNER).filter(key=key).first())


def contact_by_key(key: str) -> Contact:
    """The contact with a key.

    Raises:
        NotFound: There is none.
    """
    return _found(Contact.objects.select_related(*OWNER).filter(key=key).first())


def story_by_key(key: str) -> Story:
    """The story with a key.

    Raises:
        NotFound: There is none.
    """
    return _found(Story.objects.select_related("program", "place", "picture").filter(key=key).first())


def place_typed(permit: Permit, text: str) -> Place:
    """The one place that a name or code means; two queries at most.

    Args:
        permit: A permit of the person, which bounds where is looked.
        text: As typed.

    Raises:
        BadInput: None, or several.
    """
    found = list(find_places(permit, text)[:20])
    exact = [row for row in found if row.code.casefold() == text.strip().casefold() and row.code]
    same = exact or [row for row in found if fold(row.name) == fold(text) or fold(str(row)) == fold(text)]
    if len(same) == 1:
        return same[0]
    near = "; ".join(f"{row} ({row.code})" if row.code else str(row) for row in (same or found)[:5])
    what = _("Several places are called “%(text)s”.") if same else _("No place is called “%(text)s”.")
    remedy = _("Write the code. Near it are: %(places)s.") % {"places": near} if near else _("Write its code.")
    raise BadInput(what % {"text": text.strip()}, remedy, code="consensus.place")
