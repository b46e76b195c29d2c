"""Own drafts, and what an own device could not send yet."""

from django.urls import URLPattern, path

from committees.submissions import views

urlpatterns: list[URLPattern] = [
    path("api/drafts/", views.api, name="api-drafts"),
    path("api/outbox/", views.api_outbox, name="api-outbox"),
    path("outbox/", views.outbox, name="outbox"),
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/<uuid:key>/discard/", views.draft_discard, name="draft-discard"),
]
