"""What a viewer may do with a post or a comment: asked of the rules by their own names, once for whoever shows it.

Pages, pieces of pages, my page and the API all ask here. Rules of apps further up are asked by name too: permissions
are names, and whoever offers to report a text has to ask the rule of reports.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Viewer
from boards.models import Comment, Post

# (permission, whether the text is the viewer's own, its status): what the rules look at within one thread.
Answers = dict[tuple[str, bool, str], bool]


@dataclass(frozen=True, slots=True)
class Abilities:
    """What somebody may do with one text; with `login` they are nobody yet, and may once they have signed in."""

    login: bool = False
    change: bool = False
    delete: bool = False
    react: bool = False
    comment: bool = False
    report: bool = False
    see_topics: bool = False


SIGN_IN_FIRST = Abilities(login=True)


def post_abilities(member: Viewer, post: Post, *, answers: Answers | None = None) -> Abilities:
    """Tell what `member` may do with `post`; `answers` are those known of its thread, and are added to."""
    if not member.is_authenticated:
        return SIGN_IN_FIRST
    may = asking(member, post, {} if answers is None else answers)
    return Abilities(
        change=may("boards.change_post"),
        delete=may("boards.delete_post"),
        react=may("boards.add_reaction"),
        comment=may("boards.add_comment"),
        report=may("moderation.add_report"),
        see_topics=member.has_perm("assist.view_topics"),
    )


def thread_abilities(member: Viewer, post: Post, *, answers: Answers | None = None) -> Abilities:
    """Tell whether `member` may react to `post` and comment on it, which is all that pieces of its page offer.

    What stands beside the post itself is not asked: looking at the right to report would cost each piece a query.
    """
    if not member.is_authenticated:
        return SIGN_IN_FIRST
    may = asking(member, post, {} if answers is None else answers)
    return Abilities(react=may("boards.add_reaction"), comment=may("boards.add_comment"))


def comment_abilities(member: Viewer, comment: Comment, *, answers: Answers | None = None) -> Abilities:
    """Tell what `member` may do with `comment`; `answers` are those known of its thread, and are added to."""
    if not member.is_authenticated:
        return SIGN_IN_FIRST
    may = asking(member, comment, {} if answers is None else answers)
    return Abilities(
        change=may("boards.change_comment"),
        delete=may("boards.delete_comment"),
        react=may("boards.add_reaction"),
        report=may("moderation.add_report"),
    )


def own_abilities(member: Viewer, text: Post | Comment) -> Abilities:
    """Tell whether `member` may change and delete a text of their own; of lists of these nothing else is asked.

    Reacting and reporting are left out: nobody may do that to their own text.
    """
    kind = text._meta.model_name
    return Abilities(
        change=member.has_perm(f"boards.change_{kind}", text),
        delete=member.has_perm(f"boards.delete_{kind}", text),
    )


def asking(member: Viewer, text: Post | Comment, answers: Answers) -> Callable[[str], bool]:
    """Return the question whether `member` has a permission on `text`.

    To the rules the texts of one thread that are in one status are alike, but for whose they are: each rule is asked
    once for all of them, so that looking at the right to report costs one query a page.
    """

    def may(permission: str) -> bool:
        key = (permission, text.author_id == member.pk, text.status)
        if key not in answers:
            answers[key] = member.has_perm(permission, text)
        return answers[key]

    return may
