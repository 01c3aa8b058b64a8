"""Forms of the evidence: shape only, the method's checks are the domain's."""

from groundswell.before.evidence.forms.clusters import ClustersForm
from groundswell.before.evidence.forms.smaller import (
    AdoptForm,
    AttachForm,
    CertaintyForm,
    KnownForm,
    QuestionForm,
    SampleForm,
    WithdrawForm,
)
from groundswell.before.evidence.forms.study import StudyForm, initial_of

__all__ = [
    "AdoptForm",
    "AttachForm",
    "CertaintyForm",
    "ClustersForm",
    "KnownForm",
    "QuestionForm",
    "SampleForm",
    "StudyForm",
    "WithdrawForm",
    "initial_of",
]
