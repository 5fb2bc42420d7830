"""Every page of the site at both widths: nothing serious for axe, no overflow; a picture of each in build/screens."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from boards.models import Board
from notifications.services import notify
from polibat.embedded.home import PROJECT
from tests import factories
from tests.browser import DESKTOP, MOBILE

SCREENS = PROJECT / "build" / "screens"
SERIOUS = {"serious", "critical"}
BODY = (
    "<p>출근길에 20분을 기다렸습니다. <strong>배차 간격</strong>을 줄여 주세요.</p><h2>제안</h2>"
    "<ul><li>아침 일곱 시부터 아홉 시까지 두 배로</li><li>막차는 자정까지</li></ul>"
    "<blockquote>버스는 시민의 발입니다.</blockquote>"
)

# Who looks at which address; the names in braces come from `addresses`.
VISITOR, CITIZEN, SPEAKER, AIDE = "visitor", "citizen", "politician_member", "aide"
PAGES = {
    "home": (VISITOR, "/"),
    "free": (VISITOR, "/free/"),
    "free-search": (VISITOR, "/free/?q=버스"),
    "free-nothing-found": (VISITOR, "/free/?q=우주여행"),
    "voice": (VISITOR, "/voice/"),
    "post": (VISITOR, "{free}"),
    "post-of-author": (CITIZEN, "{free}"),
    "post-named": (CITIZEN, "{voice}"),
    "post-of-politician": (VISITOR, "{direct}"),
    "write": (CITIZEN, "/free/write/"),
    "write-voice": (CITIZEN, "/voice/write/"),
    "write-voice-politician": (SPEAKER, "/voice/write/"),
    "write-voice-aide": (AIDE, "/voice/write/"),
    "edit": (CITIZEN, "{free}edit/"),
    "delete": (CITIZEN, "{free}delete/"),
    "comment": (CITIZEN, "{free}comments/"),
    "comment-edit": (CITIZEN, "/comments/{comment}/edit/"),
    "comment-delete": (CITIZEN, "/comments/{comment}/delete/"),
    "report": (SPEAKER, "/reports/{comment}/"),
    "politicians": (VISITOR, "/politicians/"),
    "politician": (VISITOR, "{politician}"),
    "login": (VISITOR, "/login/"),
    "signup": (VISITOR, "/signup/"),
    "signup-politician": (VISITOR, "/signup/politician/"),
    "find-account": (VISITOR, "/find-account/"),
    "me": (CITIZEN, "/me/"),
    "me-politician": (SPEAKER, "/me/"),
    "me-visitor": (VISITOR, "/me/"),
    "nickname": (CITIZEN, "/me/nickname/"),
    "password": (CITIZEN, "/me/password/"),
    "withdraw": (CITIZEN, "/me/withdraw/"),
    "notifications": (CITIZEN, "/me/notifications/"),
    "card": (SPEAKER, "/me/card/"),
    "terms": (VISITOR, "/terms/"),
    "privacy": (VISITOR, "/privacy/"),
    "not-found": (VISITOR, "/no/such/page/"),
}


@pytest.fixture
def cast(citizen, politician, politician_member, aide):
    """Who looks at the pages."""
    return {VISITOR: None, CITIZEN: citizen, SPEAKER: politician_member, AIDE: aide}


@pytest.fixture
def addresses(citizen, reader, politician, politician_member, aide):
    """What the pages show, by the names that PAGES uses."""
    free = factories.post(citizen, body=BODY)
    for number, author in enumerate((citizen, reader, citizen, reader), start=1):
        factories.post(author, title=f"우리 동네 버스 이야기 {number}")
    voice = factories.post(citizen, board=Board.POLITICIAN, politician=politician, title="마을버스를 늘려 주세요")
    direct = factories.post(politician_member, board=Board.POLITICIAN, title="출근길 간담회를 엽니다", body=BODY)
    factories.post(aide, board=Board.POLITICIAN, title="의원실에서 알려 드립니다")
    comment = factories.comment(free, citizen, text="덧붙입니다.\n저녁에도 마찬가지입니다.")
    factories.comment(free, reader, parent=comment, text="동감합니다.")
    factories.comment(free, aide, text="의견 잘 보았습니다.")
    factories.comment(voice, politician_member, text="관계 기관과 협의하고 있습니다.")
    notify([citizen], kind="COMMENT", text="글에 댓글이 달렸습니다.", url=free.get_absolute_url())
    return {
        "free": free.get_absolute_url(),
        "voice": voice.get_absolute_url(),
        "direct": direct.get_absolute_url(),
        "comment": comment.public_id,
        "politician": politician.get_absolute_url(),
    }


@pytest.mark.parametrize("who", [VISITOR, CITIZEN, SPEAKER, AIDE])
@pytest.mark.parametrize(("width", "size"), [("desktop", DESKTOP), ("mobile", MOBILE)], ids=["desktop", "mobile"])
def test_pages_are_accessible_and_fit(open_page, cast, addresses, complaints, who, width, size):
    complaints.allow("status of 40[14]")
    SCREENS.mkdir(parents=True, exist_ok=True)
    page = open_page(size, member=cast[who])
    faults = []
    for name, (visitor, address) in PAGES.items():
        if visitor != who:
            continue
        page.goto(address.format(**addresses))
        page.wait_for_load_state("networkidle")
        page.screenshot(path=SCREENS / f"{name}-{width}.png", full_page=True)
        results = Axe().run(page, options={"resultTypes": ["violations"]}).response
        faults += [
            f"{name}: {violation['id']} {[node['html'][:120] for node in violation['nodes']]}"
            for violation in results["violations"]
            if violation["impact"] in SERIOUS
        ]
        if page.evaluate("document.documentElement.scrollWidth") > size["viewport"]["width"]:
            faults.append(f"{name}: wider than {size['viewport']['width']}")
    assert faults == []
