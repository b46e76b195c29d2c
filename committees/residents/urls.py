"""Households, and the houses they live in."""

from django.urls import URLPattern, path

from committees.residents import views, views_groups, views_houses, views_person

urlpatterns: list[URLPattern] = [
    path("households/", views.household_list, name="households"),
    path("households/find", views.find, name="household-find"),
    path("households/find/", views.find),
    path("households/<int:pk>/", views.household_page, name="household"),
    path("residents/gone/", views_person.gone, name="residents-gone"),
    path("residents/<int:pk>/", views_person.resident_page, name="resident"),
    path("residents/<int:pk>/edit/", views.resident_edit, name="resident-edit"),
    path("residents/<int:pk>/phone/", views_person.phone, name="resident-phone"),
    path("residents/<int:pk>/id-number/", views_person.id_number, name="resident-id-number"),
    path("residents/<int:pk>/print/", views_person.print_page, name="resident-print"),
    path("residents/<int:pk>/print.pdf", views_person.print_pdf, name="resident-pdf"),
    path("groups/", views_groups.groups, name="groups"),
    path("groups/new/", views_groups.group_new, name="group-new"),
    path("groups/<int:pk>/", views_groups.group_page, name="group"),
    path("groups/<int:pk>/remove/", views_groups.group_remove, name="group-remove"),
    path("settings/estates/<int:pk>/", views_houses.estate_page, name="settings-estate"),
    path(
        "settings/buildings/<int:pk>/remove/",
        views_houses.building_remove,
        name="settings-building-remove",
    ),
]
