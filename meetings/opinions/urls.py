"""Opinions. Both spellings of an address answer; the named one is canonical."""

from django.urls import URLPattern, path

from meetings.opinions import views

urlpatterns: list[URLPattern] = [
    path("opinions/", views.opinion_list, name="opinions"),
    path("opinions/new/", views.opinion_new, name="opinion-new"),
    path("opinions/new", views.opinion_new),
    path("opinions/<int:pk>/", views.opinion_page, name="opinion"),
    path("opinions/<int:pk>/give/", views.opinion_give, name="opinion-give"),
    path("opinions/<int:pk>/answer/", views.opinion_answer, name="opinion-answer"),
    path("opinions/<int:pk>/follow/", views.opinion_follow, name="opinion-follow"),
]
