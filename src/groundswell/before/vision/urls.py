"""Addresses of the vision's room."""

from django.urls import path

from groundswell.before.vision import views

app_name = "vision"
urlpatterns = [
    path("", views.vision, name="vision"),
    path("change", views.change, name="change"),
    path("ledger", views.ledger, name="ledger"),
    path("versions", views.versions, name="versions"),
    path("sheet", views.sheet, name="sheet"),
    path("adopt", views.adopt, name="adopt"),
    path("areas", views.rows, {"name": "areas"}, name="areas"),
    path("stages", views.rows, {"name": "stages"}, name="stages"),
    path("people", views.rows, {"name": "people"}, name="people"),
    path("partners", views.rows, {"name": "partners"}, name="partners"),
    path("minutes", views.rows, {"name": "minutes"}, name="minutes"),
    path("ledger/change", views.rows, {"name": "ledger"}, name="ledger_change"),
]
