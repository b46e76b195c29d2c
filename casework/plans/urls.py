"""Plans."""

from django.urls import URLPattern, path

from casework.plans import views, views_settings

urlpatterns: list[URLPattern] = [
    path("cases/<int:pk>/plan/", views.begin, name="case-plan"),
    path("cases/<int:pk>/plan/add/", views.add, name="case-plan-add"),
    path("plan-steps/<int:pk>/done/", views.done, name="plan-step-done"),
    path("plan-steps/<int:pk>/drop/", views.drop, name="plan-step-drop"),
    path("settings/plans/", views_settings.templates, name="plan-templates"),
    path("settings/plans/new/", views_settings.template_new, name="plan-template-new"),
    path("settings/plans/<int:pk>/", views_settings.template_edit, name="plan-template"),
]
