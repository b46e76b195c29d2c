"""Addresses of coming into office and leaving it."""

from django.urls import URLPattern, path

from elections.office import views

urlpatterns: list[URLPattern] = [
    path("office/handover/<int:pk>/", views.handover, name="handover"),
    path("office/handover/<int:pk>/tick/", views.handover_tick, name="handover-tick"),
    path("office/handover/<int:pk>/words/", views.handover_words, name="handover-words"),
    path("office/handover/<int:pk>/print/", views.handover_print, name="handover-print"),
]
