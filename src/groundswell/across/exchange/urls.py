"""Addresses of imports and downloads, below a program."""

from django.urls import path

from groundswell.across.exchange import views
from groundswell.across.exchange.api import addresses

app_name = "exchange"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("tables/<slug:table>.xlsx", views.download, name="download"),
    path("tables/<slug:table>.csv", views.download_csv, name="download_csv"),
    path("<uuid:batch>/", views.batch, name="import"),
    path("<uuid:batch>/check", views.check, name="check"),
    path("<uuid:batch>/names", views.names, name="names"),
    path("<uuid:batch>/apply", views.apply, name="apply"),
    path("<uuid:batch>/undo", views.undo, name="undo"),
    path("<uuid:batch>/refused.csv", views.refused, name="refused"),
    path("columns/<uuid:stored>/", views.columns, name="columns"),
]
api = (addresses(), "api")
