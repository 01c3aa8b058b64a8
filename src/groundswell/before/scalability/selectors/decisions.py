"""Reading the decisions of step 3."""

from __future__ import annotations

from django.db.models import QuerySet

from groundswell.before.scalability.models import Resolution
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


def decisions_of(permit: Permit, program: Program) -> QuerySet[Resolution]:
    """All decisions, the one that stands first."""
    rows = permit.scope(Resolution.objects.filter(program=program), "scalability.assessment.read")
    return rows.select_related("program")
