"""Notices of the demo's staff."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Member
from boards.models import Post
from dev.demo.pictures import picture
from pictures.services import store_image
from polibat.text import html_from_plain
from suggestions.models import Notice
from suggestions.services import pin_notice, publish_notice

Category = Notice.Category
# (days ago, 말머리, title, text), the oldest first; those in PINNED stand above.
NOTICES = (
    (
        58,
        Category.GUIDE,
        "정치방망이에 오신 것을 환영합니다",
        "시민과 정치인이 공개된 자리에서 묻고 답하는 곳입니다. 누구나 읽을 수 있고, 가입하면 쓸 수 있습니다.",
    ),
    (
        55,
        Category.GUIDE,
        "함께 지키는 약속",
        "서로 다른 생각을 존중해 주세요.\n\n욕설과 비하, 개인정보가 담긴 글은 신고해 주시면 운영자가 살펴봅니다.",
    ),
    (
        51,
        Category.UPDATE,
        "댓글에 답글을 달 수 있습니다",
        "댓글 아래의 ‘답글’을 누르면 그 댓글에 이어서 이야기할 수 있습니다.",
    ),
    (
        47,
        Category.NEWS,
        "첫 직접답변이 등록되었습니다",
        "시민의 질문에 정치인이 처음으로 직접 답했습니다. 정치인게시판에서 ‘직접답변’ 표시를 찾아보세요.",
    ),
    (
        43,
        Category.UPDATE,
        "검색이 빨라졌습니다",
        "두 글자만 넣어도 글을 찾을 수 있습니다. 제목, 작성자, 작성일로도 찾아보세요.",
    ),
    (
        39,
        Category.OUTSIDE,
        "동네 도서관에서 만나요",
        "글쓰기와 토론을 함께 해 보는 작은 모임을 열었습니다. 다음 모임도 이곳에서 알려 드리겠습니다.",
    ),
    (
        34,
        Category.GUIDE,
        "정치인·보좌진 가입 신청 방법",
        "가입 화면에서 ‘정치인 가입신청’을 고르고 필요한 내용을 채우면 운영자가 확인한 뒤 승인합니다.",
    ),
    (
        29,
        Category.UPDATE,
        "임시 저장 기능을 더했습니다",
        "쓰던 글은 저절로 저장됩니다. 창을 닫았다가 다시 와도 이어서 쓸 수 있습니다.",
    ),
    (
        24,
        Category.NEWS,
        "이번 달 가장 많이 이야기한 주제",
        "버스와 보행로, 도서관 이야기가 가장 많았습니다. 여러분의 이야기가 동네를 바꿉니다.",
    ),
    (
        18,
        Category.UPDATE,
        "투표가 새로 열렸습니다",
        "가볍게 참여하는 투표를 시작합니다. 투표하면 바로 결과를 볼 수 있습니다.",
    ),
    (13, Category.OUTSIDE, "청소년 토론 교실에 다녀왔습니다", "다른 의견을 듣고 내 생각을 다듬는 시간을 함께했습니다."),
    (
        8,
        Category.GUIDE,
        "불편한 점과 바라는 점을 들려주세요",
        "아래의 ‘불편/제안 접수’에서 언제든 의견을 보낼 수 있습니다. 비공개로도 접수됩니다.",
    ),
    (
        4,
        Category.UPDATE,
        "알림을 골라서 받을 수 있습니다",
        "마이페이지의 알림설정에서 받고 싶은 알림만 켤 수 있습니다.",
    ),
    (
        1,
        Category.NEWS,
        "정기 점검 안내",
        "이번 주 일요일 새벽 3시부터 4시까지 점검합니다. 그 사이에는 글을 쓸 수 없습니다.",
    ),
)
PINNED = (1, 13)
ILLUSTRATED = 10


def post_notices():
    """Publish the notices by the demo's admin, and pin two of them."""
    by = Member.objects.with_email("admin@example.com").get()
    now = timezone.now()
    for place, (days, category, title, text) in enumerate(NOTICES):
        body = html_from_plain(text) + (_picture(by) if place == ILLUSTRATED else "")
        notice = publish_notice(Notice(post=Post(title=title, body=body), category=category), by=by)
        if place in PINNED:
            pin_notice(notice, by=by)
        Post.objects.filter(pk=notice.pk).update(published_at=now - timedelta(days=days, hours=place % 5))


def _picture(by):
    """A picture that `by` uploads, as the text of a notice shows it."""
    upload, alt = picture(ILLUSTRATED)
    image = store_image(upload, by=by)
    return f'<p><img src="{image.page_file.url}" alt="{alt}" width="{image.width}" height="{image.height}"></p>'
