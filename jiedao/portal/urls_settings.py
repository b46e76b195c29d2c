"""Settings: the first page, and the journal. Each slice brings the addresses of its own."""

from django.urls import URLPattern, path

from jiedao.portal import views_operations, views_settings, views_settings_audit

urlpatterns: list[URLPattern] = [
    path("settings/", views_settings.settings_home, name="settings"),
    path("settings/audit/", views_settings_audit.audit, name="audit"),
    path("settings/audit/heads/", views_settings_audit.audit_heads, name="audit-heads"),
    path("settings/operations/", views_operations.operations, name="operations"),
    path("settings/operations/retry/", views_operations.retry_all, name="operations-retry-all"),
    path("settings/operations/<int:pk>/retry/", views_operations.retry, name="operations-retry"),
]
