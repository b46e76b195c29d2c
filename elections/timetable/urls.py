"""Addresses of the timetable."""

from django.urls import URLPattern, path

from elections.timetable import views

urlpatterns: list[URLPattern] = [
    path("e/<str:key>/timetable/", views.timetable_page, name="election-timetable"),
    path("e/<str:key>/timetable/<slug:code>/", views.retime_page, name="election-retime"),
    path("e/<str:key>/timetable/<slug:code>/done/", views.tick_step, name="election-tick"),
]
