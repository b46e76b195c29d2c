"""Study sessions."""

from django.urls import URLPattern, path

from meetings.study import views

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/study/", views.study_page, name="study"),
    path("meetings/<int:pk>/study/new/", views.study_new, name="study-new"),
    path("meetings/<int:pk>/study/read/", views.study_read, name="study-read"),
    path("meetings/<int:pk>/study/<int:material>/file/", views.study_file, name="study-file"),
    path("meetings/<int:pk>/study/<int:material>/remove/", views.study_remove, name="study-remove"),
]
