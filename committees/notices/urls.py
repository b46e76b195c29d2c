"""Notices: the public side and the desk that writes them."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from committees.notices import views, views_public


def both(route: str, view: Callable[..., Any], name: str) -> list[URLPattern]:
    """`route` answers with and without its final stroke; the name belongs to the first."""
    return [path(f"{route}/", view, name=name), path(route, view)]


urlpatterns: list[URLPattern] = [
    # Public
    path("notices/", views_public.archive, name="notices"),
    path("n/<str:key>", views_public.notice, name="notice"),
    path("n/<str:key>/", views_public.notice),
    path("n/<str:key>/files/<int:pk>/", views_public.attachment, name="notice-file"),
    *both("n/<str:key>/poster", views_public.poster, "notice-poster"),
    path("n/<str:key>/poster.pdf", views_public.poster_pdf, name="notice-poster-pdf"),
    # The desk
    path("publish/", views.desk, name="notices-desk"),
    *both("publish/new", views.new, "notice-new"),
    *both("publish/urgent", views.urgent, "notice-urgent"),
    path("publish/<int:pk>/", views.preview),
    *both("publish/<int:pk>/preview", views.preview, "notice-preview"),
    *both("publish/<int:pk>/edit", views.edit, "notice-edit"),
    path("publish/<int:pk>/minute/", views.minute, name="notice-minute"),
    path("publish/<int:pk>/ask/", views.ask, name="notice-ask"),
    path("publish/<int:pk>/agree/", views.agree, name="notice-agree"),
    path("publish/<int:pk>/send-back/", views.send_back, name="notice-send-back"),
    path("publish/<int:pk>/release/", views.release, name="notice-release"),
    path("publish/<int:pk>/unschedule/", views.unschedule, name="notice-unschedule"),
    *both("publish/<int:pk>/withdraw", views.withdraw, "notice-withdraw"),
    *both("publish/<int:pk>/correct", views.correct, "notice-correct"),
    path("publish/corrections/<int:pk>/agree/", views.agree_correction, name="correction-agree"),
    path("publish/corrections/<int:pk>/drop/", views.drop_correction, name="correction-drop"),
    path("publish/<int:pk>/pin/", views.pin, name="notice-pin"),
    path("publish/<int:pk>/unpin/", views.unpin, name="notice-unpin"),
    path("publish/<int:pk>/put-up/", views.put_up, name="notice-put-up"),
    path("publish/<int:pk>/no-paper/", views.no_paper, name="notice-no-paper"),
    path("publish/postings/<int:pk>/down/", views.take_down, name="posting-down"),
    path("publish/postings/<int:pk>/photo/", views.posting_photo, name="posting-photo"),
    path("publish/files/<int:pk>/", views.desk_file, name="notice-desk-file"),
    path("publish/files/<int:pk>/remove/", views.remove_file, name="notice-file-remove"),
    *both("publish/<int:pk>/poster", views.poster, "notice-desk-poster"),
    path("publish/<int:pk>/poster.pdf", views.poster_pdf, name="notice-desk-poster-pdf"),
    *both("publish/<int:pk>/correction-poster", views.correction_poster, "correction-poster"),
]
