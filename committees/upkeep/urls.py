"""Upkeep of the register: changes asked for, doubles, merges, what time clears."""

from django.urls import URLPattern, path

from committees.upkeep import views, views_doubles, views_retention

PAIR = "residents/duplicates/<int:first>/<int:second>"

urlpatterns: list[URLPattern] = [
    path("residents/<int:pk>/changes/new/", views.change_new, name="change-new"),
    path("residents/changes/", views.changes, name="changes"),
    path("residents/changes/<int:pk>/", views.change, name="change"),
    path("residents/changes/<int:pk>/approve/", views.change_approve, name="change-approve"),
    path("residents/changes/<int:pk>/decline/", views.change_decline, name="change-decline"),
    path("residents/changes/<int:pk>/withdraw/", views.change_withdraw, name="change-withdraw"),
    path("residents/duplicates/", views_doubles.duplicates, name="duplicates"),
    path(f"{PAIR}/", views_doubles.duplicate, name="duplicate"),
    path(f"{PAIR}/apart/", views_doubles.duplicate_apart, name="duplicate-apart"),
    path(f"{PAIR}/again/", views_doubles.duplicate_again, name="duplicate-again"),
    path("residents/merges/", views_doubles.merges, name="merges"),
    path("residents/merges/<int:pk>/undo/", views_doubles.merge_undo, name="merge-undo"),
    path("residents/retention/", views_retention.retention, name="retention"),
    path("settings/retention/", views_retention.rules, name="retention-rules"),
    path("settings/retention/<slug:what>/", views_retention.rule_edit, name="retention-rule"),
]
