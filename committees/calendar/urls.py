"""The calendar of days off."""

from django.urls import URLPattern, path

from committees.calendar import views

urlpatterns: list[URLPattern] = [
    path("settings/periods/", views.periods, name="settings-periods"),
    path("settings/periods/<int:pk>/remove/", views.period_remove, name="settings-period-remove"),
]
