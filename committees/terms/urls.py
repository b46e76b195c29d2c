"""Members of a committee, and the settings of offices and contact persons."""

from django.urls import URLPattern, path

from committees.terms import views

urlpatterns: list[URLPattern] = [
    path("c/<slug:slug>/members/", views.members, name="committee-members"),
    path("settings/committees/<slug:slug>/", views.committee_page, name="settings-committee"),
    path(
        "settings/committees/<slug:slug>/mandates/new/",
        views.mandate_new,
        name="settings-mandate-new",
    ),
    path("settings/mandates/<int:pk>/end/", views.mandate_end, name="settings-mandate-end"),
    path(
        "settings/committees/<slug:slug>/specialised/",
        views.specialised,
        name="settings-specialised",
    ),
    path("settings/bodies/<int:pk>/contacts/new/", views.contact_new, name="settings-contact-new"),
    path("settings/contacts/<int:pk>/end/", views.contact_end, name="settings-contact-end"),
]
