"""What members of the demo reported and proposed, and what staff answered."""

import random
from datetime import timedelta
from itertools import cycle

from django.utils import timezone

from accounts.models import Member
from boards.models import Comment, Post
from boards.services import add_comment, react
from polibat.text import html_from_plain
from suggestions.models import Suggestion, SuggestionChange
from suggestions.services import answer_suggestion, submit_suggestion

SEED = 11
Category, State = Suggestion.Category, Suggestion.State
# (days ago, kind, title, text, private, state, reply), the oldest first.
SUGGESTIONS = (
    (
        52,
        Category.FEATURE,
        "댓글에 답글을 달고 싶어요",
        "댓글끼리 이야기를 이어 갈 수 있으면 좋겠습니다.",
        False,
        State.DONE,
        "답글 기능을 열었습니다. 제안해 주셔서 고맙습니다.",
    ),
    (
        49,
        Category.COMPLAINT,
        "휴대전화에서 글자가 작게 보입니다",
        "목록의 날짜가 작아서 읽기 어렵습니다.",
        False,
        State.DONE,
        "휴대전화 화면의 글자를 키웠습니다.",
    ),
    (
        46,
        Category.VOTE_PROPOSAL,
        "동네 산책길 투표를 열어 주세요",
        "가장 걷고 싶은 길을 함께 골라 보고 싶습니다.",
        False,
        State.REVIEWING,
        "후보를 모으고 있습니다.",
    ),
    (
        44,
        Category.COMPLAINT,
        "제 글에 달린 댓글 때문에 문의드립니다",
        "개인적인 내용이라 비공개로 접수합니다. 확인 부탁드립니다.",
        True,
        State.DONE,
        "확인하고 조치했습니다. 알려 주셔서 고맙습니다.",
    ),
    (
        41,
        Category.FEATURE,
        "글을 쓰다가 저장하고 싶습니다",
        "긴 글을 쓰다가 창이 닫히면 처음부터 다시 써야 합니다.",
        False,
        State.DONE,
        "임시 저장 기능을 더했습니다.",
    ),
    (
        37,
        Category.FEATURE,
        "목록을 추천순으로 보고 싶어요",
        "인기글 말고 전체 목록도 추천순으로 볼 수 있으면 좋겠습니다.",
        False,
        State.LATER,
        "순위 경쟁이 되지 않을 방법을 더 생각해 보겠습니다.",
    ),
    (
        33,
        Category.COMPLAINT,
        "가끔 사진이 돌아가서 올라갑니다",
        "휴대전화로 찍은 사진이 옆으로 누워 보입니다.",
        False,
        State.DONE,
        "사진의 방향을 읽어서 바로 세우도록 고쳤습니다.",
    ),
    (
        30,
        Category.VOTE_PROPOSAL,
        "겨울 간식 투표 어때요?",
        "붕어빵과 호떡 사이에서 늘 고민입니다. 다른 분들 생각이 궁금합니다.",
        False,
        State.DONE,
        "재미있는 제안 고맙습니다. 투표를 열었습니다.",
    ),
    (
        27,
        Category.FEATURE,
        "모든 글에 제 이름을 강조해 주세요",
        "제 글이 눈에 더 잘 띄게 해 주세요.",
        False,
        State.IMPOSSIBLE,
        "모두에게 같은 모습을 지키려 합니다. 양해 부탁드립니다.",
    ),
    (
        23,
        Category.COMPLAINT,
        "검색에서 한 글자는 찾아지지 않아요",
        "‘물’ 한 글자로는 결과가 나오지 않습니다.",
        False,
        State.REVIEWING,
        "한 글자 검색을 살펴보고 있습니다.",
    ),
    (
        20,
        Category.FEATURE,
        "가입 관련 문의",
        "비공개로 여쭙니다. 가입 절차에 대해 알고 싶습니다.",
        True,
        State.REVIEWING,
        "담당자가 확인하고 있습니다.",
    ),
    (
        17,
        Category.FEATURE,
        "어두운 화면이 있으면 좋겠습니다",
        "밤에 읽을 때 눈이 편했으면 합니다.",
        False,
        State.REVIEWING,
        "색을 하나하나 살피고 있습니다.",
    ),
    (
        14,
        Category.VOTE_PROPOSAL,
        "우리 동네 나무 이름 짓기",
        "새로 심은 나무의 이름을 투표로 정하면 즐거울 것 같습니다.",
        False,
        State.PENDING,
        "",
    ),
    (
        11,
        Category.COMPLAINT,
        "알림이 조금 늦게 옵니다",
        "댓글이 달린 지 한참 뒤에 알림을 보았습니다.",
        False,
        State.PENDING,
        "",
    ),
    (
        9,
        Category.FEATURE,
        "글마다 인쇄 버튼이 있으면 좋겠어요",
        "어르신들께 종이로 보여 드리고 싶습니다.",
        False,
        State.PENDING,
        "",
    ),
    (
        7,
        Category.COMPLAINT,
        "계정 문의드립니다",
        "다른 사람에게 보이지 않게 문의하고 싶습니다.",
        True,
        State.PENDING,
        "",
    ),
    (
        5,
        Category.FEATURE,
        "지역별로 정치인을 찾고 싶어요",
        "우리 동네를 맡은 분이 누구인지 한눈에 보고 싶습니다.",
        False,
        State.PENDING,
        "",
    ),
    (
        3,
        Category.COMPLAINT,
        "로그인 화면에서 글자가 겹칩니다",
        "작은 화면에서 안내 문구가 두 줄로 겹쳐 보입니다.",
        False,
        State.PENDING,
        "",
    ),
    (2, Category.VOTE_PROPOSAL, "점심 메뉴 투표도 좋아요", "가벼운 주제로 자주 열어 주세요.", False, State.PENDING, ""),
    (
        0.2,
        Category.FEATURE,
        "댓글에 사진도 올리고 싶어요",
        "현장 사진을 댓글로 보여 줄 수 있으면 이야기가 쉬울 것 같습니다.",
        False,
        State.PENDING,
        "",
    ),
)

COMMENTS = (
    "저도 같은 생각입니다.",
    "이렇게 되면 정말 편하겠어요.",
    "저는 지금도 괜찮지만, 바뀌면 더 좋을 것 같습니다.",
    "어르신들도 좋아하실 것 같아요.",
    "천천히 해 주셔도 괜찮습니다. 기다리겠습니다.",
)


def collect_suggestions():
    """Store the suggestions by citizens in good standing, two of them by the demo citizen, with their answers."""
    rng = random.Random(SEED)  # noqa: S311 - no cryptography
    members = Member.objects.in_good_standing()
    citizens = list(members.filter(kind=Member.Kind.NORMAL).order_by("pk"))
    # In turns, because nobody may submit more than five at once.
    others = cycle(rng.sample(citizens[1:], len(citizens) - 1))
    moderator = Member.objects.with_email("moderator@example.com").get()
    now = timezone.now()
    for days, category, title, text, is_private, state, reply in SUGGESTIONS:
        author = citizens[0] if days in {7, 5} else next(others)
        post = Post(title=title, body=html_from_plain(text), is_private=is_private)
        suggestion = submit_suggestion(Suggestion(post=post, category=category), by=author)
        came = now - timedelta(days=days)
        Post.objects.filter(pk=suggestion.pk).update(published_at=came)
        if state != State.PENDING:
            answered = min(now, came + timedelta(days=rng.randint(1, 4)))
            # As the answer would have left it then: its record cannot be dated back afterwards.
            SuggestionChange.objects.create(
                suggestion=suggestion,
                before=State.PENDING,
                after=state,
                reply=reply,
                by=moderator,
                created_at=answered,
            )
            kept = {"reply": reply, "replied_by": moderator, "replied_at": answered}
            Suggestion.objects.filter(pk=suggestion.pk).update(state=state, **kept)
    _talk_about(citizens[0], citizens[1:])


def _talk_about(citizen, others):
    """Let the demo citizen's own suggestion be answered, and neighbours say what they think of the public ones."""
    moderator = Member.objects.with_email("moderator@example.com").get()
    listed = Suggestion.objects.filter(post__is_private=False).select_related("post__author", "post__counts")
    answer_suggestion(
        listed.get(post__author=citizen), by=moderator, state=State.REVIEWING, reply="지역 목록을 준비하고 있습니다."
    )
    speakers = cycle(others)
    for place, suggestion in enumerate(listed.order_by("-pk")[:8]):
        for text in COMMENTS[place % 3 :: 3]:
            author = next(speakers)
            if author != suggestion.post.author:
                add_comment(Comment(post=suggestion.post, text=text), by=author)
                react(suggestion.post, by=author, value="LIKE")
