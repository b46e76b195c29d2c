"""Taking data out of the register."""

from django.urls import path

from committees.exports import views

urlpatterns = [
    path("exports/", views.export_list, name="exports"),
    path("exports/new/", views.export_new, name="export-new"),
    path("exports/new", views.export_new),
    path("exports/<int:pk>/", views.export_page, name="export"),
    path("exports/<int:pk>/decide/", views.export_decide, name="export-decide"),
    path("exports/<int:pk>/code/", views.export_code, name="export-code"),
    path("exports/<int:pk>/file.xlsx", views.export_file, name="export-file"),
]
