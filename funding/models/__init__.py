"""Calls, applications, grants and the reports they make due."""

from funding.models.applications import Application, ApplicationAnswer, ApplicationPiece
from funding.models.calls import Call, CallDate, CallPiece, CallQuestion
from funding.models.grants import Decision, Grant, Instalment
from funding.models.reports import ReportDue

__all__ = [
    "Application",
    "ApplicationAnswer",
    "ApplicationPiece",
    "Call",
    "CallDate",
    "CallPiece",
    "CallQuestion",
    "Decision",
    "Grant",
    "Instalment",
    "ReportDue",
]
