"""Own drafts."""

from django.urls import URLPattern, path

from committees.submissions import views

urlpatterns: list[URLPattern] = [
    path("api/drafts/", views.api, name="api-drafts"),
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/<uuid:key>/discard/", views.draft_discard, name="draft-discard"),
]
