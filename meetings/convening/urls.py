"""The list of meetings, and links for bodies."""

from django.urls import URLPattern, path

from meetings.convening import views

urlpatterns: list[URLPattern] = [
    path("meetings/", views.meeting_list, name="meetings"),
    path("meetings/<int:pk>/link/<int:guest>/", views.meeting_link, name="meeting-link"),
]
