"""Addresses of step 4, under /p/<program>/package/."""

from __future__ import annotations

from django.urls import path

from groundswell.before.package.views import books, elements, logs, package, releases

app_name = "package"
urlpatterns = [
    path("", package.package, name="package"),
    path("elements/new", elements.record, name="record"),
    path("elements/<uuid:element>/", elements.element, name="element"),
    path("elements/<uuid:element>/change", elements.change, name="change"),
    path("elements/<uuid:element>/retire", elements.retire, name="retire"),
    path("training/new", logs.record_session, name="record_session"),
    path("training/<uuid:session>/change", logs.change_session, name="change_session"),
    path("logs/", package.logs, name="logs"),
    path("dropped/new", logs.record_simplification, name="record_simplification"),
    path("dropped/<uuid:simplification>/change", logs.change_simplification, name="change_simplification"),
    path("adaptations/new", logs.record_adaptation, name="record_adaptation"),
    path("adaptations/<uuid:adaptation>/change", logs.change_adaptation, name="change_adaptation"),
    path("adaptations/<uuid:adaptation>/decide", logs.decide, name="decide"),
    path("tests/new", logs.record_test, name="record_test"),
    path("tests/<uuid:test>/change", logs.change_test, name="change_test"),
    path("releases/", releases.releases, name="releases"),
    path("releases/new", releases.new, name="release_new"),
    path("releases/<uuid:release>/", releases.release, name="release"),
    path("releases/<uuid:release>/book/<slug:language>", books.release_book, name="release_book"),
    path("releases/<uuid:release>/zip", books.release_zip, name="release_zip"),
    path("book/<slug:language>", books.book, name="book"),
    path("zip", books.zip_file, name="zip"),
]
