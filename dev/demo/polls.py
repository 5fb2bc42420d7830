"""Light questions of every day, asked by staff; everybody of the demo votes on them and some say why."""

import random
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import Member
from boards.models import Comment, Post, PostCounts
from boards.services import add_comment
from dev.demo.poll_pictures import poll_picture
from pictures.services import store_image
from polibat.text import html_from_plain
from polls.models import Ballot, Poll, PollOption
from polls.services import cast_ballot, close_poll, publish_poll
from polls.services.folding import fold_all

SEED = 7
COMMENTS = 4


@dataclass(frozen=True)
class Question:
    """A poll of the demo: from and until when in days from now; `options` are names, or names with a few more words."""

    title: str
    text: str
    options: tuple
    starts: float
    ends: float
    several: bool = False
    picture: str = ""
    comments: tuple = ()
    closed_because: str = ""


# From the oldest to the newest.
QUESTIONS = (
    Question(
        "🍜 비 오는 날, 가장 먼저 생각나는 음식은?",
        "빗소리를 들으면 떠오르는 한 그릇을 골라 주세요.",
        ("파전", "수제비", "칼국수", "라면", "김치찌개"),
        *(-40, -26),
        picture="bowl",
        comments=("파전은 지글지글 소리까지가 맛입니다.", "저는 언제나 수제비예요. 감자 많이요."),
    ),
    Question(
        "🚌 출근길에 꼭 있었으면 하는 것은?",
        "여러 개를 고를 수 있습니다. 우리 동네 출근길을 떠올려 보세요.",
        (
            ("앉을 자리", "딱 세 정거장만이라도"),
            ("조용한 음악", "너무 크지 않게"),
            ("따뜻한 커피", "정류장 앞에서"),
            ("빈 횡단보도", "신호가 바로 바뀌는"),
        ),
        *(-33, -19),
        several=True,
        picture="bus",
        comments=("앉을 자리 하나면 하루가 달라집니다.",),
    ),
    Question(
        "📚 도서관에서 가장 좋아하는 자리는?",
        "같은 도서관이라도 좋아하는 자리는 저마다 다릅니다.",
        ("창가 자리", "기둥 뒤 구석", "푹신한 소파", "어린이 열람실 옆", "서가 사이 바닥"),
        *(-28, -14),
        picture="books",
        comments=("기둥 뒤 구석은 제 자리입니다. 비밀로 해 주세요.", "창가에서 졸다가 깨면 해가 져 있어요."),
    ),
    Question(
        "🧦 양말을 벗는 방법, 어느 쪽?",
        "오래된 다툼에 답을 찾아봅니다. 하나만 고를 수 있습니다.",
        ("뒤집어서 벗는다", "그대로 벗는다"),
        *(-20, -9),
        comments=("뒤집어 벗고 그대로 빨래통에… 죄송합니다.",),
    ),
    Question(
        "🌳 동네 공원에 하나를 더 놓는다면?",
        "새로 놓을 수 있는 것은 하나뿐입니다. 무엇이 좋을까요?",
        (
            ("긴 의자", "나무 그늘 아래"),
            ("음수대", "아이 키에도 맞게"),
            ("운동 기구", "어르신도 쓰기 쉽게"),
            ("작은 무대", "주말 저녁 연주"),
        ),
        *(-16, 5),
        picture="trees",
        closed_because="같은 질문을 더 자세히 다시 올립니다.",
        comments=("긴 의자요. 산책하다 쉴 곳이 없어요.",),
    ),
    Question(
        "🐶 산책 중에 만나면 가장 반가운 것은?",
        "여러 개를 골라도 됩니다. 오늘 산책길에서 본 것을 떠올려 보세요.",
        ("꼬리 흔드는 강아지", "햇볕 쬐는 고양이", "줄지어 가는 오리", "아는 얼굴", "갓 구운 빵 냄새"),
        *(-12, 3.4),
        several=True,
        picture="trees",
        comments=("오리 가족을 본 날은 하루 종일 기분이 좋습니다.", "빵 냄새는 반칙 아닌가요?"),
    ),
    Question(
        "🍕 파인애플 피자, 어떻게 생각하세요?",
        "정답은 없습니다. 하나만 골라 주세요.",
        ("좋아한다", "먹을 수는 있다", "따로 먹고 싶다", "먹어 본 적 없다"),
        *(-9, 8.5),
        comments=("따로 먹으면 둘 다 맛있습니다.", "의견이 갈리는 걸 보니 재미있네요."),
    ),
    Question(
        "🏠 이사할 집, 하나만 포기한다면?",
        "모두 갖춘 집은 없습니다. 무엇을 내려놓으시겠어요?",
        (
            ("역까지 5분", "대신 15분 걷기"),
            ("남향 창", "대신 동향"),
            ("엘리베이터", "대신 3층"),
            ("넓은 부엌", "대신 작은 부엌"),
            ("조용한 골목", "대신 큰길 옆"),
        ),
        *(-7, 12.3),
        picture="window",
        comments=("3층 정도는 운동이라고 생각하면 됩니다.",),
    ),
    Question(
        "🏝️ 무인도에 하나만 더 가져간다면?",
        "물과 먹을 것은 이미 있습니다. 여러 개를 선택할 수 있지만, 배낭이 무거워집니다!",
        (
            ("방수 성냥", "불이 있으면 든든하다"),
            ("아주 두꺼운 책", "구조를 기다리며"),
            ("해먹", "낮잠은 소중하다"),
            ("낚싯대", "저녁거리는 스스로"),
            ("수다쟁이 앵무새", "말동무가 필요하다"),
        ),
        *(-5, 20.6),
        several=True,
        picture="island",
        comments=(
            "앵무새랑 둘이면 심심하지는 않겠네요.",
            "두꺼운 책은 베개로도 씁니다.",
            "낚싯대와 성냥이면 삼시 세끼 해결입니다.",
            "해먹에 한 표! 어차피 기다리는 일밖에 없으니까요.",
        ),
    ),
    Question(
        "☃️ 첫눈 오는 날, 가장 먼저 하고 싶은 일은?",
        "곧 시작합니다. 눈이 오기 전에 미리 생각해 보세요.",
        ("눈사람 만들기", "따뜻한 차 마시기", "사진 찍어 보내기", "이불 속에 있기"),
        *(3, 24),
    ),
)


def open_polls():
    """Ask the questions, let everybody vote, and end those whose time is over."""
    rng = random.Random(SEED)  # noqa: S311 - a repeatable demo, no secret
    by = Member.objects.with_email("admin@example.com").get()
    voters = list(Member.objects.in_good_standing().exclude(kind=Member.Kind.STAFF).order_by("pk"))
    for question in QUESTIONS:
        _ask(question, rng, by=by, voters=voters)
    fold_all()
    for poll in Poll.objects.filter(voters__gt=0).only("voters"):
        # Not everybody who looks votes.
        PostCounts.objects.filter(post=poll.pk).update(views=3 * poll.voters + rng.randrange(20))


def _ask(question, rng, *, by, voters):
    now = timezone.now()
    poll = publish_poll(
        Poll(
            post=Post(title=question.title, body=html_from_plain(question.text)),
            # A poll that is over by now could not have been opened today.
            starts_at=now + timedelta(days=question.starts),
            ends_at=now + timedelta(days=max(question.ends, 1)),
            allows_multiple=question.several,
            picture=store_image(poll_picture(question.picture), by=by) if question.picture else None,
        ),
        options=[_option(words) for words in question.options],
        by=by,
    )
    if question.starts < 0:
        _vote(poll, rng, voters)
        for text, author in zip(question.comments[:COMMENTS], rng.sample(voters, COMMENTS), strict=False):
            add_comment(Comment(post=poll.post, text=text), by=author)
    if question.closed_because:
        close_poll(poll, by=by, reason=question.closed_because)
    _move_back(poll, question, now)


def _option(words):
    name, affiliation = words if isinstance(words, tuple) else (words, "")
    return PollOption(name=name, affiliation=affiliation)


def _vote(poll, rng, voters):
    """Let most members vote; the demo citizen leaves the newest polls to whoever tries the site."""
    options = [option.pk for option in poll.options.all()]
    liking = [rng.uniform(0.4, 2) for _ in options]
    first = voters[0].pk
    for member in rng.sample(voters, int(len(voters) * rng.uniform(0.5, 0.95))):
        if member.pk == first and poll.ends_at > timezone.now() + timedelta(days=4):
            continue
        number = rng.randint(1, 3) if poll.allows_multiple else 1
        cast_ballot(poll, options=rng.choices(options, liking, k=number), by=member)


def _move_back(poll, question, now):
    """Give everything the time at which it would have happened."""
    opened, ends = now + timedelta(days=min(question.starts, 0)), now + timedelta(days=question.ends)
    Poll.objects.filter(pk=poll.pk).update(ends_at=ends)
    Post.objects.filter(pk=poll.pk).update(published_at=opened - timedelta(hours=3))
    ballots = list(Ballot.objects.filter(poll=poll).order_by("pk").values_list("pk", flat=True))
    for place, pk in enumerate(ballots):
        Ballot.objects.filter(pk=pk).update(cast_at=opened + (min(now, ends) - opened) * place / len(ballots))
    comments = list(Comment.objects.filter(post=poll.pk).order_by("pk").values_list("pk", flat=True))
    for place, pk in enumerate(comments, 1):
        moment = opened + (min(now, ends) - opened) * place / (len(comments) + 1)
        Comment.objects.filter(pk=pk).update(created_at=moment)
