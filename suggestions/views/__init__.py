"""The pages of suggestions and notices."""

from suggestions.views.notices import notice_detail, notice_list
from suggestions.views.suggestions import (
    suggestion_create,
    suggestion_delete,
    suggestion_detail,
    suggestion_edit,
    suggestion_list,
)

__all__ = [
    "notice_detail",
    "notice_list",
    "suggestion_create",
    "suggestion_delete",
    "suggestion_detail",
    "suggestion_edit",
    "suggestion_list",
]
