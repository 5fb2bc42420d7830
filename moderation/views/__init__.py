"""Reporting, objecting, and the public log of decisions."""

from moderation.views.log import moderation_log
from moderation.views.objections import objection_create
from moderation.views.reports import report_create

__all__ = ["moderation_log", "objection_create", "report_create"]
