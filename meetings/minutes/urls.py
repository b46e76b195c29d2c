"""Minutes. Both spellings of an address answer; the named one is canonical."""

from django.urls import URLPattern, path

from meetings.minutes import views

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/minutes/", views.minutes_page, name="minutes"),
    path("meetings/<int:pk>/minutes", views.minutes_page),
    path("meetings/<int:pk>/minutes/edit/", views.minutes_edit, name="minutes-edit"),
    path("meetings/<int:pk>/minutes/sign/", views.minutes_sign, name="minutes-sign"),
    path("meetings/<int:pk>/minutes/addendum/", views.addendum_new, name="minutes-addendum"),
    path("meetings/<int:pk>/minutes/public/", views.minutes_public, name="minutes-public"),
    path("meetings/<int:pk>/minutes/print/", views.minutes_print, name="minutes-print"),
    path("meetings/<int:pk>/minutes/<slug:step>/do/", views.minutes_move, name="minutes-move"),
    path("meetings/<int:pk>/minutes.docx", views.minutes_word, name="minutes-word"),
    path("meetings/<int:pk>/minutes.pdf", views.minutes_pdf, name="minutes-pdf"),
    path("c/<slug:slug>/minutes/<int:pk>/", views.public_minutes, name="public-minutes"),
]
