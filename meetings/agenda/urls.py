"""Topics. Both spellings of an address answer; the named one is canonical."""

from django.urls import URLPattern, path

from meetings.agenda import views

TOPIC, IN_MEETING = "meetings/topics/<int:pk>", "meetings/<int:pk>/topics/<int:topic>"

urlpatterns: list[URLPattern] = [
    path("meetings/topics/", views.topics, name="topics"),
    path("meetings/topics/new/", views.topic_new, name="topic-new"),
    path("meetings/topics/new", views.topic_new),
    path(f"{TOPIC}/accept/", views.topic_accept, name="topic-accept"),
    path(f"{TOPIC}/accept", views.topic_accept),
    path(f"{TOPIC}/decline/", views.topic_decline, name="topic-decline"),
    path(f"{TOPIC}/decline", views.topic_decline),
    path(f"{TOPIC}/reconsider/", views.topic_reconsider, name="topic-reconsider"),
    path("meetings/<int:pk>/agenda/", views.agenda, name="meeting-agenda"),
    path("meetings/<int:pk>/agenda", views.agenda),
    path(f"{IN_MEETING}/outcome/", views.topic_outcome, name="topic-outcome"),
    path(f"{IN_MEETING}/outcome", views.topic_outcome),
    path("i/<str:token>/topics/new/", views.partner_topic, name="partner-topic"),
]
