"""The rosters of representatives and supervisors."""

from django.urls import URLPattern, path

from meetings.representatives import views

urlpatterns: list[URLPattern] = [
    path("representatives/", views.roster, name="representatives"),
    path("representatives/new/", views.add, name="representatives-new"),
    path("representatives/print/", views.roster_print, name="representatives-print"),
    path("representatives/<int:pk>/edit/", views.seat_edit, name="seat-edit"),
    path("representatives/<int:pk>/end/", views.seat_end, name="seat-end"),
    path("representatives/demands/new/", views.demand_new, name="demand-new"),
    path("representatives/demands/<int:pk>/answer/", views.demand_answer, name="demand-answer"),
]
