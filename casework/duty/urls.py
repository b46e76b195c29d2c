"""The rota: board, shifts, planning, swaps, paper. Addresses without a slash answer too (B.2)."""

from django.urls import URLPattern, path

from casework.duty import (
    views,
    views_leave,
    views_paper,
    views_plan,
    views_rules,
    views_settings,
    views_shift,
    views_street,
    views_swaps,
)

urlpatterns: list[URLPattern] = [
    path("duty/", views.board, name="duty"),
    # one shift
    path("duty/shifts/<int:pk>/", views_shift.shift_page, name="duty-shift"),
    path("duty/shifts/<int:pk>/claim/", views_shift.claim, name="duty-claim"),
    path("duty/shifts/<int:pk>/person/", views_shift.put_page, name="duty-put"),
    path("duty/shifts/<int:pk>/time/", views_shift.time_page, name="duty-time"),
    # planning
    path("duty/plan/", views_plan.plan, name="duty-plan"),
    path("duty/plan/draft/", views_plan.draft, name="duty-draft"),
    path("duty/plan/<int:pk>/publish/", views_plan.publish, name="duty-publish"),
    path("duty/plan/<int:pk>/complete/", views_plan.complete, name="duty-complete"),
    path("duty/members/", views_rules.members, name="duty-members"),
    path("duty/rules/", views_rules.rules, name="duty-rules"),
    path("duty/rules/own/", views_rules.rules_take, name="duty-rules-own"),
    path("duty/rules/follow/", views_rules.rules_follow, name="duty-rules-follow"),
    path("duty/rules/swaps/", views_rules.rules_swaps, name="duty-rules-swaps"),
    path("duty/rules/new/", views_rules.rule_new, name="duty-rule-new"),
    path("duty/rules/<int:pk>/", views_rules.rule, name="duty-rule"),
    # between colleagues
    path("duty/swaps/", views_swaps.swaps, name="duty-swaps"),
    path("duty/swaps/new/", views_swaps.swap_new, name="duty-swap-new"),
    path("duty/swaps/new", views_swaps.swap_new),
    path("duty/swaps/<int:pk>/answer/", views_swaps.swap_answer, name="duty-swap-answer"),
    path("duty/leave/", views_leave.leave, name="duty-leave"),
    path("duty/leave/<int:pk>/cancel/", views_leave.leave_cancel, name="duty-leave-cancel"),
    # paper
    path("duty/print/", views_paper.wall_sheet, name="duty-print"),
    path("duty/print", views_paper.wall_sheet),
    # the street
    path("settings/duty-rules/", views_settings.street_rules, name="duty-street-rules"),
    path("settings/duty-rules/new/", views_settings.street_rule_new, name="duty-street-rule-new"),
    path("settings/duty-rules/<int:pk>/", views_settings.street_rule, name="duty-street-rule"),
    path("street/duty/", views_street.today, name="street-duty"),
    path("street/duty/shifts/", views_street.shifts, name="street-duty-shifts"),
]
