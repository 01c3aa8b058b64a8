"""What every stored record has: a number inside, a key outside."""

from __future__ import annotations

import os
import time
import uuid

from django.db import models


def uuid7() -> uuid.UUID:
    """A UUID that sorts by the time it was made (RFC 9562, section 5.7).

    Python has its own from 3.14 on; this one serves 3.12 and 3.13 too.
    """
    stamp = time.time_ns() // 1_000_000
    number = (stamp << 80) | int.from_bytes(os.urandom(10), "big")
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    number = (number & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=number)


class Record(models.Model):
    """A row with a 64-bit number for joins and a key for addresses; numbers never leave the house."""

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(default=uuid7, unique=True, editable=False)

    class Meta:
        abstract = True
