"""A row held for writing, unless somebody else saved it first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from groundswell.before.policy.models.policies import Kept
from groundswell.domain.errors import EditedMeanwhile


def held[R: Kept](row: R, version: int) -> R:
    """The row as it is now, held until the transaction ends.

    Args:
        row: The row.
        version: The version that the person saw.

    Raises:
        EditedMeanwhile: Somebody saved it since.
    """
    stored = type(row)._default_manager.select_for_update(of=("self",)).select_related("program").get(pk=row.pk)
    if stored.version != version:
        raise EditedMeanwhile(
            _("Somebody else changed “%(name)s” while you had it open.") % {"name": stored},
            _("Look again, then save: yours will replace theirs."),
            code="policy.edited",
        )
    return stored
