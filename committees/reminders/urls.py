"""The ladders of reminders."""

from django.urls import URLPattern, path

from committees.reminders import views

urlpatterns: list[URLPattern] = [
    path("settings/ladders/", views.ladders, name="ladders"),
    path("settings/ladders/new/<slug:rule>/", views.new_step, name="ladder-new"),
    path("settings/ladders/<int:pk>/", views.step, name="ladder-step"),
    path("settings/ladders/<int:pk>/remove/", views.remove_step, name="ladder-remove"),
]
