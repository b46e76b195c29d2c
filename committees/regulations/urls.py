"""The library: as everybody reads it, and where drafts of it are written."""

from django.urls import URLPattern, path, register_converter

from committees.regulations import views, views_drafts, views_street
from committees.regulations.converters import DayConverter

register_converter(DayConverter, "day")

urlpatterns: list[URLPattern] = [
    path("rules/", views.library, name="rules"),
    path("rules/street/", views_street.hub, name="rules-street"),
    path("rules/street/new/", views_street.new, name="rule-new"),
    path("rules/street/<int:pk>/", views_street.entry, name="rule-street"),
    path("rules/street/<int:pk>/renew/", views_street.renew, name="rule-renew"),
    path("rules/street/<int:pk>/issue/", views_street.issue, name="rule-issue"),
    path("rules/street/<int:pk>/review/", views_street.review, name="rule-review"),
    path("rules/street/<int:pk>/repeal/", views_street.repeal, name="rule-repeal"),
    path("rules/street/<int:pk>/remove/", views_street.remove, name="rule-remove"),
    path("rules/drafts/<int:pk>/edit/", views_drafts.edit, name="rule-draft-edit"),
    path("rules/drafts/<int:pk>/drop/", views_drafts.drop, name="rule-draft-drop"),
    path(
        "rules/drafts/<int:pk>/requirements/new/",
        views_drafts.requirement_new,
        name="requirement-new",
    ),
    path("rules/requirements/<int:pk>/", views_drafts.requirement_edit, name="requirement-edit"),
    path(
        "rules/requirements/<int:pk>/drop/",
        views_drafts.requirement_drop,
        name="requirement-drop",
    ),
    path("rules/drafts/<int:pk>/bases/new/", views_drafts.basis_new, name="basis-new"),
    path("rules/bases/<int:pk>/drop/", views_drafts.basis_drop, name="basis-drop"),
    path("rules/<slug:slug>/", views.regulation, name="rule"),
    path("rules/<slug:slug>/compare/", views.comparison, name="rule-compare"),
    path("rules/<slug:slug>/v/<day:day>/", views.regulation_version, name="rule-version"),
]
