"""Reading the package: its elements and training."""

from groundswell.before.package.selectors.elements import (
    READ,
    core_changes_of,
    element_by_key,
    elements_of,
    fidelity_questions,
    frozen_element,
    question_words,
    training_sessions_of,
)

__all__ = [
    "READ",
    "core_changes_of",
    "element_by_key",
    "elements_of",
    "fidelity_questions",
    "frozen_element",
    "question_words",
    "training_sessions_of",
]
