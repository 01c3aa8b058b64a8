"""A process of its own against the database that DATABASE_URL names: raters who send all at once, twice each.

``python -m tests.ground.instruments.process VERB``: ``migrate``, ``storm`` or ``close``.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from groundswell.ground.instruments.models import Answer, Sheet  # noqa: E402
from groundswell.ground.instruments.selectors import questionnaire_of  # noqa: E402
from groundswell.ground.instruments.services import close_round  # noqa: E402
from groundswell.ground.journal.models import Entry  # noqa: E402
from tests import make  # noqa: E402

RATERS = 6


def scene() -> tuple[list[str], list[str], Callable[[], object]]:
    """A round with six raters: the secrets of their links, the questions, and a way to close it."""
    program = make.program(f"storm-{uuid4().hex[:8]}")
    round_ = make.round_(program)
    secrets = [make.rater(round_, side)[1] for side in ("implementers", "government", "community") * (RATERS // 3)]
    codes = [question.code for question in questionnaire_of(round_).questions()]
    return secrets, codes, lambda: close_round(make.desk("instruments.round.close", program), round_)


def storm(*, closing: bool) -> None:
    """Every rater sends the same sheet from two threads at one moment; prints what was answered and what stands."""
    secrets, codes, close = scene()
    told: list[tuple[str, int]] = []
    start = threading.Barrier(2 * RATERS + closing)

    def sending(secret: str, form: dict[str, str]) -> None:
        start.wait()
        response = Client(SERVER_NAME="localhost").post(f"/r/{secret}/", form)
        told.append((secret, response.status_code))
        connection.close()

    def ending() -> None:
        start.wait()
        close()
        connection.close()

    threads = [threading.Thread(target=ending)] if closing else []
    for value, secret in enumerate(secrets):
        form = {f"item-{code}": str(value % 4) for code in codes} | {"submission": str(uuid4())}
        threads += [threading.Thread(target=sending, args=(secret, form)) for _twice in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = {
        "statuses": sorted(status for _secret, status in told),
        "acknowledged": len({secret for secret, status in told if status == 303}),
        "standing": Sheet.objects.filter(state="standing").count(),
        "sheets": Sheet.objects.count(),
        "answers": Answer.objects.count(),
        "questions": len(codes),
        "noted": Entry.objects.filter(action="instruments.sheet.send").count(),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["migrate"]:
            call_command("migrate", verbosity=0)
        case ["storm"]:
            storm(closing=False)
        case ["close"]:
            storm(closing=True)
