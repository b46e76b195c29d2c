"""Duty rota, check-in, swaps, hand-over. Addresses without a slash answer too (UX B.2)."""

from django.urls import URLPattern, path

from casework.duty import views, views_paper, views_people, views_plan, views_street

urlpatterns: list[URLPattern] = [
    path("duty/", views.board, name="duty"),
    path("duty/check-in/", views.check_in_now, name="duty-check-in"),
    path("duty/check-in", views.check_in_now),
    path("duty/check-out/", views.check_out_page, name="duty-check-out"),
    path("duty/check-out", views.check_out_page),
    path("duty/report/", views.report, name="duty-report"),
    path("duty/report", views.report),
    # one shift
    path("duty/shifts/<int:pk>/", views.shift_page, name="duty-shift"),
    path("duty/shifts/<int:pk>/claim/", views.claim, name="duty-claim"),
    path("duty/shifts/<int:pk>/take-over/", views.take_over_page, name="duty-take-over"),
    path("duty/shifts/<int:pk>/late/", views.late_page, name="duty-late"),
    path("duty/shifts/<int:pk>/undo/", views.check_in_undo, name="duty-check-in-undo"),
    path("duty/shifts/<int:pk>/person/", views.put_page, name="duty-put"),
    path("duty/shifts/<int:pk>/time/", views.time_page, name="duty-time"),
    # planning
    path("duty/plan/", views_plan.plan, name="duty-plan"),
    path("duty/plan/draft/", views_plan.draft, name="duty-draft"),
    path("duty/plan/<int:pk>/publish/", views_plan.publish, name="duty-publish"),
    path("duty/plan/<int:pk>/complete/", views_plan.complete, name="duty-complete"),
    path("duty/members/", views_plan.members, name="duty-members"),
    path("duty/rules/", views_plan.rules, name="duty-rules"),
    path("duty/rules/usual/", views_plan.default_rules, name="duty-rules-usual"),
    path("duty/rules/new/", views_plan.rule_new, name="duty-rule-new"),
    path("duty/rules/<int:pk>/", views_plan.rule, name="duty-rule"),
    # between colleagues
    path("duty/swaps/", views_people.swaps, name="duty-swaps"),
    path("duty/swaps/new/", views_people.swap_new, name="duty-swap-new"),
    path("duty/swaps/new", views_people.swap_new),
    path("duty/swaps/<int:pk>/answer/", views_people.swap_answer, name="duty-swap-answer"),
    path("duty/leave/", views_people.leave, name="duty-leave"),
    path("duty/leave/<int:pk>/cancel/", views_people.leave_cancel, name="duty-leave-cancel"),
    path("duty/handover/", views_people.handover, name="duty-handover"),
    path("duty/handover/<int:pk>/take/", views_people.point_take, name="duty-point-take"),
    path("duty/handover/<int:pk>/settle/", views_people.point_settle, name="duty-point-settle"),
    path("duty/handover/<int:pk>/reopen/", views_people.point_reopen, name="duty-point-reopen"),
    # paper
    path("duty/print/", views_paper.wall_sheet, name="duty-print"),
    path("duty/print", views_paper.wall_sheet),
    path("duty/book/", views_paper.duty_book, name="duty-book"),
    path("duty/book", views_paper.duty_book),
    # the street
    path("street/duty/", views_street.today, name="street-duty"),
    path("street/duty/shifts/", views_street.shifts, name="street-duty-shifts"),
    path("street/duty/holiday/", views_street.holiday, name="street-duty-holiday"),
    path("street/duty/holiday", views_street.holiday),
    path("street/duty/safe/", views_street.safe, name="street-duty-safe"),
    path("street/duty/safe/calls/", views_street.call_missing, name="street-duty-calls"),
]
