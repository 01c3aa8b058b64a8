"""A program that comes over the API, as a person's script does: by HTTP, with a token."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from groundswell.domain.access import Grant, Target
from groundswell.ground.people.models import Person
from groundswell.ground.people.services import make_token
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit, action_named

HOME = "/api/v1/programs"


class Script:
    """A script of a person, with a token of theirs; CSRF is checked as for browsers."""

    def __init__(self, person: Person, program: Program, *, writes: bool = True) -> None:
        mine = Permit(str(person.key), person.name, action_named("people.self.read"), Target(), (Grant("donor"),))
        self.token, self.secret = make_token(mine, "A script", 30, writes=writes)
        self.home = f"{HOME}/{program.code}"
        self.client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {self.secret}"})

    def get(self, address: str, **query: object) -> Any:
        """What an address answers; it must be read."""
        response = self.client.get(address if "/api/" in address else self.home + address, query)
        assert response.status_code == 200, response.content
        return response.json()

    def send(self, address: str, body: Any) -> Any:
        """The answer to what is sent."""
        data = body if isinstance(body, bytes) else json.dumps(body)
        return self.client.post(self.home + address, data, content_type="application/json")

    def preview(self, table: str, *rows: dict[str, Any]) -> Any:
        """What rows would do."""
        response = self.send(f"/tables/{table}/preview", {"rows": rows})
        assert response.status_code == 200, response.content
        return response.json()

    def apply(self, table: str, *rows: dict[str, Any]) -> Any:
        """Preview and apply rows."""
        seen = self.preview(table, *rows)
        return self.send(f"/tables/{table}/apply", {"rows": rows, **agreed(seen)})

    def row(self, table: str, **where: Any) -> dict[str, Any]:
        """The row in which these cells stand."""
        found = [
            row
            for row in self.get(f"/tables/{table}")["rows"]
            if all(row["cells"][key] == said for key, said in where.items())
        ]
        assert found, where
        return dict(found[0])


def agreed(seen: dict[str, Any]) -> dict[str, str]:
    """What a preview gives to apply it."""
    return {"key": seen["key"], "fingerprint": seen["fingerprint"]}


def counts(answer: dict[str, Any]) -> tuple[int, int, int, int, int]:
    """Rows added, changed, the same, set aside, refused."""
    added, changed, same, aside, refused = (
        answer[what] for what in ("added", "changed", "unchanged", "set_aside", "refused")
    )
    return added, changed, same, aside, refused
