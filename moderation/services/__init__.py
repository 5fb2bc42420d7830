"""Reporting texts, deciding what becomes of them, objecting, and what looks odd: one verb per consequence."""

from moderation.services.bulk import BulkVerb, Outcome, Result, decide_many, find_targets, undo_decisions
from moderation.services.claims import claim, release
from moderation.services.decisions import (
    decisions_seen,
    decisions_seen_of,
    delete_text,
    dismiss_reports,
    hide_text,
    republish_text,
)
from moderation.services.flags import settle_flag
from moderation.services.objections import decide_objection, decision_to_object_to, object_to
from moderation.services.progress import move_reports
from moderation.services.reports import file_report, require_report
from moderation.services.review_flags import flag_text, raise_flag
from moderation.services.right import restore_right
from moderation.services.words import add_word, import_words, set_word_aside, use_word_again

__all__ = [
    "BulkVerb",
    "Outcome",
    "Result",
    "add_word",
    "claim",
    "decide_many",
    "decide_objection",
    "decision_to_object_to",
    "decisions_seen",
    "decisions_seen_of",
    "delete_text",
    "dismiss_reports",
    "file_report",
    "find_targets",
    "flag_text",
    "hide_text",
    "import_words",
    "move_reports",
    "object_to",
    "raise_flag",
    "release",
    "republish_text",
    "require_report",
    "restore_right",
    "set_word_aside",
    "settle_flag",
    "undo_decisions",
    "use_word_again",
]
