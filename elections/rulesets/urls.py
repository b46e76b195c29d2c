"""设置 → 选举规则."""

from django.urls import URLPattern, path

from elections.rulesets import views

S = "settings/rule-sets/"

urlpatterns: list[URLPattern] = [
    path(S, views.rule_sets, name="rule-sets"),
    path(f"{S}<slug:code>/", views.rule_set, name="rule-set"),
    path(f"{S}<slug:code>/copy/", views.rule_set_copy, name="rule-set-copy"),
    path(f"{S}<slug:code>/change/", views.rule_set_change, name="rule-set-change"),
    path(f"{S}<slug:code>/agree/", views.rule_set_agree, name="rule-set-agree"),
]
