"""The pages that every slice of meetings adds to. Both spellings of an address answer."""

from django.urls import URLPattern, path

from meetings.desk import views, views_calling

urlpatterns: list[URLPattern] = [
    path("meetings/new/", views_calling.meeting_new, name="meeting-new"),
    path("meetings/new", views_calling.meeting_new),
    path("meetings/<int:pk>/", views.meeting_page, name="meeting"),
    path("meetings/<int:pk>/edit/", views_calling.meeting_edit, name="meeting-edit"),
    path("meetings/<int:pk>/edit", views_calling.meeting_edit),
    path("meetings/<int:pk>/cancel/", views_calling.meeting_cancel, name="meeting-cancel"),
    path("meetings/<int:pk>/cancel", views_calling.meeting_cancel),
    path("meetings/<int:pk>/held/", views_calling.meeting_held, name="meeting-held"),
    path("meetings/<int:pk>/held", views_calling.meeting_held),
    path("meetings/<int:pk>/topics/<int:topic>/", views.topic_page, name="meeting-topic"),
    path("i/<str:token>/", views.partner_link, name="partner-link"),
]
