"""Where the formats take their sentences from: those of the domain."""

from groundswell.domain.said import Said, said

__all__ = ["Said", "said"]
