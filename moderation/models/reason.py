"""Why texts are reported and taken down, and how many reports of one reason hide a text by themselves (spec R2, R3)."""

from django.db import models


class Reason(models.TextChoices):
    """The reasons that members choose from and staff name in decisions."""

    ABUSE = "ABUSE", "욕설/비하발언"
    OBSCENE = "OBSCENE", "음란/선정성"
    ADVERTISING = "ADVERTISING", "홍보성 컨텐츠"
    BIAS = "BIAS", "정치적 편향성"
    FALSEHOOD = "FALSEHOOD", "허위정보 유포"
    SPAM = "SPAM", "스팸/도배"
    PRIVACY = "PRIVACY", "개인정보침해"
    OTHER = "OTHER", "기타"


# So many open reports, each of another member, hide a text whatever their reasons are.
HIDDEN_AT = 5
# So many of these reasons alone do; they stand first in the queue and name the case.
HIDES_SOONER = {Reason.PRIVACY: 1}
