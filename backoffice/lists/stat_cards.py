"""The stat cards above the back office's lists: the figures of the API's lists, in the words that staff know.

What a card counts is said once, by the list; here stands what it is called, and which filters of the admin's own list
leave its rows (None: no link).
"""

from urllib.parse import urlencode

from backoffice.lists import LISTS
from backoffice.lists.displays import BannerList, PopupList

APPROVED = {"status__exact": "APPROVED"}
# By the model of the admin's list: the list of the API, the unit, and its cards (name, words, filters of the admin).
CARDS = {
    "accounts.member": (
        *(LISTS["members"], "명"),
        [
            # The admin lists staff among members.
            ("total", "전체회원", None),
            ("normal", "일반회원", {"kind__exact": "NORMAL", **APPROVED}),
            ("politician", "정치인", {"kind__exact": "POLITICIAN", **APPROVED}),
            ("assistant", "보좌진", {"kind__exact": "ASSISTANT", **APPROVED}),
            ("pending", "승인대기", {"status__exact": "PENDING"}),
        ],
    ),
    "politicians.speaker": (
        *(LISTS["politicians"], "명"),
        [
            ("total", "정치인+보좌진", {}),
            ("politician", "정치인", {"kind__exact": "POLITICIAN", **APPROVED}),
            ("assistant", "보좌진", {"kind__exact": "ASSISTANT", **APPROVED}),
            ("pending", "승인대기", {"status__exact": "PENDING"}),
        ],
    ),
    "polls.ballot": (
        *(LISTS["ballots"], "건"),
        [
            ("total", "총 투표 참여", None),
            ("agree", "찬성 투표", None),
            ("oppose", "반대 투표", None),
            ("abstain", "기권 투표", None),
        ],
    ),
    "boards.post": (
        *(LISTS["posts"], "개"),
        [
            ("total", "전체", None),
            ("published", "게시", None),
            ("hidden", "숨김", None),
            ("deleted", "삭제", None),
        ],
    ),
    "boards.comment": (
        *(LISTS["comments"], "개"),
        [
            ("total", "전체 댓글", {}),
            ("published", "게시 중", {"status__exact": "PUBLISHED"}),
            ("hidden", "숨김 처리", {"status__exact": "HIDDEN"}),
            ("reported", "신고된 댓글", {"reported": "yes"}),
        ],
    ),
    "moderation.report": (
        *(LISTS["reports"], "건"),
        [
            ("total", "전체 신고", {"state": "all"}),
            ("posts", "게시글 신고", None),
            ("comments", "댓글 신고", None),
            ("pending", "처리 대기", None),
        ],
    ),
    "polls.poll": (
        *(LISTS["votes"], "개"),
        [
            ("total", "전체 투표", None),
            ("running", "진행 중", None),
            ("closed", "마감", None),
            ("upcoming", "예정", None),
        ],
    ),
    "suggestions.suggestion": (
        *(LISTS["suggestions"], "개"),
        [
            ("total", "전체 불편/제안", {"state": "all"}),
            ("feature", "기능제안", {"state": "all", "category__exact": "FEATURE"}),
            ("complaint", "불편사항", {"state": "all", "category__exact": "COMPLAINT"}),
            ("pending", "접수대기", {"state": "PENDING"}),
        ],
    ),
    "suggestions.notice": (
        *(LISTS["notices"], "개"),
        [
            ("total", "전체 공지사항", {}),
            ("live", "게시 중", {"status": "LIVE"}),
            ("pinned", "고정 공지", {"status": "PINNED"}),
            ("hidden", "숨김 처리", {"status": "HIDDEN"}),
        ],
    ),
    "displays.popup": (
        *(PopupList, "개"),
        [
            ("total", "전체 팝업", {}),
            ("live", "게시 중", {"state": "SHOWN"}),
            ("expired", "만료", {"state": "EXPIRED"}),
        ],
    ),
    "displays.banner": (
        *(BannerList, "개"),
        [
            ("total", "전체 배너", {}),
            ("live", "게시 중", {"state": "SHOWN"}),
            ("expired", "만료", {"state": "EXPIRED"}),
        ],
    ),
    "policies.policytemplate": (
        *(LISTS["policy-templates"], "개"),
        [
            ("total", "전체 템플릿", {}),
            ("everybody", "전체 대상", {"target__exact": "ALL"}),
            ("normal", "일반회원", {"target__exact": "NORMAL"}),
            ("politicians", "정치인회원", {"target__exact": "POLITICIANS"}),
        ],
    ),
    "policies.policyversion": (
        *(LISTS["policies"], "개"),
        [
            ("total", "전체 정책", {}),
            ("live", "게시 중", {"state": "SHOWN"}),
            ("expired", "만료", {"state": "EXPIRED"}),
            ("deleted", "삭제", {"state": "DELETED"}),
        ],
    ),
}


def cards_of(model, *, by):
    """The cards above the admin's list of `model` that `by` may see: words, number, unit and where a press leads."""
    page, unit, cards = CARDS.get(model._meta.label_lower, (None, "", ()))
    if page is None or not by.has_perm(page.permission):
        return []
    figures = page.figures(by)
    return [
        {
            "label": label,
            "number": figures[name],
            "unit": unit,
            "link": None if filters is None else f"?{urlencode(filters)}",
        }
        for name, label, filters in cards
        if name in figures
    ]
