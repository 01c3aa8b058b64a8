"""Writing the evidence."""

from groundswell.before.evidence.services.adoption import adopt_analysis, adoptable
from groundswell.before.evidence.services.clusters import record_clusters
from groundswell.before.evidence.services.questions import Known, confirm_certainty, note_known, set_question
from groundswell.before.evidence.services.studies import (
    Standing,
    attach_file,
    change_study,
    record_study,
    standing_of,
    withdraw_study,
)
from groundswell.before.evidence.services.who import person_of

__all__ = [
    "Known",
    "Standing",
    "adopt_analysis",
    "adoptable",
    "attach_file",
    "change_study",
    "confirm_certainty",
    "note_known",
    "person_of",
    "record_clusters",
    "record_study",
    "set_question",
    "standing_of",
    "withdraw_study",
]
