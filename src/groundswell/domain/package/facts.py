"""The package as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PackageRules:
    """Numbers of step 4.

    Args:
        release_score: Least score of the quality of the package (instrument 2.6, 0 to 100) for a release.
        test_sessions: Least number of sessions that a new facilitator ran from the manual alone.
        test_fidelity: Least share of the observed points in those sessions.
        most_core: Most core elements that a new organisation can keep to.
        agreement: Least agreement of two raters (Cohen's kappa); below it a third is asked.
    """

    release_score: float = 80.0
    test_sessions: int = 2
    test_fidelity: float = 0.8
    most_core: int = 12
    agreement: float = 0.6


DEFAULTS = PackageRules()


@dataclass(frozen=True)
class Element:
    """One element of the package.

    Args:
        code: Its short name.
        name: Its name in words.
        kind: ``core``, ``adaptable`` or ``optional``.
        nature: ``process`` or ``result``.
        rationale: Why it is needed; empty where nobody wrote it.
        evidence: What shows that it is needed; empty where nobody wrote it.
        limits: How far it may be adapted; empty where nobody wrote it.
        items: Questions of the observed session that show whether it is done.
        sessions: Sessions of the training in which it is learnt.
        documents: Documents that describe it.
    """

    code: str
    name: str
    kind: str
    nature: str = "process"
    rationale: str = ""
    evidence: str = ""
    limits: str = ""
    items: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """A test of the manual by somebody new.

    Args:
        facilitator: Who ran the sessions.
        sessions: How many, from the manual alone.
        fidelity: Share of the points that the observer gave, None where nobody observed.
    """

    facilitator: str
    sessions: int
    fidelity: float | None = None


@dataclass(frozen=True)
class CoreChange:
    """A change of a core element that changes the work itself, not only its words.

    Args:
        element: Name of the element.
        on: The day from which the work is another.
        why: Why it was changed.
    """

    element: str
    on: date
    why: str = ""


@dataclass(frozen=True)
class Released:
    """A version of the package.

    Args:
        version: Its name, such as ``2.1``.
        on: The day of its release.
    """

    version: str
    on: date


@dataclass(frozen=True)
class Evaluated:
    """An evaluation of this package, as far as the history of the core needs it.

    Args:
        study: Its short name.
        version: The version that it used; empty where nobody recorded it.
        recorded_on: The day on which it was recorded.
    """

    study: str
    version: str
    recorded_on: date


@dataclass(frozen=True)
class Rated:
    """What two raters say of the quality of the package (instrument 2.6).

    Args:
        score: 0 to 100.
        critical_low: Critical questions that are not answered with a whole yes.
        raters: How many answered.
        kappa: Cohen's kappa where exactly two answered, None otherwise.
    """

    score: float
    critical_low: int
    raters: int
    kappa: float | None = None


@dataclass(frozen=True)
class Paper:
    """A document of the package: something to read, hear or see.

    Args:
        title: Its title in words.
        dated: The day of its newest released version; None where none is released.
        is_later: Whether a version of it is released that the last release of the package does not hold.
    """

    title: str
    dated: date | None = None
    is_later: bool = False


@dataclass(frozen=True)
class Spoken:
    """A language of the program or of the places of the target, and the documents that its readers do not have.

    Args:
        language: Its name in words.
        lacking: Titles of documents that are not released in it.
        older: Titles of documents that are released in it, but in a version older than the newest.
    """

    language: str
    lacking: tuple[str, ...] = ()
    older: tuple[str, ...] = ()


@dataclass(frozen=True)
class Package:
    """All that the checks of step 4 look at.

    Args:
        elements: Elements in use.
        rated: The quality of the package; None where no closed round has a result.
        trials: Tests of the manual by new facilitators.
        changes: Changes of core elements that changed the work.
        releases: Versions, the latest first.
        evaluated: Evaluations of this package.
        proposals: Open proposals to change the core.
        papers: The documents.
        spoken: Languages of the program and of the places of the target.
    """

    elements: tuple[Element, ...] = ()
    rated: Rated | None = None
    trials: tuple[Trial, ...] = ()
    changes: tuple[CoreChange, ...] = ()
    releases: tuple[Released, ...] = ()
    evaluated: tuple[Evaluated, ...] = ()
    proposals: int = 0
    papers: tuple[Paper, ...] = ()
    spoken: tuple[Spoken, ...] = ()

    @property
    def core(self) -> tuple[Element, ...]:
        """Core elements."""
        return tuple(element for element in self.elements if element.kind == "core")
