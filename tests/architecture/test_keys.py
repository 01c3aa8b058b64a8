"""Keys between tables look down or sideways to the left, never up: import-linter cannot see Django's strings."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField, Model, OneToOneField

ORDER = [
    "contenttypes", "auth", "sessions", "kit", "jobs", "journal", "places", "people", "programs", "documents",
    "instruments", "vision", "evidence", "scalability", "package", "consensus", "policy", "monitoring",
    "gates", "exchange", "front",
]  # fmt: skip
KINDS = (ForeignKey, OneToOneField, ManyToManyField)


def keys() -> Iterator[tuple[type[Model], Field[object, object], type[Model]]]:
    """Every key of our own tables with the table it points to."""
    for model in apps.get_models():
        if model.__module__.startswith("groundswell."):
            for field in model._meta.get_fields():
                if isinstance(field, KINDS):
                    yield model, field, field.related_model


def test_every_app_of_the_house_has_its_place_in_the_order() -> None:
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("groundswell.")]
    assert [label for label in ORDER if label in ours] == ours


def test_keys_point_to_the_same_room_or_one_before() -> None:
    wrong = [
        f"{model.__name__}.{field.name} -> {to.__name__}"
        for model, field, to in keys()
        if ORDER.index(to._meta.app_label) > ORDER.index(model._meta.app_label)
    ]
    assert wrong == []


def test_keys_across_rooms_leave_no_attribute_behind() -> None:
    allowed = {"Person.organisation"}  # ground speaks of an organisation's people; same room
    wrong = [
        f"{model.__name__}.{field.name}"
        for model, field, to in keys()
        if to._meta.app_label != model._meta.app_label and not str(field.remote_field.related_name).endswith("+")
    ]
    assert set(wrong) <= allowed, wrong
    assert any(True for _ in keys())


def test_every_table_says_how_it_is_narrowed_to_a_person() -> None:
    free = {"Level", "Identifier", "Alias", "Population", "Past"}  # read through their place
    wanting = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("groundswell.") and not hasattr(model, "reach") and hasattr(model, "target")
    ]
    assert set(wanting) <= free | {
        "ConsensusRules",
        "EvidenceRules",
        "PackageRules",
        "PolicyRules",
        "QualityRules",
        "VisionRules",
    }, wanting
