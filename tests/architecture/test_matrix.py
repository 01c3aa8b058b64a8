"""The matrix of permissions, generated: every address × method × member of the cast, against the pure rule."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from groundswell.across.exchange.models import Import, ImportFile
from groundswell.across.gates.services import sign_verdict
from groundswell.before.consensus.models import Commitment, Contact, Objection
from groundswell.before.scalability.models import Barrier, Exclusion
from groundswell.domain.access import Target, decide
from groundswell.ground.documents.models import File
from groundswell.ground.documents.services import store_file
from groundswell.ground.people.models import Invitation, Role
from groundswell.ground.people.services import make_token
from groundswell.kit.door import action_named, merged
from groundswell.kit.jobs.models import Job
from tests import make
from tests.cast import Cast, owner_permit, permit

METHODS = ("get", "post", "put", "delete")


@dataclass(frozen=True)
class Address:
    """One address behind a door: its name, the parts to fill in, and its action."""

    name: str
    parts: tuple[str, ...]
    action: str


def addresses(
    resolver: URLResolver | None = None, namespace: str = "", parts: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Every address behind a door."""
    for entry in (resolver or get_resolver()).url_patterns:
        inner = (*parts, *entry.pattern.converters)
        if isinstance(entry, URLPattern):
            if hasattr(entry.callback, "action"):
                yield Address(f"{namespace}{entry.name}", inner, entry.callback.action)
        else:
            yield from addresses(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, inner)


def stored_file(cast: Cast) -> File:
    """A file on record."""
    upload = SimpleUploadedFile("a.csv", b"place,value\nMile Nine,3\n")
    return store_file(owner_permit("documents.file.store", cast.program), cast.program, upload)


def stored_import(cast: Cast) -> Import:
    """An import of the cast's program."""
    return Import.objects.create(program=cast.program, kind="values", state="checked")


SAMPLES: dict[str, Callable[[Cast], Any]] = {
    "program": lambda cast: cast.program,
    "costline": lambda cast: make.cost_line(cast.program),
    "payer": lambda cast: make.payer(cast.program),
    "conversion": lambda cast: make.conversion(cast.program),
    "place": lambda cast: cast.district,
    "person": lambda cast: cast.babu,
    "role": lambda cast: Role.objects.get(person=cast.babu),
    "invitation": lambda cast: Invitation.objects.create(
        token=uuid.uuid4().hex, name="New", role="facilitator", program=str(cast.program.key), place=cast.district,
        invited_by=cast.amina, lapses_at=timezone.now() + timedelta(days=1),
    ),
    "job": lambda cast: Job.objects.create(
        task="x", program=str(cast.program.key), person=str(cast.babu.key), run_after=timezone.now()
    ),
    "file": stored_file,
    "document": lambda cast: make.document(cast.program),
    "edition": lambda cast: make.edition(make.document(cast.program)),
    "language": lambda cast: "en",
    "study": lambda cast: make.study(cast.program),
    "indicator": lambda cast: make.indicator(cast.program),
    "batch": stored_import,
    "stored": lambda cast: ImportFile.objects.create(
        batch=stored_import(cast), file=stored_file(cast), filename="a.csv"
    ),
    "decision": lambda cast: sign_verdict(owner_permit("gates.verdict.sign", cast.program), cast.program),
    "start": lambda cast: make.start(cast.program),
    "round": lambda cast: make.round_(cast.program),
    "rater": lambda cast: make.rater(make.round_(cast.program))[0],
    "instrument": lambda cast: "scalability",
    "barrier": lambda cast: Barrier.objects.create(
        program=cast.program, words="No cadre", action="Count the posts", owner="Amina", due_on="2027-01-31"
    ),
    "exclusion": lambda cast: Exclusion.objects.create(
        program=cast.program, context="cities", reason="never tried", by_name="Amina"
    ),
    "element": lambda cast: make.element(cast.program),
    "stakeholder": lambda cast: make.stakeholder(cast.program, cast.district),
    "objection": lambda cast: Objection.objects.create(
        stakeholder=make.stakeholder(cast.program, cast.district), words="Who pays?", raised_on="2026-01-31"
    ),
    "commitment": lambda cast: Commitment.objects.create(
        stakeholder=make.stakeholder(cast.program, cast.district), words="A letter", due_on="2026-01-31"
    ),
    "contact": lambda cast: Contact.objects.create(
        stakeholder=make.stakeholder(cast.program, cast.district), on="2026-01-31", who="Amina"
    ),
    "story": lambda cast: make.story(cast.program, cast.community),
    "session": lambda cast: make.training_session(cast.program),
    "simplification": lambda cast: make.simplification(cast.program),
    "adaptation": lambda cast: make.adaptation(cast.program, cast.community),
    "test": lambda cast: make.manual_test(cast.program),
    "release": lambda cast: make.release(cast.program),
    "policy": lambda cast: make.policy(cast.program),
    "ask": lambda cast: make.ask(cast.program),
    "event": lambda cast: make.event(cast.program),
    "period": lambda cast: "2026-01",
    "wave": lambda cast: make.wave(cast.program),
    "site": lambda cast: make.site(cast.program, cast.community),
    "number": lambda cast: 1,
    "table": lambda cast: "places",
    "which": lambda cast: "evidence",
    "name": lambda cast: "mid_ratio",
    "token": lambda cast: make_token(permit(cast.babu, "people.self.read"), "Warehouse", 30)[0],
}  # fmt: skip
DOORS = list(addresses())


def filled(address: Address, cast: Cast) -> tuple[dict[str, Any], Target]:
    """The parts of an address filled in, and the target that the door will see."""
    kwargs: dict[str, Any] = {}
    targets = []
    for part in address.parts:
        assert part in SAMPLES, f"{address.name}: tell tests/architecture/test_matrix.py what “{part}” is"
        thing = SAMPLES[part](cast)
        kwargs[part] = thing.code if part == "program" else getattr(thing, "key", thing)
        if hasattr(thing, "target"):
            targets.append(thing.target())
    return kwargs, merged(targets)


@pytest.mark.parametrize("address", DOORS, ids=lambda address: address.name)
@pytest.mark.django_db
def test_the_door_answers_as_the_rule_says(address: Address, cast: Cast, client: Client) -> None:
    from django.urls import reverse

    kwargs, target = filled(address, cast)
    url = reverse(address.name, kwargs=kwargs)
    asked = 401 if url.startswith("/api/") else 302
    assert client.get(url).status_code in (asked, 405), "a visitor is sent to sign in, a program to make a token"
    for name, person in cast.everybody().items():
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        wanted = decide(
            person.grants(), action_named(address.action), target, person=str(person.key), today=timezone.localdate()
        )
        for method in METHODS:
            answer = getattr(client, method)(url)
            status = answer.status_code
            for close in answer._resource_closers:
                close()  # files, but not the answer itself: that would close the test's database, too
            told = f"{name} {method} {url}: {status}"
            if status == 405:
                continue  # refused to everybody alike, before the door
            if not wanted.visible:
                assert status == 404, told
            elif not wanted.allowed:
                assert status == 403, told
            elif method == "get":
                assert status not in (403, 500), told
            else:
                assert status != 500, told


# not of one program
SHARED = {"place", "language", "instrument", "person", "table", "name", "which", "period", "number"}
RECORDS = [a for a in DOORS if a.parts[:1] == ("program",) and set(a.parts[1:]) - SHARED]


@pytest.mark.parametrize("address", RECORDS, ids=lambda address: address.name)
@pytest.mark.django_db
def test_a_record_is_not_found_under_another_program(address: Address, cast: Cast, client: Client) -> None:
    from django.urls import reverse

    kwargs, _target = filled(address, cast)
    make.role(cast.amina, "coordinator", cast.other_program)
    client.force_login(cast.amina, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse(address.name, kwargs=kwargs | {"program": cast.other_program.code})
    assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}
