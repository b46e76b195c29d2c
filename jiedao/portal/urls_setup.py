"""The guide from zero."""

from django.urls import URLPattern, path

from jiedao.portal import views_setup

urlpatterns: list[URLPattern] = [
    path("settings/start/", views_setup.start, name="settings-start"),
]
