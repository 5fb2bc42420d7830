"""What happens on the boards, told to the apps above, and what the boards ask of them.

A `text` is a stored Post or Comment. Subscribers run in the transaction of the verb, before it takes the rows of the
totals, which everybody waits for; one that raises undoes the whole.
"""

from dataclasses import dataclass, field

from polibat.events import Event

# A new text is stored.
text_published = Event("text.published", "text")
# The words of a text, or who may read it, were changed by its author or by staff.
text_edited = Event("text.edited", "text")
# A post is about to go into the status `to`; a ValidationError keeps it where it is.
post_status_changing = Event("post.status_changing", "post", "to")
# A post went from the status `before` into the one that it has.
post_status_changed = Event("post.status_changed", "post", "before")
# A member pressed reactions `count` times within a minute; told once a window.
reactions_surged = Event("reactions.surged", "member", "count")

# Asked, not told: each subscriber answers with a text, in which search is to look like in the options of a poll.
search_words_asked = Event[str]("post.search_words_asked", "post")

# Asked: each answers with the keys of the pictures that a post shows beside its text, as a poll those of its options.
pictures_shown_asked = Event[set[int]]("post.pictures_shown_asked", "post")


@dataclass(frozen=True)
class Panel:
    """A piece of a post's page that another app shows: where (`place`), drawn by which template from what (`shown`)."""

    ABOVE, BELOW = "above", "below"

    place: str
    template: str
    shown: object


@dataclass(frozen=True)
class KeptCounts:
    """The counter caches of an app, for `recount`.

    `counts` are proved in their order; `tables` are locked in theirs, as the app's verbs lock them. `of_members` are
    queries of (member_id, posts, comments, likes, dislikes, ballots, given_likes, given_dislikes), which are added up.
    """

    counts: tuple = ()
    tables: tuple[str, ...] = ()
    of_members: tuple[str, ...] = field(default=())


# Each answers with a list of panels for the page of a post.
post_panels_asked = Event[list[Panel]]("post.panels_asked", "post")
# Each answers with its KeptCounts.
kept_counts_asked = Event[KeptCounts]("counts.asked")
