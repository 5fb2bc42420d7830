"""What a viewer may do with a suggestion: what may be done with its post, but changed and taken back in its own way."""

from dataclasses import replace

from accounts.models import Viewer
from boards.queries.abilities import Abilities, Answers, post_abilities
from suggestions.models import Suggestion


def suggestion_abilities(member: Viewer, suggestion: Suggestion, *, answers: Answers | None = None) -> Abilities:
    """Tell what `member` may do with `suggestion`; `answers` are those known of its thread, and are added to."""
    of_post = post_abilities(member, suggestion.post, answers=answers)
    if of_post.login:
        return of_post
    return replace(
        of_post,
        change=member.has_perm("suggestions.change_suggestion", suggestion),
        delete=member.has_perm("suggestions.delete_suggestion", suggestion),
    )
