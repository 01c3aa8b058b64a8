"""What a machine can see is missing in a package; each check is a line for the gate."""

from __future__ import annotations

from groundswell.domain.gates.lines import Line, State
from groundswell.domain.package.coverage import DOCUMENT, coverage
from groundswell.domain.package.documents import documented, read_in, up_to_date
from groundswell.domain.package.facts import DEFAULTS, Package, PackageRules, Trial
from groundswell.domain.package.releases import changed_since
from groundswell.domain.said import Figure, together
from groundswell.domain.said import said as _


def check_package(package: Package, rules: PackageRules = DEFAULTS) -> tuple[Line, ...]:
    """Look at a package.

    Args:
        package: The package.
        rules: The numbers of step 4.

    Returns:
        One line per check, always the same ones in the same order.

    Source:
        Method 1, step 4, Done and Machine; 2.1 item 9 (at most twelve core elements); 2.6.
    """
    found = (
        ("core", *_core(package, rules)),
        ("coverage", *_coverage(package)),
        ("documents", *documented(package)),
        ("languages", *read_in(package)),
        ("older", *up_to_date(package)),
        ("score", *_score(package, rules)),
        ("tried", *_tried(package, rules)),
        ("release", *_release(package)),
        ("evaluated", *_evaluated(package)),
        ("proposals", *_proposals(package)),
    )
    return tuple(Line(4, f"package.{code}", state, text) for code, state, text in found)


def _core(package: Package, rules: PackageRules) -> tuple[State, str]:
    """Whether there is a core, small enough to be kept."""
    n = len(package.core)
    if not n:
        return State.NOT_RECORDED, _("No core element is written down.")
    if n > rules.most_core:
        return State.WARNING, _("Core elements: %(n)s; more than %(most)s are hard to keep.", n=n, most=rules.most_core)
    return State.MET, _("Core elements: %(n)s, of %(most)s at most.", n=n, most=rules.most_core)


def _coverage(package: Package) -> tuple[State, str]:
    """Whether each core element has its reason, its check and its lesson."""
    if not package.core:
        return State.NOT_RECORDED, _("No core element is written down.")
    short = [row.element.name for row in coverage(package.core) if set(row.holes) - {DOCUMENT}]
    if short:
        return State.UNMET, _("Without a reason, a check or a lesson: %(names)s.", names="; ".join(short))
    return State.MET, _("Each core element has a reason, a check and a lesson.")


def _score(package: Package, rules: PackageRules) -> tuple[State, str]:
    """Whether two raters find the package good enough to be released."""
    rated = package.rated
    if rated is None:
        return State.NOT_RECORDED, _("Its quality was not rated yet.")
    words = [
        _("Quality of the package: %(score)s of 100; raters: %(n)s.", score=Figure(rated.score, ".0f"), n=rated.raters)
    ]
    if rated.critical_low:
        words.append(_("Critical questions without a whole yes: %(n)s.", n=rated.critical_low))
    differ = rated.kappa is not None and rated.kappa < rules.agreement
    if differ and rated.kappa is not None:
        words.append(_("The two agree too little (kappa %(kappa)s): ask a third.", kappa=Figure(rated.kappa, ".2f")))
    good = rated.score >= rules.release_score and not rated.critical_low
    return (State.WARNING if good and differ else State.MET if good else State.UNMET), together(words)


def _tried(package: Package, rules: PackageRules) -> tuple[State, str]:
    """Whether somebody new ran the sessions from the manual alone, and well."""
    if not package.trials:
        return State.NOT_RECORDED, _("Nobody new has tried the manual yet.")
    passed = [trial for trial in package.trials if has_passed(trial, rules)]
    if passed:
        return State.MET, _(
            "%(who)s, who is new, ran %(n)s sessions from the manual alone at %(share)s.",
            who=passed[0].facilitator, n=passed[0].sessions, share=Figure(passed[0].fidelity or 0, ".0%"),
        )  # fmt: skip
    return State.UNMET, _(
        "No new facilitator ran %(n)s sessions from the manual alone at %(share)s or more; tests: %(tests)s.",
        n=rules.test_sessions, share=Figure(rules.test_fidelity, ".0%"), tests=len(package.trials),
    )  # fmt: skip


def has_passed(trial: Trial, rules: PackageRules = DEFAULTS) -> bool:
    """Whether a test of the manual reached what the rule asks.

    Args:
        trial: The test.
        rules: The numbers of step 4.
    """
    good = trial.fidelity is not None and trial.fidelity >= rules.test_fidelity
    return trial.sessions >= rules.test_sessions and good


def _release(package: Package) -> tuple[State, str]:
    """Whether a version is released, and still holds what is done."""
    if not package.releases:
        return State.NOT_RECORDED, _("No version was released yet.")
    latest = package.releases[0]
    since = [change.element for change in package.changes if change.on > latest.on]
    if since:
        names = "; ".join(dict.fromkeys(since))
        return State.WARNING, _(
            "The core has changed since version %(version)s was released: %(names)s.",
            version=latest.version,
            names=names,
        )
    if newer := [paper.title for paper in package.papers if paper.is_later]:
        return State.WARNING, _(
            "Since version %(version)s these documents have newer versions or translations: %(names)s.",
            version=latest.version, names="; ".join(newer),
        )  # fmt: skip
    return State.MET, _("Version %(version)s is what is spread.", version=latest.version)


def _evaluated(package: Package) -> tuple[State, str]:
    """Whether the evaluations used the core as it is now."""
    if not package.evaluated:
        return State.NOT_RECORDED, _("No evaluation of this package is recorded.")
    short = [each.study for each in package.evaluated if changed_since(each, package.releases, package.changes)]
    if short:
        return State.WARNING, _("The core has changed since these studies used it: %(names)s.", names="; ".join(short))
    return State.MET, _("The studies of this package used the core as it is now.")


def _proposals(package: Package) -> tuple[State, str]:
    """Whether proposals to change the core wait for an answer."""
    if package.proposals:
        return State.WARNING, _("Proposals to change the core without a decision: %(n)s.", n=package.proposals)
    return State.MET, _("No proposal to change the core waits for a decision.")
