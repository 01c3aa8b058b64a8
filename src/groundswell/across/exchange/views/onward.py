"""Where an import goes next: the question about columns, the work that checks it, or its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.across.exchange import tasks
from groundswell.across.exchange.services import check_import, is_long, unmapped
from groundswell.kit.door import Permit
from groundswell.kit.jobs.services import begin
from groundswell.kit.pages import go

if TYPE_CHECKING:
    from groundswell.across.exchange.models import Import


def onward(request: HttpRequest, permit: Permit, made: Import) -> HttpResponse:
    """The next page of an import; long ones are checked in the background."""
    program = made.program.code
    if waiting := unmapped(made):
        return go("exchange:columns", program, waiting.key)
    if is_long(made):
        job = begin(permit.demand("exchange.import.upload", made), tasks.check, str(made.key),
                    title=_("Checking %(file)s") % {"file": made}, unique_key=f"import-{made.key}",
                    page=reverse("exchange:import", args=[program, made.key]))  # fmt: skip
        return go("jobs:job", job.key)
    check_import(permit, made)
    return go("exchange:import", program, made.key)
