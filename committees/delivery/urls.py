"""Inbox and call list."""

from django.urls import URLPattern, path

from committees.delivery import views

urlpatterns: list[URLPattern] = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read-all/", views.read_all, name="inbox-read-all"),
    path("inbox/<int:pk>/open/", views.open_message, name="inbox-open"),
    path("calls/", views.call_list, name="calls"),
    path("calls/<int:pk>/tick/", views.tick, name="call-tick"),
    path("calls/<int:pk>/undo/", views.undo_tick, name="call-undo"),
]
