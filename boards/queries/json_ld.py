"""What a post is in the words of schema.org, for search engines; only what its page shows to everybody."""

from typing import Any

from boards.models import Board, Comment, Post
from boards.queries.threads import Thread


def json_ld_of_post(post: Post, thread: Thread, *, address: str) -> dict[str, Any]:
    """A question with its answers where a politician's side answered, else a contribution to a discussion."""
    facts = {
        "url": address,
        "author": {"@type": "Person", "name": post.author_name},
        "datePublished": post.published_at.isoformat(timespec="seconds"),
        **({"dateModified": post.edited_at.isoformat(timespec="seconds")} if post.edited_at else {}),
    }
    answers = [comment for comment in thread.comments if comment.is_answer and not comment.is_gone]
    if post.board == Board.POLITICIAN and answers:
        question = {"@type": "Question", "name": post.title, "text": post.excerpt, **facts}
        question["answerCount"] = post.counts.answers + post.counts.aide_answers
        question["suggestedAnswer"] = [_answer(comment, address) for comment in answers]
        return {"@type": "QAPage", "mainEntity": question}
    return {
        "@type": "DiscussionForumPosting",
        "headline": post.title,
        "text": post.excerpt,
        "commentCount": post.counts.comments,
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/LikeAction",
            "userInteractionCount": post.counts.likes,
        },
        **facts,
    }


def _answer(comment: Comment, address: str) -> dict[str, Any]:
    return {
        "@type": "Answer",
        "text": comment.text,
        "url": f"{address}#{comment.public_id}",
        "datePublished": comment.created_at.isoformat(timespec="seconds"),
        "upvoteCount": comment.likes,
        "author": {"@type": "Person", "name": comment.author_name},
    }
