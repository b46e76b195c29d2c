"""Addresses of the roll. Who may open them is decided in the views."""

from django.urls import path

from elections.electorate import (
    views,
    views_freeze,
    views_import,
    views_objections,
    views_public,
    views_street,
)

urlpatterns = [
    path("e/<str:key>/voters", views_public.voters, name="voters"),
    path("e/<str:key>/voters/", views_public.voters),
    path("e/<str:key>/roll/", views.roll, name="roll"),
    path("e/<str:key>/roll/build/", views.roll_build, name="roll-build"),
    path("e/<str:key>/roll/new/", views.roll_new, name="roll-new"),
    path("e/<str:key>/roll/paper/", views_freeze.roll_paper, name="roll-paper"),
    path("e/<str:key>/roll/roll.txt", views_freeze.roll_digest_text, name="roll-text"),
    path("e/<str:key>/roll/import/", views_import.roll_import, name="roll-import"),
    path("e/<str:key>/roll/import/template.xlsx", views_import.roll_template, name="roll-template"),
    path("e/<str:key>/roll/import/<int:pk>/", views_import.roll_batch, name="roll-batch"),
    path(
        "e/<str:key>/roll/import/<int:pk>/confirm/",
        views_import.roll_batch_confirm,
        name="roll-batch-confirm",
    ),
    path(
        "e/<str:key>/roll/import/<int:pk>/drop/",
        views_import.roll_batch_drop,
        name="roll-batch-drop",
    ),
    path(
        "e/<str:key>/roll/import/<int:pk>/undo/",
        views_import.roll_batch_undo,
        name="roll-batch-undo",
    ),
    path("e/<str:key>/roll/<int:pk>/", views.roll_line, name="roll-line"),
    path("e/<str:key>/roll/<int:pk>/decide/", views.roll_decide, name="roll-decide"),
    path("e/<str:key>/roll/<int:pk>/rule/", views.roll_rule, name="roll-rule"),
    path("e/<str:key>/roll/<int:pk>/edit/", views.roll_edit, name="roll-edit"),
    path("e/<str:key>/objections/", views_objections.objections, name="objections"),
    path("e/<str:key>/objections/new/", views_objections.objection_new, name="objection-new"),
    path("e/<str:key>/objections/changes/", views_objections.roll_changes, name="roll-changes"),
    path("e/<str:key>/objections/<int:pk>/", views_objections.objection, name="objection"),
    path("e/<str:key>/freeze/", views_freeze.freeze, name="freeze"),
    path(
        "e/<str:key>/freeze/<int:pk>/confirm/", views_freeze.freeze_confirm, name="freeze-confirm"
    ),
    path(
        "e/<str:key>/freeze/<int:pk>/withdraw/",
        views_freeze.freeze_withdraw,
        name="freeze-withdraw",
    ),
    path("e/<str:key>/freeze/<int:pk>/reopen/", views_freeze.freeze_reopen, name="freeze-reopen"),
    path("street/elections/doubles/", views_street.doubles, name="street-doubles"),
]
