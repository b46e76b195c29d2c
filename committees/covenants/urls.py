"""A committee's own texts, the street's filings, and the covenants everybody reads.

Stands before the library: `/rules/mine/` is no regulation's name.
"""

from django.urls import URLPattern, path

from committees.covenants import views, views_filing, views_public

urlpatterns: list[URLPattern] = [
    path("rules/mine/", views.mine, name="rules-mine"),
    path("rules/mine/new/", views.own_new, name="rule-own-new"),
    path("rules/own/<int:pk>/", views.own, name="rule-own"),
    path("rules/own/<int:pk>/adopt/", views.adopt, name="rule-adopt"),
    path("rules/own/<int:pk>/offer/", views.offer, name="rule-offer"),
    path("rules/own/<int:pk>/renew/", views.renew, name="rule-own-renew"),
    path("rules/own/<int:pk>/read/", views.read, name="rule-read"),
    path("rules/own/<int:pk>/readers/", views.readers, name="rule-readers"),
    path("rules/own/<int:pk>/remind/", views.remind, name="rule-remind"),
    path("rules/own/<int:pk>/file/", views.file, name="rule-file"),
    path("rules/filings/", views_filing.filings, name="filings"),
    path("rules/filings/<int:pk>/", views_filing.answer, name="filing-answer"),
    path("c/<slug:slug>/covenants/", views_public.committee_covenants, name="committee-covenants"),
    path("covenants/<slug:slug>/", views_public.covenant, name="covenant"),
    path("covenants/<slug:slug>/poster", views_public.poster, name="covenant-poster"),
    path("covenants/<slug:slug>/poster/", views_public.poster),
    path("covenants/<slug:slug>/poster.pdf", views_public.poster_pdf, name="covenant-poster-pdf"),
]
