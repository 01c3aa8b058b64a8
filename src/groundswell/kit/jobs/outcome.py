"""What a task raised, kept instead of passed on: a worker must outlive every task."""

from __future__ import annotations

from traceback import format_exception
from types import TracebackType

from groundswell.domain.errors import GroundswellError


class Outcome:
    """A ``with`` block whose error is kept in ``error``.

    Errors that end the process (``KeyboardInterrupt``, ``SystemExit``) pass through: then the lease lapses and
    another worker takes the job up.
    """

    def __init__(self) -> None:
        self.error: Exception | None = None

    def __enter__(self) -> Outcome:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        self.error = error
        return True

    @property
    def is_ours(self) -> bool:
        """Whether the error is a sentence for the person: trying again would end the same way."""
        return isinstance(self.error, GroundswellError)

    @property
    def kind(self) -> str:
        """The error's class, for programs."""
        return f"{type(self.error).__module__}.{type(self.error).__qualname__}" if self.error else ""

    @property
    def trace(self) -> str:
        """Where it happened, for whoever mends it."""
        return "".join(format_exception(self.error)) if self.error else ""
