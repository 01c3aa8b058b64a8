"""Calendars that phones and desks subscribe to (RFC 5545), written by the icalendar library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, Todo

OWN = "-//Groundswell//calendar//EN"


@dataclass(frozen=True)
class CalendarEntry:
    """One whole day of a calendar, or something due on it.

    Args:
        uid: Stays the same for the same thing, so that a calendar program changes it instead of adding another.
        on: The day.
        title: What happens or is due.
        where: Where.
        note: More words.
        url: Address of the page.
        sequence: Grows with every change of the thing.
        is_due: Whether it is a duty to be done by that day, not an event.
        done: Whether a duty is done.
        dropped: Whether a duty fell away undone.
    """

    uid: str
    on: date
    title: str
    where: str = ""
    note: str = ""
    url: str = ""
    sequence: int = 0
    is_due: bool = False
    done: bool = False
    dropped: bool = False

    @property
    def status(self) -> str:
        """How a duty stands, in the words of the standard (3.8.1.11)."""
        if self.dropped:
            return "CANCELLED"
        return "COMPLETED" if self.done else "NEEDS-ACTION"


def calendar_file(name: str, entries: Iterable[CalendarEntry], at: datetime) -> bytes:
    """A calendar as programs read it.

    Args:
        name: What the calendar is called.
        entries: Its days.
        at: When it is written, in UTC.

    Returns:
        The bytes of the ``.ics`` file.
    """
    calendar = Calendar()
    calendar.add("prodid", OWN)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_part(entry, at))
    return bytes(calendar.to_ical())


def _part(entry: CalendarEntry, at: datetime) -> Event | Todo:
    part = Todo() if entry.is_due else Event()
    part.add("uid", entry.uid)
    part.add("dtstamp", at)
    part.add("sequence", entry.sequence)
    part.add("summary", entry.title)
    for name, words in (("location", entry.where), ("description", entry.note), ("url", entry.url)):
        if words:
            part.add(name, words)
    if isinstance(part, Todo):
        part.add("due", entry.on)
        part.add("status", entry.status)
    else:
        part.add("dtstart", entry.on)
        part.add("dtend", entry.on + timedelta(days=1))
        part.add("status", "CONFIRMED")
    return part
