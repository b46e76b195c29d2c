"""Votes. Both spellings of an address answer; the named one is canonical."""

from django.urls import URLPattern, path

from meetings.votes import views

TOPIC, VOTE = "meetings/<int:pk>/topics/<int:topic>", "meetings/<int:pk>/votes/<int:vote>"

urlpatterns: list[URLPattern] = [
    path(f"{TOPIC}/vote/", views.vote_new, name="vote-new"),
    path(f"{TOPIC}/vote", views.vote_new),
    path(f"{VOTE}/", views.vote_page, name="meeting-vote"),
    path(f"{VOTE}/cast/", views.vote_cast, name="vote-cast"),
    path(f"{VOTE}/close/", views.vote_close, name="vote-close"),
    path(f"{VOTE}/annul/", views.vote_annul, name="vote-annul"),
    path(f"{VOTE}/annul", views.vote_annul),
]
