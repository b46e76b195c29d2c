"""Meetings, first form. Both spellings of an address answer; the named one is canonical."""

from django.urls import URLPattern, path

from meetings.convening import views

urlpatterns: list[URLPattern] = [
    path("meetings/", views.meeting_list, name="meetings"),
    path("meetings/new/", views.meeting_new, name="meeting-new"),
    path("meetings/new", views.meeting_new),
    path("meetings/<int:pk>/edit/", views.meeting_edit, name="meeting-edit"),
    path("meetings/<int:pk>/edit", views.meeting_edit),
    path("meetings/<int:pk>/cancel/", views.meeting_cancel, name="meeting-cancel"),
    path("meetings/<int:pk>/cancel", views.meeting_cancel),
    path("meetings/<int:pk>/held/", views.meeting_held, name="meeting-held"),
    path("meetings/<int:pk>/held", views.meeting_held),
    path("meetings/<int:pk>/notice/", views.meeting_notice, name="meeting-notice"),
    path("meetings/<int:pk>/notice", views.meeting_notice),
    path(
        "meetings/<int:pk>/sign-in-sheet/",
        views.meeting_sign_in_sheet,
        name="meeting-sign-in-sheet",
    ),
    path("meetings/<int:pk>/sign-in-sheet", views.meeting_sign_in_sheet),
    path("meetings/<int:pk>/link/<int:guest>/", views.meeting_link, name="meeting-link"),
]
