"""Addresses of step 3, under /p/<program>/scalability/."""

from __future__ import annotations

from django.urls import path

from groundswell.before.scalability import views

app_name = "scalability"
urlpatterns = [
    path("", views.scalability, name="scalability"),
    path("barriers/new", views.record, name="record"),
    path("barriers/<uuid:barrier>/change", views.change, name="change"),
    path("barriers/<uuid:barrier>/close", views.close, name="close"),
    path("contexts/exclude", views.exclude, name="exclude"),
    path("contexts/<uuid:exclusion>/include", views.include, name="include"),
]
