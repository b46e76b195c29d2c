"""Addresses of coming into office and leaving it."""

from django.urls import URLPattern, path

from elections.office import views, views_ends, views_street, views_training

urlpatterns: list[URLPattern] = [
    path("office/handover/<int:pk>/", views.handover, name="handover"),
    path("office/handover/<int:pk>/tick/", views.handover_tick, name="handover-tick"),
    path("office/handover/<int:pk>/words/", views.handover_words, name="handover-words"),
    path("office/handover/<int:pk>/print/", views.handover_print, name="handover-print"),
    path("office/ends/", views_ends.ends, name="office-ends"),
    path("office/ends/new/", views_ends.end_new, name="office-end-new"),
    path("office/ends/<int:pk>/", views_ends.end, name="office-end"),
    path("office/ends/<int:pk>/paper/", views_ends.end_paper, name="office-end-paper"),
    path("office/ends/<int:pk>/confirm/", views_ends.end_confirm, name="office-end-confirm"),
    path("office/ends/<int:pk>/turn-down/", views_ends.end_turn_down, name="office-end-turn-down"),
    path("street/terms/", views_street.terms, name="street-terms"),
    path("street/training/", views_training.street_training, name="street-training"),
    path("street/training/new/", views_training.course_new, name="course-new"),
    path("street/training/<int:pk>/", views_training.course, name="course"),
    path("street/training/<int:pk>/edit/", views_training.course_edit, name="course-edit"),
    path("training/", views_training.own_training, name="training"),
]
