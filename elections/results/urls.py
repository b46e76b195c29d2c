"""The result and its papers."""

from django.urls import URLPattern, path

from elections.results import views, views_papers, views_public, views_recheck

E = "e/<str:key>"

urlpatterns: list[URLPattern] = [
    path(f"{E}/results/", views_public.results, name="results"),
    path(f"{E}/results", views_public.results),
    path(f"{E}/sheet.json", views_public.sheet_json, name="sheet-json"),
    path(f"{E}/recount.py", views_public.recount_py, name="recount-py"),
    path(f"{E}/result/", views.result, name="result"),
    path(f"{E}/result/finish/", views.result_finish, name="result-finish"),
    path(f"{E}/result/sign/", views.result_sign, name="result-sign"),
    path(f"{E}/result/back/", views.result_back, name="result-back"),
    path(f"{E}/result/publish/", views.result_publish, name="result-publish"),
    path(f"{E}/result/office/", views.result_office, name="result-office"),
    path(f"{E}/result/next/", views.result_next, name="result-next"),
    path(f"{E}/correction/", views.correction, name="correction"),
    path(f"{E}/correction/<int:pk>/<str:step>/", views.correction_step, name="correction-step"),
    path(f"{E}/recheck/", views_recheck.recheck, name="recheck"),
    path(f"{E}/recheck/close/", views_recheck.recheck_close, name="recheck-close"),
    path(f"{E}/report/", views_papers.report, name="result-report"),
    path(f"{E}/certificates/", views_papers.certificates, name="certificates"),
    path(f"{E}/seals/", views_papers.seals, name="seals"),
    path(f"{E}/challenges/", views_papers.challenges, name="challenges"),
    path(f"{E}/challenges/<int:pk>/", views_papers.challenge_answer, name="challenge-answer"),
    path(f"{E}/archive.zip", views_papers.archive, name="election-archive"),
]
