"""Households, and the houses they live in."""

from django.urls import URLPattern, path

from committees.residents import views, views_houses

urlpatterns: list[URLPattern] = [
    path("households/", views.household_list, name="households"),
    path("households/find", views.find, name="household-find"),
    path("households/find/", views.find),
    path("households/new/", views.household_new, name="household-new"),
    path("households/new", views.household_new),
    path("households/<int:pk>/", views.household_page, name="household"),
    path("households/<int:pk>/people/new/", views.resident_new, name="resident-new"),
    path("households/<int:pk>/leave/", views.household_leave, name="household-leave"),
    path("households/<int:pk>/stay/", views.household_stay, name="household-stay"),
    path("residents/<int:pk>/edit/", views.resident_edit, name="resident-edit"),
    path("residents/<int:pk>/phone/", views.phone, name="resident-phone"),
    path("settings/estates/<int:pk>/", views_houses.estate_page, name="settings-estate"),
    path(
        "settings/buildings/<int:pk>/remove/",
        views_houses.building_remove,
        name="settings-building-remove",
    ),
]
