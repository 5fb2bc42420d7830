"""The badges of texts: each is said here once, and every surface shows what is said here."""

from typing import TYPE_CHECKING

from polibat.text.badges import Badge

if TYPE_CHECKING:
    from accounts.models import Member

# Whose hand a post on 정치인게시판 is from, or who answered it; an aide's is called otherwise (spec O12).
DIRECT_POST = Badge("direct-post", "직접등록", icon="check")
AIDE_POST = DIRECT_POST._replace(label="보좌진등록")
DIRECT_ANSWER = Badge("direct-answer", "직접답변", icon="comment-dots")
AIDE_ANSWER = DIRECT_ANSWER._replace(label="보좌진답변")
PRIVATE = Badge("private", "비공개", tone="grey")
# The kinds of `{% badge %}` for who speaks (spec B19).
IN_LISTS = {"POLITICIAN": "politician", "ASSISTANT": "assistant"}
BESIDE_TEXTS = {"POLITICIAN": "politician-blue", "ASSISTANT": "assistant-blue", "ADMIN": "admin"}


def badges_of(post) -> tuple[Badge, ...]:
    """Return the badges of a post in the order in which they are shown.

    They ask for nothing: what they look at is stored with the post, and lists fetch it (`LIST_FIELDS`).
    """
    badges = []
    if post.board == "POLITICIAN":
        if post.is_by_politician:
            badges.append(DIRECT_POST if post.author.kind == "POLITICIAN" else AIDE_POST)
        elif post.counts.answers:
            badges.append(DIRECT_ANSWER)
        elif post.counts.aide_answers:
            badges.append(AIDE_ANSWER)
    elif post.board == "SUGGESTION" and post.is_private:
        badges.append(PRIVATE)
    return tuple(badges)


def author_badge(author: "Member") -> str:
    """Return the kind of badge beside whoever speaks; "" for citizens and for whoever left."""
    return "" if author.status == "WITHDRAWN" else BESIDE_TEXTS.get(author.kind, "")


def author_badge_of_lists(author: "Member") -> str:
    """Return the same as lists have it: in their own look, and "" for staff, who do not stand out there."""
    return "" if author.status == "WITHDRAWN" else IN_LISTS.get(author.kind, "")
