"""Addresses of a program's files."""

from django.urls import path

from groundswell.ground.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.listed, name="files"),
    path("store", views.store, name="store"),
    path("<uuid:file>/", views.download, name="file"),
    path("<uuid:file>/look", views.look, name="look"),
]
