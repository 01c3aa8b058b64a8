"""Loading the demonstration through the same services that people use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from groundswell.across.gates.services import record_input, sign_verdict
from groundswell.before.evidence.services import Known, note_known, record_study, set_question
from groundswell.domain.monitoring.simulated.plan import STARTS
from groundswell.during.monitoring.models import Value
from groundswell.during.monitoring.services import adopt_indicator
from groundswell.front.demonstration import studies
from groundswell.front.demonstration.cast import (
    CAST,
    GROUP,
    GROUP_LEVEL,
    INDICATORS,
    INPUTS,
    LEVELS,
    PROGRAM,
    SPOKEN,
)
from groundswell.front.demonstration.consensus import agree
from groundswell.front.demonstration.costs import price
from groundswell.front.demonstration.country import District, country
from groundswell.front.demonstration.desk import (
    BEGUN,
    CODE,
    DONE,
    YEARS_AGO_IN_MONTHS,
    as_of,
    back,
    loading,
    permit,
    say,
)
from groundswell.front.demonstration.documents import publish
from groundswell.front.demonstration.further import facts_of, settle
from groundswell.front.demonstration.gate import let_go
from groundswell.front.demonstration.key import write_key
from groundswell.front.demonstration.package import pack
from groundswell.front.demonstration.pieces import pieces
from groundswell.front.demonstration.policies import advocate
from groundswell.front.demonstration.rounds import assess
from groundswell.front.demonstration.sizes import MONTHS, NATIONS, SEED, SIZES, nation
from groundswell.front.demonstration.story import ACTIVE, NEXT_WAVE, NEXT_WAVE_IN_MONTHS
from groundswell.front.demonstration.vision import envision
from groundswell.ground.people.models import Organisation, Person, Role
from groundswell.ground.places.models import Level, Place
from groundswell.ground.places.services import bulk_places, open_place
from groundswell.ground.programs.models import Program, QualityFloor, Site, Wave

Tell = Callable[[str], None]


def others() -> int:
    """Programs that are not the demonstration's."""
    return Program.objects.exclude(demonstration=True).count()


def who_can_sign_in() -> list[str]:
    """Those who sign in by a click, with what they do; nobody outside the demonstration."""
    if not settings.DEMONSTRATION:
        return []
    return [
        f"{person.name}: {CAST[person.login].what}"
        for person in Person.objects.filter(demonstration=True)
        if person.login in CAST
    ]


def load(tell: Tell, *, size: str = "small", seed: int = SEED) -> Program:
    """Load country, people, evidence and values, or go on where an earlier loading was stopped.

    It is written in pieces, each whole or not at all: what comes before the values, the land of each nation, the values
    of each district, and what comes after. A piece that is there is passed over, so that a loading that was stopped and
    gone on with ends as one that was not.

    Args:
        tell: Called with a sentence at each stage.
        size: Which of :data:`groundswell.front.demonstration.sizes.SIZES`.
        seed: Same seed, same demonstration.
    """
    program, today = loading(), as_of(loading())
    if program is None:
        with transaction.atomic():
            program = founded(tell, size, seed)
            say(program, BEGUN, size)
    for number in range(SIZES[size].nations):
        if SIZES[size].squares > 1:
            tell(f"Land of {NATIONS[number][1]} …")
            settle(program, nation(size, number, seed), today)
    write_key(size, seed, today)
    for piece in pieces(program, size, seed, today):
        piece.write(program, tell)
    with transaction.atomic():
        closing(program)
        say(program, DONE, "yes")
    count = Value.objects.filter(indicator__program=program).count()
    tell(f"Loaded: {Site.objects.filter(program=program).count():,} communities, {count:,} values.")
    return program


def founded(tell: Tell, size: str, seed: int) -> Program:
    """The story before its values: country, people, evidence, documents, sites."""
    districts = country(seed)
    tell("Places …")
    program = begun(places(districts, size), size)
    people(program, program.root)
    tell("Six published trials …")
    evidence(program)
    price(program, permit)
    tell("Raters …")
    assess(program, permit)
    tell("Documents …")
    publish(program, permit)
    sites(program, districts, np.random.default_rng(seed))
    let_go(program, permit)
    for code in INDICATORS:
        adopt_indicator(permit("monitoring.indicator.change", program), program, code)
    return program


def closing(program: Program) -> None:
    """The story after its values."""
    inputs(program)
    pack(program, permit)
    envision(program, permit)
    agree(program, permit)
    advocate(program, permit)
    sign(program)


def places(districts: list[District], size: str) -> Place:
    """The country with regions, districts and communities, below a group of countries where there are several."""
    code, name = NATIONS[0]
    several = SIZES[size].nations > 1
    told = {"name": name, "code": code, "languages": ["en", "fr", "ar"]}
    above = {**told, "name": GROUP, "code": "GR"} if several else told
    root = open_place(permit("places.country.open"), None, **above)
    if several:
        open_place(permit("places.place.open"), root, **told)
    levels = (GROUP_LEVEL, *LEVELS) if several else LEVELS
    for depth, (level, names) in enumerate(levels):
        Level.objects.get_or_create(country=root, depth=depth, defaults={"name": level, "names": names})
    codes = {region: f"{code}-{region[0]}" for region in dict.fromkeys(district.region for district in districts)}
    rows = facts_of(districts, code if several else "", codes, SPOKEN)
    bulk_places(permit("places.place.open"), root, list(rows))
    return root


def begun(root: Place, size: str) -> Program:
    """The program with its waves and quality floor."""
    today = timezone.localdate()
    organisations = {
        name: Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]
        for name, kind in PROGRAM.organisations.items()
    }
    program = Program.objects.create(
        code=CODE, name=PROGRAM.name, names=PROGRAM.names, approach=PROGRAM.approach, health_issue=PROGRAM.health_issue,
        root=root, owner=organisations[PROGRAM.owner], package_version=PROGRAM.package_version,
        languages=["en", "fr", "ar"],
        currency="USD", starts_on=back(today, YEARS_AGO_IN_MONTHS), demonstration=True,
    )  # fmt: skip
    for wave in sorted({story.wave for story in ACTIVE}):
        since = [story.months for story in ACTIVE if story.wave == wave]
        since += [MONTHS - STARTS[wave]] if SIZES[size].squares > 1 else []
        Wave.objects.create(program=program, number=wave, starts_on=back(today, max(since)))
    Wave.objects.create(program=program, number=4, starts_on=back(today, -NEXT_WAVE_IN_MONTHS))
    QualityFloor.objects.create(program=program, indicator="P9", floor=0.60)
    return program


def people(program: Program, root: Place) -> None:
    """The cast of the demonstration, each with a role and its reach."""
    for login, member in CAST.items():
        organisation = Organisation.objects.get(name=member.organisation) if member.organisation else None
        person = Person.objects.create_user(login, name=member.name, organisation=organisation, demonstration=True)
        place = (
            Place.objects.filter(path__startswith=root.path, name=member.place).order_by("depth").first()
            if member.place
            else None
        )
        if member.at == "community" and place:
            place = Place.objects.filter(parent=place).order_by("code").first()
        if member.role:
            Role.objects.create(person=person, role=member.role, program=str(program.key), place=place)


def evidence(program: Program) -> None:
    """The published trials, and the two that are known but not entered."""
    for study in studies.PUBLISHED:
        record_study(
            permit("evidence.study.record", program), program, replace(study, package_version=study.package_version)
        )
    for name, missing in studies.KNOWN_NOT_ENTERED:
        note_known(permit("evidence.known.note", program), program, Known(name=name, missing=missing))
    answers = {"outcome": studies.OUTCOME, "benefit": "low", "better_words": "fewer deaths",
               "worse_words": "more deaths", **studies.WORDS_IN_LANGUAGES,
               "cadre": "community health workers of the state", "dose_coverage": 0.35}  # fmt: skip
    for context in ("", "rural"):
        set_question(permit("evidence.question.set", program), program, context, answers)


def sites(program: Program, districts: list[District], rng: np.random.Generator) -> None:
    """Where the program works, and where the next wave will start."""
    waves = {wave.number: wave for wave in Wave.objects.filter(program=program)}
    partners = {organisation.name: organisation for organisation in Organisation.objects.all()}
    codes = dict(Place.objects.filter(path__startswith=program.root.path).values_list("code", "pk"))
    today = timezone.localdate()
    rows = []
    for district in districts:
        story = next((story for story in ACTIVE if story.name == district.name), None)
        if story is None and district.name not in NEXT_WAVE:
            continue
        for community in district.communities:
            depth = int(rng.choice(list(story.depths), p=list(story.depths.values()))) if story else None
            rows.append(Site(
                program=program, place_id=codes[community.code], wave=waves[story.wave if story else 4],
                partner=partners[story.partner if story else NEXT_WAVE[district.name]], depth=depth,
                started_on=back(today, story.months if story else -NEXT_WAVE_IN_MONTHS),
            ))  # fmt: skip
    Site.objects.bulk_create(rows, batch_size=1000)


def inputs(program: Program) -> None:
    """What later steps will supply, typed in with its source."""
    for context in ("", "rural"):
        for name, (value, source) in INPUTS.items():
            record_input(permit("gates.input.record", program), program, context, name, value, source=source)


def sign(program: Program) -> None:
    """The coordinator signs the verdict for rural places."""
    amina = Person.objects.get(login="amina")
    leave = permit("gates.verdict.sign", program)
    sign_verdict(
        replace(leave, person=str(amina.key), name=amina.name, grants=amina.grants()), program, "rural",
        reason="The steering group agreed on the verdict of the rule.",
    )  # fmt: skip
