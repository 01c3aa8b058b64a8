"""Long checks and applications, in the background, with progress."""

from __future__ import annotations

from django.tasks import task
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.across.exchange.selectors import import_by_key
from groundswell.across.exchange.services import apply_import, check_import, said_to_be_applying
from groundswell.kit.jobs.progress import JobContext, in_one_piece


@task(takes_context=True)  # type: ignore[arg-type]  # the backend hands over the context of the house
def check(context: JobContext, key: str) -> dict[str, str]:
    """Make the preview of an import."""
    batch = import_by_key(key)
    permit = context.progress.permit("exchange.import.upload", batch)
    check_import(permit, batch, context.progress.step)
    return {"url": page_of(batch.program.code, key), "sentence": _("The file is checked; nothing is written yet.")}


@task(takes_context=True)  # type: ignore[arg-type]  # the backend hands over the context of the house
@in_one_piece
def apply(context: JobContext, key: str) -> dict[str, str]:
    """Apply a checked import."""
    batch = import_by_key(key)
    permit = context.progress.permit("exchange.import.apply", batch)
    context.progress.step(0, None, _("Writing %(file)s in one piece") % {"file": batch})
    with said_to_be_applying(batch):
        apply_import(permit, batch)
    return {"url": page_of(batch.program.code, key), "sentence": _("The import is applied.")}


def page_of(program: str, key: str) -> str:
    """The address of the import's page."""
    return reverse("exchange:import", args=[program, key])
