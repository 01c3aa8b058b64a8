"""The address of a program's journal."""

from django.urls import path

from groundswell.ground.journal import views

app_name = "journal"
urlpatterns = [path("", views.journal, name="journal")]
