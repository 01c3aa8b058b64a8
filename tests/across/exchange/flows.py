"""An import as a person does it in the browser, without scripts: upload, say, match, apply, take back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.across.exchange.models import Import, ImportFile, Line
from groundswell.ground.people.models import Person
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program

type Sent = Path | tuple[str, bytes]


class Browser:
    """A person at the pages of imports of one program."""

    def __init__(self, person: Person, program: Program) -> None:
        self.program = program
        self.home = f"/p/{program.code}/exchange/"
        self.client = Client()
        self.client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    def upload(self, *files: Sent, **fields: str) -> Import:
        """Choose files and send them; what was begun."""
        response = self.post(self.home, {"files": [sent(file) for file in files], **fields})
        assert response.status_code in (303, 302), said(response)
        return Import.objects.latest("id")

    def refused_upload(self, *files: Sent, **fields: str) -> str:
        """Choose files that are not taken; what the page says."""
        response = self.client.post(self.home, {"files": [sent(file) for file in files], **fields})
        assert response.status_code == 422
        return said(response)

    def post(self, url: str, data: dict[str, Any] | None = None) -> Any:
        """Send a form."""
        return self.client.post(url, data or {})

    def page(self, url: str) -> BeautifulSoup:
        """A page as it comes."""
        response = self.client.get(url)
        assert response.status_code == 200, said(response)
        return BeautifulSoup(response.content, "html.parser")

    def import_page(self, batch: Import, **query: str) -> BeautifulSoup:
        """The page of one import."""
        response = self.client.get(f"{self.home}{batch.key}/", query)
        assert response.status_code == 200, said(response)
        return BeautifulSoup(response.content, "html.parser")

    def say_columns(self, stored: ImportFile, **changed: Any) -> Import:
        """Send the page about columns as it stands, with some fields changed."""
        url = f"{self.home}columns/{stored.key}/"
        response = self.post(url, filled(self.page(url)) | changed)
        assert response.status_code == 303, said(response)
        return Import.objects.get(pk=stored.batch_id)

    def read(self, *files: Sent, **fields: str) -> Import:
        """Upload, and read each sheet as the page suggests."""
        batch = self.upload(*files, **fields)
        while waiting := batch.files.filter(mapping__isnull=True).exclude(signature="").first():
            batch = self.say_columns(waiting)
        return batch

    def match(self, batch: Import, *, under: Place | None = None, **said_of: str) -> Import:
        """Say what unknown names mean: ``all_place="make:"``, or ``names={text: said}`` for single ones."""
        data = {"under": str((under or self.program.root).key)}
        data |= {name.replace("_", "-"): text for name, text in said_of.items()}
        response = self.post(f"{self.home}{batch.key}/names", data)
        assert response.status_code == 303, said(response)
        return Import.objects.get(pk=batch.pk)

    def match_names(self, batch: Import, answers: dict[str, str]) -> Import:
        """Say what single names mean, by their text."""
        data = {
            f"name-{unknown.key}": answers[unknown.text] for unknown in batch.unknowns.all() if unknown.text in answers
        }
        assert len(data) == len(answers), sorted(unknown.text for unknown in batch.unknowns.all())
        response = self.post(f"{self.home}{batch.key}/names", data)
        assert response.status_code == 303, said(response)
        return Import.objects.get(pk=batch.pk)

    def apply(self, batch: Import) -> Import:
        """Press the button that applies."""
        response = self.post(f"{self.home}{batch.key}/apply")
        assert response.status_code == 303, said(response)
        done = Import.objects.get(pk=batch.pk)
        assert done.state == "applied", done.error
        return done

    def undo(self, batch: Import, why: str) -> Import:
        """Take an import back."""
        response = self.post(f"{self.home}{batch.key}/undo", {"why": why})
        assert response.status_code == 303, said(response)
        return Import.objects.get(pk=batch.pk)


def sent(file: Sent) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    name, data = (file.name, file.read_bytes()) if isinstance(file, Path) else file
    return SimpleUploadedFile(name, data)


def said(response: Any) -> str:
    """The words of a page's main part."""
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join((soup.find("main") or soup).get_text(" ", strip=True).split())


def filled(page: BeautifulSoup) -> dict[str, Any]:
    """The fields of the page's main form as they stand."""
    main = page.find("main")
    assert main is not None
    form = main.find_all("form")[-1]
    data: dict[str, Any] = {}
    for field in form.find_all(["input", "select", "textarea"]):
        name = str(field.get("name") or "")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            data[name] = chosen.get("value", "") if chosen else ""
        elif field.get("type") in ("checkbox", "radio"):
            if field.has_attr("checked"):
                data.setdefault(name, []).append(field.get("value", "on"))
        else:
            data[name] = field.get_text() if field.name == "textarea" else field.get("value", "")
    return data


def counted(batch: Import) -> tuple[int, int, int, int, int]:
    """Rows added, changed, the same, set aside, refused."""
    added, changed, same, aside, refused = (
        int(batch.counts.get(what, 0)) for what in ("added", "changed", "unchanged", "set_aside", "refused")
    )
    return added, changed, same, aside, refused


def lines(batch: Import, what: str) -> Sequence[Line]:
    """The lines of one kind."""
    return list(Line.objects.filter(batch=batch, what=what))
