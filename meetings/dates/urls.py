"""Which date suits. Both spellings of an address answer; the named one is canonical."""

from django.urls import URLPattern, path

from meetings.dates import views

M = "meetings/<int:pk>/dates"

urlpatterns: list[URLPattern] = [
    path(f"{M}/", views.asking, name="meeting-dates"),
    path(M, views.asking),
    path(f"{M}/phone/", views.by_phone, name="dates-phone"),
    path(f"{M}/phone", views.by_phone),
    path(f"{M}/drop/", views.dropping, name="dates-drop"),
    path(f"{M}/<int:date>/answer/", views.my_date, name="date-answer"),
    path(f"{M}/<int:date>/take/", views.taking, name="date-take"),
    path("i/<str:token>/dates/<int:date>/", views.partner_date, name="partner-date"),
]
