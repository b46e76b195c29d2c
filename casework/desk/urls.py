"""At the desk: check-in, hand-over, duty book. Addresses without a slash answer too (UX B.2)."""

from django.urls import URLPattern, path

from casework.desk import views, views_book, views_handover

urlpatterns: list[URLPattern] = [
    path("duty/check-in/", views.check_in_now, name="duty-check-in"),
    path("duty/check-in", views.check_in_now),
    path("duty/check-out/", views.check_out_page, name="duty-check-out"),
    path("duty/check-out", views.check_out_page),
    path("duty/shifts/<int:pk>/take-over/", views.take_over_page, name="duty-take-over"),
    path("duty/shifts/<int:pk>/late/", views.late_page, name="duty-late"),
    path("duty/shifts/<int:pk>/undo/", views.check_in_undo, name="duty-check-in-undo"),
    path("duty/handover/", views_handover.handover, name="duty-handover"),
    path("duty/handover/<int:pk>/take/", views_handover.point_take, name="duty-point-take"),
    path("duty/handover/<int:pk>/settle/", views_handover.point_settle, name="duty-point-settle"),
    path("duty/handover/<int:pk>/reopen/", views_handover.point_reopen, name="duty-point-reopen"),
    path("duty/book/", views_book.duty_book, name="duty-book"),
    path("duty/book", views_book.duty_book),
]
