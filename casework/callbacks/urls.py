"""回访."""

from django.urls import URLPattern, path

from casework.callbacks import views, views_ask

urlpatterns: list[URLPattern] = [
    path("ask/", views_ask.ask, name="ask"),
    path("ask/answer/", views_ask.answer, name="ask-answer"),
    path("callbacks/", views.callbacks, name="callbacks"),
    path("cases/<int:pk>/followup/", views.follow_up, name="case-followup"),
    path("cases/<int:pk>/followup", views.follow_up),
    path("cases/<int:pk>/close/", views.close, name="case-close"),
    path("cases/<int:pk>/close", views.close),
]
