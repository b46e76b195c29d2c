"""The pages that every slice of meetings adds to. Both spellings of an address answer."""

from django.urls import URLPattern, path

from meetings.desk import views

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/", views.meeting_page, name="meeting"),
    path("meetings/<int:pk>/topics/<int:topic>/", views.topic_page, name="meeting-topic"),
    path("i/<str:token>/", views.partner_link, name="partner-link"),
]
