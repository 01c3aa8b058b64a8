"""The journal: append only, free of other rooms' nouns."""

from __future__ import annotations

from django.db import models

from groundswell.kit.door import Reachable


class Entry(models.Model):
    """One thing that somebody did: names as they were at the time, so that it stays true when they change."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    person = models.CharField(max_length=64)
    person_name = models.CharField(max_length=200)
    via = models.CharField(max_length=20)
    action = models.CharField(max_length=80)
    label = models.CharField(max_length=200)
    program = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=500, blank=True)
    thing = models.CharField(max_length=64)
    thing_kind = models.CharField(max_length=80)
    thing_name = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    reach = Reachable(program="program", path="path")

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("program", "-id"), name="journal_by_program"),
            models.Index(fields=("thing", "-id"), name="journal_by_thing"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.person_name}: {self.label} {self.thing_name}"


class Seal(models.Model):
    """A block of entries, closed: its hash covers them and the seal before, so that no change stays unseen."""

    id = models.BigAutoField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("first",)
        constraints = (
            models.UniqueConstraint(fields=("first",), name="seal_once_per_block"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="seal_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"{self.first}–{self.last} {self.hash[:12]}"
