"""The tabs of my page, in the order in which people know them."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Tab:
    """One tab: the name of its address, its words and icon, and the pages that belong to it."""

    view: str
    words: str
    icon: str
    # A list comes as a part of the page; a form brings scripts of its own and comes as a whole one.
    is_part: bool = True
    also: tuple = ()

    @property
    def address(self):
        """Where it is."""
        return reverse(self.view)


TABS = (
    Tab("pages:me", "회원정보", "user", also=("politicians:card-edit", "politicians:application-detail")),
    Tab("pages:me-posts", "작성한 글", "file-lines"),
    Tab("pages:me-comments", "작성한 댓글", "comment"),
    Tab("pages:me-votes", "투표 참여", "check-to-slot"),
    Tab("pages:me-liked-posts", "좋아요한 글", "thumbs-up"),
    Tab("pages:me-liked-comments", "좋아요한 댓글", "thumbs-up"),
    Tab("pages:me-disliked-posts", "싫어요한 글", "thumbs-down"),
    Tab("pages:me-disliked-comments", "싫어요한 댓글", "thumbs-down"),
    Tab("pages:notification-settings", "알림설정", "bell", is_part=False),
    Tab(
        "accounts:settings",
        "설정",
        "gear",
        is_part=False,
        also=(
            "accounts:nickname-change",
            "accounts:password-change",
            "accounts:email-access-list",
            "accounts:data-export",
            "pages:withdraw",
        ),
    ),
)


def tab_of(view):
    """The tab to which a page belongs; the first one for any other."""
    return next((tab for tab in TABS if view == tab.view or view in tab.also), TABS[0])
