"""Addresses of step 4, under /p/<program>/package/."""

from __future__ import annotations

from django.urls import path

from groundswell.before.package.views import elements, package

app_name = "package"
urlpatterns = [
    path("", package.package, name="package"),
    path("elements/new", elements.record, name="record"),
    path("elements/<uuid:element>/", elements.element, name="element"),
    path("elements/<uuid:element>/change", elements.change, name="change"),
    path("elements/<uuid:element>/retire", elements.retire, name="retire"),
]
