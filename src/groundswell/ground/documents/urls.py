"""Addresses of a program's documents and files."""

from django.urls import path

from groundswell.ground.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.library, name="library"),
    path("new", views.record, name="record"),
    path("languages", views.languages, name="languages"),
    path("d/<uuid:document>/", views.document, name="document"),
    path("d/<uuid:document>/change", views.change, name="change"),
    path("d/<uuid:document>/add", views.add, name="add"),
    path("e/<uuid:edition>/", views.edition, name="edition"),
    path("e/<uuid:edition>/change", views.amend, name="amend"),
    path("e/<uuid:edition>/state", views.state, name="state"),
    path("e/<uuid:edition>/words", views.readability, name="readability"),
    path("book/<slug:language>", views.book, name="book"),
    path("zip", views.zip_file, name="zip"),
    path("words", views.measure, name="measure"),
    path("files", views.listed, name="files"),
    path("store", views.store, name="store"),
    path("<uuid:file>/", views.download, name="file"),
    path("<uuid:file>/look", views.look, name="look"),
]
