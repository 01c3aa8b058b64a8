"""Finding the pages of the demonstration: one address per view, reached by links as a person reaches them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

SKIPPED = re.compile(r"\.(xlsx|csv|ics|pdf|svg)$|/look$|#|sign-out|/refused")
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
NUMBER = re.compile(r"(?<=/numbers/).+")
MOST = 300
PERIOD = re.compile(r"/\d{4}-(?:\d\d|Q\d)(?=/|$)")


def shape(address: str) -> str:
    """An address with its keys, periods and names of numbers blotted out: the same for every page of one view."""
    return NUMBER.sub("<number>", PERIOD.sub("/<period>", KEY.sub("<key>", urlsplit(address).path)))


def crawl(page: Any, site: str) -> list[str]:
    """Addresses of pages, one per shape, found by following links from the home page until no shape is new."""
    found: dict[str, str] = {}
    waiting = [f"{site}/p/demo/", f"{site}/steps/", f"{site}/people/me"]
    while waiting:
        assert len(found) < MOST, "pages of one view are not recognised as one: see shape()"
        address = waiting.pop(0)
        if shape(address) in found:
            continue
        answer = page.request.get(address)
        kept = "attachment" in answer.headers.get("content-disposition", "")  # a page to keep, not to look at
        if answer.status != 200 or kept or "text/html" not in answer.headers.get("content-type", ""):
            assert answer.status < 500, address
            continue
        found[shape(address)] = address
        for link in re.findall(r'href="(/[^"]*)"', answer.text()):
            clean = link.replace("&amp;", "&").split("?")[0]
            if not SKIPPED.search(clean) and not clean.startswith(("/static", "/jobs", "/people/sign")):
                waiting.append(f"{site}{clean}")
    return list(found.values())
