"""Addresses of background work."""

from django.urls import path

from groundswell.kit.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<uuid:job>/", views.job, name="job"),
    path("<uuid:job>/stop", views.stop, name="stop"),
    path("<uuid:job>/again", views.again, name="again"),
]
