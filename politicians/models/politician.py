"""The public office-holder: imported from open data, joined or not."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from accounts.models import Member
from polibat.managers import manager
from polibat.text import clean_line
from polibat.text.bigrams import query_of
from polibat.text.initials import is_initials, without_loose_jamo
from politicians.models.place_names import PROPORTIONAL
from politicians.models.region import Region

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

WEB_ADDRESS = URLValidator(
    schemes=["http", "https"], message="http:// 또는 https://로 시작하는 올바른 주소를 입력해 주세요."
)
YOUTUBE = RegexValidator(
    r"^https?://((www|m)\.)?(youtube\.com|youtu\.be)/",
    "유튜브 주소를 입력해 주세요. (예: https://www.youtube.com/@채널이름)",
    code="youtube",
)
BANK_ACCOUNT = RegexValidator(
    r"\A[가-힣A-Za-z0-9 ().,·&-]*\Z",
    "은행 이름과 계좌번호, 예금주를 한글, 영문, 숫자와 - ( ) . , · &만으로 적어 주세요.",
    code="bank_account",
)
QUERY_WORDS = 8
QUERY_LENGTH = 60
# Spelled with it in one source and without it in the other: 서울 종로, 서울 종로구.
DISTRICT_ENDINGS = "시군구"


class Party(models.Model):
    """A party by its name; parties have no order but the alphabet and no colour."""

    name = models.CharField("이름", max_length=60, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "정당"
        ordering = ["name"]

    def __str__(self):
        return self.name


class PoliticianQuerySet(models.QuerySet["Politician"]):
    """Finding politicians as people look for them, and who speaks for them."""

    def in_order(self):
        """Those in office first, then 가나다: the one order of every list, which favours nobody."""
        return self.order_by("-is_in_office", "name", "pk")

    def with_party(self):
        """With what a row of a list shows, in one query."""
        return self.select_related("party").defer("committees", "words")

    def for_card(self):
        """With what a name card shows, in one query."""
        return self.select_related("party", "card")

    def matching(self, query, *, part=""):
        """Those whom every word of `query` fits: name (also ㅎㄱㄷ, 漢字, English), party or district.

        `part` (`name`, `party` or `district`) looks there alone. An empty query fits everybody.
        """
        found, searchable = self, False
        for word in clean_line(query)[:QUERY_LENGTH].split()[:QUERY_WORDS]:
            if is_initials(word):
                found = found.filter(chosung__startswith=word) if part in {"", "name"} else found.none()
            elif query_of(word):
                found = found.filter(_fits(without_loose_jamo(word) or word, weight=self.model.PARTS.get(part, "")))
            else:
                continue
            searchable = True
        return found.in_order() if searchable or not query.strip() else found.none()

    def in_office(self):
        """Those who serve now."""
        return self.filter(is_in_office=True)

    def unplaced(self):
        """Those in office for a place that no known one could be matched with."""
        return self.in_office().filter(region__isnull=True).exclude(district__in=["", PROPORTIONAL])

    def represented_by(self, member):
        """The politician for whom `member` speaks through an approved application; None for everybody else."""
        if not member.is_authenticated or not member.speaks_for_politician:
            return None
        return self.select_related("party").filter(applications__member=member, applications__state="APPROVED").first()

    def speakers_of(self, politician, **asked):
        """Members in 승인 who speak for `politician`: the politician and the aides; `wants_mail=True` narrows them."""
        asked = {f"applications__{name}": value for name, value in asked.items()}
        return Member.objects.in_good_standing().filter(
            applications__politician=politician, applications__state="APPROVED", **asked
        )


def _fits(word, *, weight):
    condition = _holds(word, weight)
    if len(word) > 2 and word[-1] in DISTRICT_ENDINGS:
        return Q(condition) | Q(_holds(word[:-1], weight))
    return condition


def _holds(word, weight):
    return Func(
        F("words"),
        Value(query_of(word, weight=weight)),
        template="(%(expressions)s::tsquery)",
        arg_joiner=" @@ ",
        output_field=models.BooleanField(),
    )


class Politician(models.Model):
    """Somebody in public office whom citizens can name."""

    class Kind(models.TextChoices):
        ASSEMBLY = "ASSEMBLY", "국회의원"
        PRESIDENT_OFFICE = "PRESIDENT_OFFICE", "대통령실"
        PRIME_MINISTER_OFFICE = "PRIME_MINISTER_OFFICE", "국무총리실"
        MINISTRY = "MINISTRY", "부처"
        LOCAL_GOVERNMENT = "LOCAL_GOVERNMENT", "지방자치단체"
        OTHER = "OTHER", "기타"

    class Gender(models.TextChoices):
        FEMALE = "F", "여"
        MALE = "M", "남"

    # The weights under which `words` keeps what belongs to a part.
    PARTS = {"name": "A", "party": "B", "district": "C"}

    public_id = models.CharField("아이디", max_length=20, unique=True, editable=False)
    kind = models.CharField("구분", max_length=24, choices=Kind, default=Kind.ASSEMBLY)
    name = models.CharField("이름", max_length=60)
    hanja = models.CharField("한자 이름", max_length=60, blank=True)
    english = models.CharField("영문 이름", max_length=120, blank=True)
    position = models.CharField("직책", max_length=60, default="국회의원")
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="politicians", verbose_name="정당"
    )
    party_id: int | None
    district = models.CharField("선거구", max_length=120, blank=True)
    # The place that `district` spells; found by the services.
    region = models.ForeignKey(
        Region,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="politicians",
        verbose_name="지역",
        editable=False,
    )
    region_id: int | None
    committees = models.TextField("위원회", blank=True)
    gender = models.CharField("성별", max_length=1, choices=Gender, blank=True)
    birth_date = models.DateField("생년월일", null=True, blank=True)
    office_phone = models.CharField("사무실 전화", max_length=40, blank=True)
    office_email = models.EmailField("사무실 이메일", blank=True)
    homepage = models.URLField("홈페이지", max_length=300, blank=True, validators=[WEB_ADDRESS])
    photo = models.ImageField("사진", upload_to="politicians/", blank=True)
    is_in_office = models.BooleanField("재직 중", default=True)
    # The National Assembly's own key of a member (MONA_CD).
    mona_cd = models.CharField("의원 코드", max_length=20, null=True, blank=True, unique=True)
    # How people search: bigrams of name, party and district, and the first consonants of the name (ㅎㄱㄷ).
    words = SearchVectorField(null=True, editable=False)
    chosung = models.CharField(max_length=60, blank=True, editable=False)

    objects: PoliticianQuerySet = manager(PoliticianQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "정치인"
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["words"], name="politician_words"),
            models.Index(fields=["chosung"], name="politician_chosung", opclasses=["text_pattern_ops"]),
            models.Index(fields=["-is_in_office", "name", "id"], name="politician_order"),
            models.Index(fields=["name", "birth_date"], name="politician_name_birth"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "ASSEMBLY",
                        "PRESIDENT_OFFICE",
                        "PRIME_MINISTER_OFFICE",
                        "MINISTRY",
                        "LOCAL_GOVERNMENT",
                        "OTHER",
                    ]
                ),
                name="politician_kind",
            ),
            models.CheckConstraint(condition=Q(gender__in=["", "F", "M"]), name="politician_gender"),
        ]

    def __str__(self):
        return f"{self.name} {self.position}".strip()

    def get_absolute_url(self):
        """Return the address of the profile page."""
        return reverse("pages:politician-detail", args=[self.public_id])

    card: "NameCard"
    terms: "RelatedManager[Term]"

    @property
    def photo_url(self):
        """Address of the picture; "" where the mascot with a tie stands in."""
        return self.photo.url if self.photo else ""

    @property
    def party_name(self):
        """The party's name, 무소속 for members of none."""
        return self.party.name if self.party_id else "무소속"

    @property
    def affiliation(self):
        """Party and position as people read them: `새빛당 · 국회의원`."""
        return f"{self.party_name} · {self.position}"

    @property
    def name_card(self):
        """What the politician shows of themselves, an empty card when nothing was filled in."""
        return self.card if hasattr(self, "card") else NameCard(politician=self)


class Term(models.Model):
    """One term of office: party and district as they were; history that a change of party does not rewrite."""

    politician = models.ForeignKey(Politician, models.CASCADE, related_name="terms", verbose_name="정치인")
    politician_id: int
    assembly = models.PositiveSmallIntegerField("대수")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="정당")
    party_elected = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="당선 당시 정당"
    )
    # Between the one elected with and the present one, oldest first; names, because this is a record and not a link.
    earlier_parties = ArrayField(models.CharField(max_length=60), verbose_name="이전 정당", default=list, blank=True)
    district = models.CharField("선거구", max_length=120, blank=True)
    is_proportional = models.BooleanField("비례대표", default=False)
    committees = models.TextField("위원회", blank=True)
    seniority = models.PositiveSmallIntegerField("선수", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "임기"
        ordering = ["-assembly", "-pk"]
        constraints = [models.UniqueConstraint(fields=["politician", "assembly"], name="term_once_an_assembly")]

    def __str__(self):
        return f"제{self.assembly}대 {self.politician_id}"

    @property
    def path_of_parties(self):
        """Names of the parties in the order in which the member belonged to them."""
        present = str(self.party or "무소속")
        path = [*([str(self.party_elected)] if self.party_elected else []), *self.earlier_parties, present]
        return [name for place, name in enumerate(path) if place == 0 or name != path[place - 1]]


class NameCard(models.Model):
    """What a politician shows of themselves (명함카드)."""

    politician = models.OneToOneField(Politician, models.CASCADE, related_name="card", verbose_name="정치인")
    politician_id: int
    email = models.EmailField("이메일", blank=True)
    website = models.URLField("공식 웹사이트", max_length=300, blank=True, validators=[WEB_ADDRESS])
    youtube = models.URLField("유튜브 채널", max_length=300, blank=True, validators=[WEB_ADDRESS, YOUTUBE])
    youtube_name = models.CharField("유튜브 채널 이름", max_length=60, blank=True)
    bank_account = models.CharField("후원 계좌번호", max_length=100, blank=True, validators=[BANK_ACCOUNT])
    motto = models.CharField("정치 철학/모토", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "명함카드"

    def __str__(self):
        return f"{self.politician_id} 명함카드"

    @property
    def shown_email(self):
        """The address on the card, else the public one of the office."""
        return self.email or self.politician.office_email

    @property
    def shown_website(self):
        """The address on the card, else the one from the directory."""
        return self.website or self.politician.homepage
