"""Loading the demonstration through the same services that people use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from groundswell.across.gates.services import record_input, sign_verdict
from groundswell.before.evidence.services import Known, note_known, record_study, set_question
from groundswell.domain.monitoring.periods import Period, parse_period
from groundswell.domain.places.facts import PlaceFacts
from groundswell.during.monitoring.services import adopt_indicator, record_values
from groundswell.front.demonstration import studies
from groundswell.front.demonstration.cast import CAST, INDICATORS, INPUTS, LEVELS, PROGRAM, SPOKEN
from groundswell.front.demonstration.consensus import agree
from groundswell.front.demonstration.costs import price
from groundswell.front.demonstration.country import District, country
from groundswell.front.demonstration.documents import publish
from groundswell.front.demonstration.gate import let_go
from groundswell.front.demonstration.package import pack
from groundswell.front.demonstration.policies import advocate
from groundswell.front.demonstration.rounds import assess
from groundswell.front.demonstration.story import ACTIVE, NEXT_WAVE, NEXT_WAVE_IN_MONTHS
from groundswell.front.demonstration.values import MONTHS, Member, monthly
from groundswell.front.demonstration.vision import envision
from groundswell.ground.people.access import desk_permit
from groundswell.ground.people.models import Organisation, Person, Role
from groundswell.ground.places.models import Level, Place
from groundswell.ground.places.services import bulk_places, open_place
from groundswell.ground.programs.models import Program, QualityFloor, Site, Wave
from groundswell.kit.door import Permit

CODE = "demo"
WHY = "The demonstration is loaded."
CHUNK = 20_000
Tell = Callable[[str], None]


def is_loaded() -> bool:
    """Whether the demonstration is in this database."""
    return Program.objects.filter(code=CODE).exists()


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


def load(tell: Tell, *, seed: int = 7) -> Program:
    """Load country, people, evidence and values; all of it or nothing.

    Args:
        tell: Called with a sentence at each stage.
        seed: Same seed, same demonstration.
    """
    with transaction.atomic():
        districts = country(seed)
        tell("Places …")
        root = places(districts)
        program = begun(root)
        people(program, root)
        tell("Six published trials …")
        evidence(program)
        price(program, permit)
        tell("Raters …")
        assess(program, permit)
        tell("Documents …")
        publish(program, permit)
        sites(program, districts, np.random.default_rng(seed))
        let_go(program, permit)
        tell("Monthly values …")
        count = values(program, np.random.default_rng(seed + 1))
        inputs(program)
        pack(program, permit)
        envision(program, permit)
        agree(program, permit)
        advocate(program, permit)
        sign(program)
        tell(f"Loaded: {Site.objects.filter(program=program).count():,} communities, {count:,} values.")
    return program


def permit(action: str, program: Program | None = None) -> Permit:
    """The leave under which the demonstration is loaded."""
    return desk_permit(action, WHY, program=str(program.key) if program else None, name="The demonstration")


def places(districts: list[District]) -> Place:
    """The country with regions, districts and communities."""
    root = open_place(permit("places.country.open"), None, name="Tarawe", code="TA", languages=["en", "fr", "ar"])
    for depth, (name, names) in enumerate(LEVELS):
        Level.objects.get_or_create(country=root, depth=depth, defaults={"name": name, "names": names})
    rows = [
        PlaceFacts(ref=region, name=region, code=f"TA-{region[0]}")
        for region in dict.fromkeys(d.region for d in districts)
    ]
    year = timezone.localdate().year - 1
    for district in districts:
        ring = [[list(point) for point in (*district.border, district.border[0])]]
        rows.append(PlaceFacts(
            ref=district.code, name=district.name, code=district.code, parent_ref=district.region,
            languages=SPOKEN[district.region],
            geometry={"type": "Polygon", "coordinates": ring}, population_source="invented",
            populations=((year, sum(community.persons for community in district.communities)),),
        ))  # fmt: skip
        rows += [
            PlaceFacts(
                ref=c.code, name=c.name, code=c.code, parent_ref=district.code, longitude=c.longitude,
                latitude=c.latitude,
                populations=((year, c.persons),), population_source="invented",
            )
            for c in district.communities
        ]  # fmt: skip
    bulk_places(permit("places.place.open"), root, rows)
    return root


def begun(root: Place) -> Program:
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
        currency="USD", starts_on=back(today, 60), demonstration=True,
    )  # fmt: skip
    for wave in sorted({story.wave for story in ACTIVE}):
        Wave.objects.create(
            program=program, number=wave, starts_on=back(today, max(s.months for s in ACTIVE if s.wave == wave))
        )
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


def values(program: Program, rng: np.random.Generator) -> int:
    """Twenty months of reports and watched sessions."""
    for code in INDICATORS:
        adopt_indicator(permit("monitoring.indicator.change", program), program, code)
    months = last_months(MONTHS)
    rows = []
    for story in ACTIVE:
        members = members_of(program, story.name, rng)
        rows += list(monthly(story, members, months, rng))
    for start in range(0, len(rows), CHUNK):
        record_values(
            permit("monitoring.value.import", program), program, rows[start : start + CHUNK], source="demonstration"
        )
    return len(rows)


def members_of(program: Program, district: str, rng: np.random.Generator) -> list[Member]:
    """The communities of a district with what the generator needs."""
    found = Site.objects.filter(program=program, place__parent__name=district).values_list(
        "place_id", "place__populations__persons", "depth"
    )
    return [
        Member(place, persons or 500, depth or 0, bool(rng.random() < 0.2))
        for place, persons, depth in found.order_by("place__code")
    ]


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


def back(day: date, months: int) -> date:
    """The first day of the month so many months before; after, for negative ones."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def last_months(count: int) -> list[Period]:
    """The last full months, oldest first."""
    today = timezone.localdate()
    return [parse_period(f"{back(today, ago):%Y-%m}") for ago in range(count, 0, -1)]
