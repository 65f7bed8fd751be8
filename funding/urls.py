"""Calls, applications, reports due."""

from django.urls import URLPattern, URLResolver, path

from funding.views import answers, applications, call_edit, call_paste, calls, filing, reports

app_name = "funding"
CALL = "appels/<int:pk>/"
FILE = "dossiers/<int:pk>/"
PIECE = f"{FILE}pieces/<int:piece>/"
REPORT = "comptes-rendus/<int:pk>/"

call_patterns: list[URLPattern | URLResolver] = [
    path("appels/", calls.calls, name="calls"),
    path("appels/calendrier.ics", calls.calls_ics, name="calls_ics"),
    path("appels/nouveau/", calls.call_new, name="call_new"),
    path("appels/coller/", call_paste.call_paste, name="call_paste"),
    path(CALL, calls.call, name="call"),
    path(f"{CALL}modifier/", call_edit.call_edit, name="call_edit"),
    path(f"{CALL}liste/<str:part>/", call_edit.call_parts, name="call_parts"),
    path(f"{CALL}questionnaire/", call_edit.call_standard, name="call_standard"),
    path(f"{CALL}retirer/", call_edit.call_remove, name="call_remove"),
    path(f"{CALL}repondre/", applications.call_answer, name="call_answer"),
]
application_patterns: list[URLPattern | URLResolver] = [
    path(FILE, applications.application, name="application"),
    path(f"{FILE}reponses/<int:question>/", answers.answer, name="answer"),
    path(PIECE, answers.piece, name="piece"),
    path(f"{PIECE}fichier/", answers.piece_file, name="piece_file"),
    path(f"{PIECE}retirer/", answers.piece_remove, name="piece_remove"),
    path(f"{FILE}reglages/", applications.application_settle, name="application_settle"),
    path(f"{FILE}signature/", applications.application_sign, name="application_sign"),
    path(f"{FILE}etapes/", applications.application_plan, name="application_plan"),
    path(f"{FILE}pdf/", applications.application_pdf, name="application_pdf"),
    path(f"{FILE}renoncer/", applications.application_abandon, name="application_abandon"),
    path(f"{FILE}reprendre/", applications.application_resume, name="application_resume"),
    path(f"{FILE}depot/", filing.application_file, name="application_file"),
    path(f"{FILE}depot/preuve/", filing.filing_proof, name="filing_proof"),
    path(f"{FILE}depot/retirer/", filing.filing_withdraw, name="filing_withdraw"),
    path(f"{FILE}decision/", filing.decision, name="decision"),
    path(f"{FILE}decision/retirer/", filing.decision_withdraw, name="decision_withdraw"),
    path("versements/<int:pk>/recu/", filing.instalment, name="instalment"),
]
report_patterns: list[URLPattern | URLResolver] = [
    path(REPORT, reports.report, name="report"),
    path(f"{REPORT}envoyer/", reports.report_send, name="report_send"),
    path(f"{REPORT}pdf/", reports.report_pdf, name="report_pdf"),
    path("projets/<int:pk>/financements/", reports.project_fundings, name="project_fundings"),
]
urlpatterns = [*call_patterns, *application_patterns, *report_patterns]
