"""Tables of step 2: studies as done and reported, what is asked of them, and how sure we are."""

from groundswell.before.evidence.models.clusters import StudyCluster, StudySubgroup
from groundswell.before.evidence.models.questions import CertaintyStep, Question
from groundswell.before.evidence.models.studies import KnownStudy, RiskOfBias, Study, StudyFile

__all__ = [
    "CertaintyStep",
    "KnownStudy",
    "Question",
    "RiskOfBias",
    "Study",
    "StudyCluster",
    "StudyFile",
    "StudySubgroup",
]
