"""The public directory and its printed form; the settings of the directory."""

from django.urls import URLPattern, path

from committees.territory import views, views_settings

urlpatterns: list[URLPattern] = [
    path("committees/", views.directory, name="committees"),
    path("committees/print", views.contact_sheet, name="committees-print"),
    path("committees/print/", views.contact_sheet),
    path("settings/committees/", views_settings.committee_list, name="settings-committees"),
    path(
        "settings/committees/import/",
        views_settings.import_page,
        name="settings-committees-import",
    ),
    path(
        "settings/committees/import/template.csv",
        views_settings.import_template,
        name="settings-committees-template",
    ),
    path(
        "settings/committees/<slug:slug>/edit/",
        views_settings.committee_edit,
        name="settings-committee-edit",
    ),
    path(
        "settings/committees/<slug:slug>/estates/new/",
        views_settings.estate_new,
        name="settings-estate-new",
    ),
    path(
        "settings/committees/<slug:slug>/bodies/new/",
        views_settings.body_new,
        name="settings-body-new",
    ),
    path(
        "settings/estates/<int:pk>/edit/",
        views_settings.estate_edit,
        name="settings-estate-edit",
    ),
    path("settings/bodies/<int:pk>/edit/", views_settings.body_edit, name="settings-body-edit"),
    path("settings/street/", views_settings.street_edit, name="settings-street"),
]
