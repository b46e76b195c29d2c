"""Help given."""

from django.urls import URLPattern, path

from casework.aid import views, views_publicity, views_street

urlpatterns: list[URLPattern] = [
    path("aid/", views.aids, name="aids"),
    path("aid/export/", views.export, name="aid-export"),
    path("aid/new/", views.new, name="aid-new"),
    path("aid/<int:pk>/", views.aid, name="aid"),
    path("aid/<int:pk>/approve/", views.approve, name="aid-approve"),
    path("aid/<int:pk>/refuse/", views.refuse, name="aid-refuse"),
    path("aid/<int:pk>/sign/", views.sign, name="aid-sign"),
    path("aid/<int:pk>/sheet/", views.sheet, name="aid-sheet"),
    path("aid/<int:pk>/undo/", views.undo, name="aid-undo"),
    path("aid/<int:pk>/restore/", views.restore, name="aid-restore"),
    path("aid/<int:pk>/papers/<int:photo_pk>/", views.paper, name="aid-paper"),
    path("aid/<int:pk>/papers/<int:photo_pk>/remove/", views.paper_remove, name="aid-paper-remove"),
    path(
        "aid/<int:pk>/papers/<int:photo_pk>/restore/",
        views.paper_restore,
        name="aid-paper-restore",
    ),
    path("cases/<int:pk>/publicity/", views_publicity.publicity, name="case-publicity"),
    path("street/aid/", views_street.street_aid, name="street-aid"),
    path("settings/aid/", views_street.aid_rule, name="aid-rule"),
]
