"""What surrounds every page: navigation, program, language, person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Variables of the header that every page shows."""
    return {"navigation": [], "programme": None, "swell": None, "person": getattr(request, "user", None)}
