"""How a piece of work is measured: the best of several runs, and the memory it adds at its peak."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Protocol


@dataclass(frozen=True)
class Result:
    """One line of a bench.

    Args:
        work: What was done, in words.
        seconds: Our time.
        peak_mb: Largest memory of the process so far, MB.
        peer: Whom it is compared with, and how; empty where there is none.
        peer_seconds: The peer's time for the same work.
        ratio: peer_seconds over seconds.
        note: What the reader must know, such as an extrapolation.
    """

    work: str
    seconds: float
    peak_mb: float
    peer: str = ""
    peer_seconds: float | None = None
    ratio: float | None = None
    note: str = ""

    @property
    def words(self) -> str:
        """One line for people."""
        line = f"{self.work}: {self.seconds:.3g} s, {self.peak_mb:.0f} MB at peak"
        if self.ratio is not None:
            line += f"; {self.peer}: {self.peer_seconds:.3g} s; {self.ratio:.3g} times faster"
        return f"{line}. {self.note}".rstrip(". ") + "."


def seconds_of(work: Callable[[], object], runs: int = 3) -> float:
    """The shortest of several runs: the others had company."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def peak_mb() -> float:
    """Largest memory this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def beside(work: str, seconds: float, peer: str, peer_seconds: float, note: str = "") -> Result:
    """A result beside its peer."""
    return Result(work, seconds, peak_mb(), peer, peer_seconds, peer_seconds / seconds, note)


class Line(Protocol):
    """A line of any bench: fields for programs, words for people."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def words(self) -> str:
        """One line for people."""


def shown(result: Line, *, as_json: bool) -> str:
    """One line: JSON for programs, words for people."""
    return json.dumps(asdict(result), ensure_ascii=False) if as_json else result.words
