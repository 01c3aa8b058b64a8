"""Addresses of places' room, under p/<program>/places/."""

from django.urls import path

from groundswell.ground.places import views

app_name = "places"
urlpatterns = [
    path("", views.places, name="places"),
    path("<uuid:place>/", views.place, name="place"),
    path("<uuid:place>/add", views.add, name="add"),
    path("<uuid:place>/change", views.change, name="change"),
    path("<uuid:place>/move", views.move, name="move"),
    path("<uuid:place>/merge", views.merge, name="merge"),
    path("<uuid:place>/close", views.close, name="close"),
    path("<uuid:place>/levels", views.levels, name="levels"),
]
