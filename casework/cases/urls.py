"""Cases."""

from django.urls import URLPattern, path

from casework.cases import views

ACTS = {
    "progress": views.progress,
    "close": views.close,
    "handover": views.hand_over,
    "decline": views.decline,
    "wait": views.wait,
    "followup": views.follow_up,
    "deadline": views.deadline,
    "reopen": views.reopen,
    "send-back": views.send_back,
    "edit": views.edit,
}
TAPS = {
    "accept": views.accept,
    "settle": views.settle,
    "confirm": views.confirm,
    "undo": views.undo,
    "restore": views.restore,
    "phone": views.reveal,
}

urlpatterns: list[URLPattern] = [
    path("ask/", views.ask, name="ask"),
    path("street/cases/", views.street_cases, name="street-cases"),
    path("cases/", views.cases, name="cases"),
    path("cases/new/", views.new, name="case-new"),
    path("cases/new", views.new),
    path("cases/bin/", views.recycle_bin, name="case-bin"),
    path("cases/<int:pk>/", views.case, name="case"),
    path("cases/<int:pk>/photos/<int:photo_pk>/", views.photo, name="case-photo"),
    *(path(f"cases/<int:pk>/{act}/", view, name=f"case-{act}") for act, view in ACTS.items()),
    *(path(f"cases/<int:pk>/{act}", view) for act, view in ACTS.items()),
    *(path(f"cases/<int:pk>/{tap}/", view, name=f"case-{tap}") for tap, view in TAPS.items()),
]
