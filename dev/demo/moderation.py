"""What keeps staff busy in the demo: an objection, a case that is taken, and what looks odd."""

from accounts.models import Member
from boards.models import Comment, Post
from boards.services import add_comment
from moderation.models import AbuseFlag, Decision, Report
from moderation.services import claim, flag_text, hide_text, object_to, raise_flag

# The word that is looked at stands behind what the newest comments on the first page show.
QUOTE = (
    "제안 잘 읽었습니다. 저도 같은 일을 여러 번 겪어서 꼭 고쳐지면 좋겠다고 생각했습니다. "
    "다른 분들도 공감하실 것 같아요. "
    "다만 지난 회의에서 누가 ‘멍청이’라는 말을 했다던데, 그런 말은 서로 하지 않았으면 합니다."
)
OBJECTION = "직접 찍은 사진과 제 의견입니다. 광고가 아니니 다시 봐 주세요."


def keep_order():
    """Hide a post of the demo citizen, who objects; take a case; raise flags. All through the services."""
    citizen = Member.objects.with_email("citizen@example.com").get()
    moderator = Member.objects.with_email("moderator@example.com").get()
    admin = Member.objects.with_email("admin@example.com").get()
    mine = Post.objects.listed().filter(author=citizen, board="FREE", reports=None).order_by("pk").first()
    if mine:
        hide_text(mine, by=admin, reason="홍보로 보이는 내용이 있어 숨겼습니다.", category=Report.Reason.ADVERTISING)
        object_to(Decision.objects.about(mine).latest("pk"), by=citizen, text=OBJECTION)
    if waiting := Report.objects.open().select_related("post", "comment__post").order_by("pk").first():
        claim(waiting.target, by=moderator)
    others = Member.objects.in_good_standing().filter(kind=Member.Kind.NORMAL).exclude(pk=citizen.pk).order_by("pk")
    raise_flag(AbuseFlag(kind=AbuseFlag.Kind.REACTIONS, member=others[3], evidence=50))
    suggestions = Post.objects.listed().filter(board="SUGGESTION").select_related("author", "counts")
    if post := suggestions.order_by("-pk").first():
        flag_text(add_comment(Comment(post=post, text=QUOTE), by=others.exclude(pk=post.author_id)[4]))
