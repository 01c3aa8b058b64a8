"""Places: a tree of any depth, whose past stays readable when a place moves or merges.

``path`` holds the numbers of the way down, each closed by ``/``. A subtree is a half-open range of paths
(``path >= "1/7/"`` and ``path < "1/70"``), never LIKE; on PostgreSQL the column has collation "C".
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.kit.door import Reachable
from groundswell.kit.folding import Folded
from groundswell.kit.languages import Texts, said
from groundswell.kit.models import Record


class Place(Record):
    """A country, region, district, sector, area or community; geometry may be missing.

    ``country`` is the top of the place's tree, None for a country itself: codes are unique within it, since two
    countries may both have a district 01.
    """

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    country = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    path = models.CharField(max_length=500, unique=True, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    name = models.CharField(_("name"), max_length=200)
    names = Texts(blank=True)
    folded = Folded(of=("name", "names"))
    code = models.CharField(_("code"), max_length=100, blank=True)
    languages = models.JSONField(default=list, blank=True)
    geometry = models.JSONField(null=True, blank=True)
    drawing = models.JSONField(null=True, blank=True)
    geometry_note = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(path="path")

    class Meta:
        ordering = ("path",)
        indexes = (models.Index(fields=("parent", "name"), name="place_by_parent_name"),)
        constraints = (
            models.UniqueConstraint(
                fields=("country", "code"), condition=~Q(code=""), name="place_code_once_per_country"
            ),
            models.UniqueConstraint(
                fields=("code",), condition=~Q(code="") & Q(country=None), name="country_code_once"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__range=(-90, 90)), name="place_latitude"
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__range=(-180, 180)), name="place_longitude"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="place_has_name"),
        )

    def __str__(self) -> str:
        return said(self.names) or self.name

    def target(self) -> Target:
        """Where the place lies, for the door."""
        return Target(path=self.path)

    @property
    def end(self) -> str:
        """Upper end of the half-open range of paths below this place."""
        return f"{self.path[:-1]}0"


class Level(models.Model):
    """What the levels of one country are called: depth below the country and the word in several languages."""

    country = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="levels")
    depth = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    names = Texts(blank=True)

    class Meta:
        ordering = ("country", "depth")
        constraints = (models.UniqueConstraint(fields=("country", "depth"), name="level_once_per_depth"),)

    def __str__(self) -> str:
        return said(self.names) or self.name


class Identifier(models.Model):
    """The number or code of a place in another system, such as DHIS2 or a census."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="identifiers")
    system = models.CharField(max_length=60)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("system", "value"), name="identifier_once_per_system"),)
        indexes = (models.Index(fields=("value",), name="identifier_by_value"),)

    def __str__(self) -> str:
        return f"{self.system}: {self.value}"


class Alias(models.Model):
    """Another spelling or an earlier name; found by search and by imports under the same parent."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    folded = Folded()
    language = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("place", "name"), name="alias_once_per_place"),)

    def __str__(self) -> str:
        return self.name


class Population(models.Model):
    """People living in a place in a year, with the source of the number."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField()
    persons = models.BigIntegerField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-year",)
        constraints = (
            models.UniqueConstraint(fields=("place", "year"), name="population_once_per_year"),
            models.CheckConstraint(condition=Q(persons__gte=0), name="population_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.year}: {self.persons}"


class Past(models.Model):
    """Where a place stood until a day: written when it moves, merges or is renamed.

    The tree as of an earlier day is today's tree with these rows laid over it.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="pasts")
    parent = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=100, blank=True)
    path = models.CharField(max_length=500)
    until = models.DateField()
    reason = models.TextField(blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(
        max_length=10, choices=[("moved", _("moved")), ("merged", _("merged")), ("renamed", _("renamed"))]
    )

    class Meta:
        ordering = ("place", "until", "id")
        indexes = (models.Index(fields=("until",), name="past_by_day"),)

    def __str__(self) -> str:
        return f"{self.name}, {self.kind} {self.until}"
