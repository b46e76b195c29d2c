"""Coming to a meeting. Both spellings of an address answer; the named one is canonical."""

from django.urls import URLPattern, path

from meetings.attendance import views

M = "meetings/<int:pk>"
PAGES = {
    "answer": (views.my_answer, "meeting-answer"),
    "answers": (views.answers, "meeting-answers"),
    "open": (views.opening, "meeting-open"),
    "attendance": (views.attendance, "meeting-attendance"),
    "walk-in": (views.walk_ins, "meeting-walk-in"),
    "sign-in": (views.screen, "meeting-sign-in"),
    "notice": (views.notice, "meeting-notice"),
    "sign-in-sheet": (views.sign_in_sheet, "meeting-sign-in-sheet"),
}

urlpatterns: list[URLPattern] = [
    *(path(f"{M}/{word}/", view, name=name) for word, (view, name) in PAGES.items()),
    *(path(f"{M}/{word}", view) for word, (view, _) in PAGES.items()),
    path(f"{M}/unopen/", views.reopening, name="meeting-unopen"),
    path("actions/meetings/<int:pk>/answer/", views.body_answer, name="body-answer"),
    path("attend/", views.attend, name="attend"),
    path("attend", views.attend),
    path("i/<str:token>/answer/", views.partner_answer, name="partner-answer"),
]
