"""Who there is in the demo data: accounts to try the site with, citizens, parties and politicians, all invented."""

from dataclasses import dataclass

from accounts.models import Member
from politicians.models import Politician

PASSWORD = "polibat-1234!"  # noqa: S105 - printed by `make run`, for invented accounts alone

Kind = Member.Kind
Office = Politician.Kind


@dataclass(frozen=True)
class Account:
    """An account that `make run` prints."""

    label: str
    address: str
    kind: str
    nickname: str
    level: str = ""


ACCOUNTS = [
    Account("일반회원", "citizen@example.com", Kind.NORMAL, "느티나무집"),
    Account("정치인", "politician@example.com", Kind.POLITICIAN, "한가람의원"),
    Account("보좌진", "aide@example.com", Kind.AIDE, "한가람의원실"),
    Account("운영자(moderator)", "moderator@example.com", Kind.STAFF, "운영자_살핌", "moderator"),
    Account("운영자(admin)", "admin@example.com", Kind.STAFF, "운영자_다듬", "admin"),
    Account("운영자(superuser)", "superuser@example.com", Kind.STAFF, "운영자_지기", "superuser"),
]

CITIZENS = [
    *("아침산책", "골목빵집", "두아이엄마", "동네한바퀴", "버스세번째자리", "주말농부", "책읽는경비", "초록우산"),
    *("야간근무자", "시장국수", "걷는사람", "은퇴한목수", "도서관지박령", "셋째딸", "감나무책방", "하천지킴이"),
    *("늦깎이학생", "새내기주민", "자전거출근", "Minji_K", "옥상텃밭", "수요일합창", "dongne77", "꽃집사장"),
    *("배드민턴초보", "골짜기마을"),
]
# Their accounts end in the course of the demo: suspended, banned, left.
SUSPENDED, BANNED, LEFT = "성난고라니", "광고왕123", "잠깐온사람"

PARTIES = ["나란히당", "두레모임", "아람연대", "온새미당"]


@dataclass(frozen=True)
class Figure:
    """An invented politician; `party` is a place in PARTIES, None for 무소속."""

    name: str
    english: str
    gender: str
    party: int | None
    district: str
    motto: str
    committees: str = ""
    kind: str = Office.ASSEMBLY
    position: str = "국회의원"


FIGURES = [
    Figure("한가람", "HAN GARAM", "F", 0, "가온시 갑", "듣는 일이 먼저입니다.", "국토교통위원회"),
    Figure("서도담", "SEO DODAM", "M", 1, "가온시 을", "약속은 적게, 끝은 분명하게.", "교육위원회"),
    Figure("윤새별", "YUN SAEBYEOL", "F", 2, "다온시 갑", "어려운 말을 쉬운 말로.", "보건복지위원회"),
    Figure("문이든", "MOON IDEUN", "M", 3, "다온시 을", "숫자보다 사람을 봅니다.", "행정안전위원회"),
    Figure("강해솔", "KANG HAESOL", "F", 0, "해솔구", "작은 길도 길입니다.", "환경노동위원회"),
    Figure("노다온", "NOH DAON", "M", 1, "라온시", "묻고 답하고 다시 묻겠습니다.", "산업통상자원위원회"),
    Figure("백하람", "BAEK HARAM", "M", 2, "이든군·새론군", "마을이 먼저입니다.", "농림축산식품위원회"),
    Figure("진서율", "JIN SEOYUL", "F", 3, "비례대표", "다른 생각도 끝까지 듣겠습니다.", "문화체육관광위원회"),
    Figure(
        *("표은결", "PYO EUNGYEOL", "F", None, "가온시", "시민과 같은 버스를 탑니다."),
        kind=Office.LOCAL_GOVERNMENT,
        position="시장",
    ),
    Figure(
        *("변찬솔", "BYEON CHANSOL", "M", None, "이든군", "논두렁에서 듣겠습니다."),
        kind=Office.LOCAL_GOVERNMENT,
        position="군수",
    ),
    Figure(
        *("설이안", "SEOL IAN", "M", None, "", "빠른 답보다 맞는 답을 드리겠습니다."),
        kind=Office.MINISTRY,
        position="생활교통처 처장",
    ),
    Figure(
        *("마준결", "MA JUNGYEOL", "F", None, "다온시", "가까운 곳에서 시작합니다."),
        kind=Office.OTHER,
        position="시의원",
    ),
]

# Who speaks for whom, beside the two demo accounts (한가람): place in FIGURES, nicknames of politician and aide.
SPEAKERS = [
    (1, "서도담의원", "서도담의원실"),
    (2, "윤새별의원", "윤새별의원실"),
    (3, "문이든의원", "문이든의원실"),
    (5, "노다온의원", None),
    (6, "백하람의원", None),
    (8, "표은결시장", None),
    (9, None, "이든군수실"),
]
# Applies and waits for staff: the place in FIGURES, and the nickname.
WAITING = (4, "강해솔의원")
