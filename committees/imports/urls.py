"""Bringing in a sheet of residents."""

from django.urls import path

from committees.imports import views

urlpatterns = [
    path("imports/", views.import_list, name="imports"),
    path("imports/template.xlsx", views.import_template, name="import-template"),
    path("imports/new/", views.import_new, name="import-new"),
    path("imports/new", views.import_new),
    path("imports/<int:pk>/", views.import_page, name="import"),
    path("imports/<int:pk>/confirm/", views.import_confirm, name="import-confirm"),
    path("imports/<int:pk>/drop/", views.import_drop, name="import-drop"),
    path("imports/<int:pk>/problems.xlsx", views.import_problems, name="import-problems"),
    path("imports/<int:pk>/undo/", views.import_undo, name="import-undo"),
]
