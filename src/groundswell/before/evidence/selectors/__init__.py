"""Reading the evidence."""

from groundswell.before.evidence.models import Study
from groundswell.before.evidence.selectors.certainty import StepView
from groundswell.before.evidence.selectors.changed_core import offer_core_changes
from groundswell.before.evidence.selectors.findings import Findings, findings_of, funnel_of, moderated, without_each
from groundswell.before.evidence.selectors.frozen import study_value
from groundswell.before.evidence.selectors.questions import Asked, asked_of, question_row
from groundswell.before.evidence.selectors.studies import (
    clusters_of,
    contexts_of,
    known_by_key,
    known_of,
    studies_of,
    study_by_key,
    study_rows,
)
from groundswell.ground.programs.models import Program

__all__ = [  # with the types that views name
    "Asked",
    "Findings",
    "Program",
    "StepView",
    "Study",
    "asked_of",
    "clusters_of",
    "contexts_of",
    "findings_of",
    "funnel_of",
    "known_by_key",
    "known_of",
    "moderated",
    "offer_core_changes",
    "question_row",
    "studies_of",
    "study_by_key",
    "study_rows",
    "study_value",
    "without_each",
]
