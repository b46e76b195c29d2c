"""Notices: the public side and the desk that writes them."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from committees.notices import (
    views,
    views_board,
    views_correcting,
    views_notice,
    views_public,
    views_writing,
)


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
    *both("publish/new", views_writing.new, "notice-new"),
    *both("publish/urgent", views_writing.urgent, "notice-urgent"),
    path("publish/<int:pk>/", views_notice.preview),
    *both("publish/<int:pk>/preview", views_notice.preview, "notice-preview"),
    *both("publish/<int:pk>/edit", views_writing.edit, "notice-edit"),
    path("publish/<int:pk>/minute/", views_notice.minute, name="notice-minute"),
    path("publish/<int:pk>/ask/", views_notice.ask, name="notice-ask"),
    path("publish/<int:pk>/agree/", views_notice.agree, name="notice-agree"),
    path("publish/<int:pk>/send-back/", views_notice.send_back, name="notice-send-back"),
    path("publish/<int:pk>/release/", views_notice.release, name="notice-release"),
    path("publish/<int:pk>/unschedule/", views_notice.unschedule, name="notice-unschedule"),
    *both("publish/<int:pk>/withdraw", views_notice.withdraw, "notice-withdraw"),
    *both("publish/<int:pk>/correct", views_correcting.correct, "notice-correct"),
    path(
        "publish/corrections/<int:pk>/agree/",
        views_correcting.agree_correction,
        name="correction-agree",
    ),
    path(
        "publish/corrections/<int:pk>/drop/",
        views_correcting.drop_correction,
        name="correction-drop",
    ),
    path("publish/<int:pk>/pin/", views_notice.pin, name="notice-pin"),
    path("publish/<int:pk>/unpin/", views_notice.unpin, name="notice-unpin"),
    path("publish/<int:pk>/put-up/", views_board.put_up, name="notice-put-up"),
    path("publish/<int:pk>/no-paper/", views_board.no_paper, name="notice-no-paper"),
    path("publish/postings/<int:pk>/down/", views_board.take_down, name="posting-down"),
    path("publish/postings/<int:pk>/photo/", views_board.posting_photo, name="posting-photo"),
    path("publish/files/<int:pk>/", views_board.desk_file, name="notice-desk-file"),
    path("publish/files/<int:pk>/remove/", views_board.remove_file, name="notice-file-remove"),
    *both("publish/<int:pk>/poster", views_board.poster, "notice-desk-poster"),
    path("publish/<int:pk>/poster.pdf", views_board.poster_pdf, name="notice-desk-poster-pdf"),
    *both(
        "publish/<int:pk>/correction-poster",
        views_correcting.correction_poster,
        "correction-poster",
    ),
]
