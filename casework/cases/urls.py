"""Cases."""

from django.urls import URLPattern, path

from casework.cases import (
    views,
    views_closing,
    views_handover,
    views_list,
    views_photos,
    views_privacy,
    views_progress,
    views_rule,
    views_topics,
    views_words,
)

ACTS = {
    "progress": views_progress.progress,
    "handover": views_handover.hand_over,
    "decline": views_handover.decline,
    "wait": views_progress.wait,
    "deadline": views_progress.deadline,
    "reopen": views_closing.reopen,
    "send-back": views_closing.send_back,
    "edit": views_words.edit,
    "topic": views_topics.raise_topic,
    "private": views_privacy.keep_private,
}
TAPS = {
    "accept": views_handover.accept,
    "call-back": views_handover.call_back,
    "settle": views_closing.settle,
    "confirm": views_closing.confirm,
    "undo": views.undo,
    "restore": views.restore,
    "phone": views.reveal,
    "open": views_privacy.break_glass,
    "not-private": views_privacy.no_longer_private,
}

urlpatterns: list[URLPattern] = [
    path("street/cases/", views_list.street_cases, name="street-cases"),
    path("settings/cases/", views_rule.rule, name="case-rule"),
    path("cases/", views_list.cases, name="cases"),
    path("cases/bin/", views_list.recycle_bin, name="case-bin"),
    path("cases/<int:pk>/", views.case, name="case"),
    path("cases/<int:pk>/photos/<int:photo_pk>/", views_photos.photo, name="case-photo"),
    path(
        "cases/<int:pk>/photos/<int:photo_pk>/remove/",
        views_photos.photo_remove,
        name="case-photo-remove",
    ),
    path(
        "cases/<int:pk>/photos/<int:photo_pk>/restore/",
        views_photos.photo_restore,
        name="case-photo-restore",
    ),
    *(path(f"cases/<int:pk>/{act}/", view, name=f"case-{act}") for act, view in ACTS.items()),
    *(path(f"cases/<int:pk>/{act}", view) for act, view in ACTS.items()),
    *(path(f"cases/<int:pk>/{tap}/", view, name=f"case-{tap}") for tap, view in TAPS.items()),
]
