"""Pages of politicians: directory, picker, profile, name card, application; what they cost and what they refuse."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from accounts.models import Member
from accounts.services.withdrawal import withdraw
from boards.models import Board, MentionCounter
from politicians.forms.picker import PoliticianField
from politicians.forms.politicians import SignupForm
from politicians.models import Application, NameCard, Party, Politician, Term
from politicians.services import refuse_application
from tests import factories
from tests.markup import tidy

pytestmark = pytest.mark.django_db

SIGNUP = "/signup/politician/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Pictures of tests go nowhere else, pages are made anew each time."""
    settings.MEDIA_ROOT = tmp_path
    settings.PAGE_CACHE_SECONDS = 0


@pytest.fixture
def directory():
    """Sixty politicians of two parties."""
    parties = [Party.objects.create(name=name) for name in ("새빛당", "푸른들당")]
    return [
        factories.politician(
            name=f"가{chr(ord('가') + 28 * number)}온", party=parties[number % 2], district=f"가온시 {number}선거구"
        )
        for number in range(60)
    ]


def names(page):
    return [politician.name for politician in page.context["page"]]


# Directory -------------------------------------------------------------------------------------------------------


def test_politician_list_shows_24_by_the_alphabet(client, directory, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page = client.get("/politicians/")
    assert names(page) == sorted(politician.name for politician in directory)[:24]
    assert "60명" in page.content.decode()


@pytest.mark.parametrize(
    ("number", "shown"), [("3", 12), ("99999999999999999999", 12), ("0", 12), ("abc", 24), ("", 24)]
)
def test_politician_list_knows_its_last_page(client, directory, number, shown):
    assert len(names(client.get("/politicians/", {"page": number}))) == shown


def test_politician_list_searches_by_name_party_district_and_kind(client, directory):
    factories.politician(name="나들목", kind=Politician.Kind.MINISTRY, position="장관", district="")
    assert names(client.get("/politicians/", {"q": "ㄴㄷㅁ"})) == ["나들목"]
    assert client.get("/politicians/", {"q": "새빛당", "in": "party"}).context["page"].paginator.count == 30
    assert client.get("/politicians/", {"q": "새빛당", "in": "name"}).context["page"].paginator.count == 0
    assert client.get("/politicians/", {"q": "59선거구", "in": "district"}).context["page"].paginator.count == 1
    assert names(client.get("/politicians/", {"kind": "MINISTRY"})) == ["나들목"]
    assert client.get("/politicians/", {"kind": "nonsense", "in": "nonsense"}).context["page"].paginator.count == 61


def test_politician_list_says_when_nobody_is_found(client, politician):
    assert "검색 결과가 없습니다" in client.get("/politicians/", {"q": "없는사람"}).content.decode()


def test_politician_list_works_before_anybody_was_imported(client):
    assert "아직 등록된 정치인이 없습니다" in client.get("/politicians/").content.decode()


def test_politician_list_marks_who_left_office(client):
    factories.politician(is_in_office=False)
    assert "전 국회의원" in client.get("/politicians/").content.decode()


# Picker ----------------------------------------------------------------------------------------------------------


def test_politician_picker_offers_fifty_at_most(client, directory, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        page = client.get("/politicians/picker/", {"q": "ㄱ"}).content.decode()
    assert page.count('role="option"') == 51
    assert page.index("가가온") < page.index("정치인을 선택하지 않음")
    everybody = client.get("/politicians/picker/").content.decode()
    assert everybody.index("정치인을 선택하지 않음") < everybody.index("가가온")
    assert "결과가 더 있습니다" in page


def test_politician_picker_says_that_nobody_is_there(client, politician):
    page = client.get("/politicians/picker/", {"q": "<b>없는이</b>"}).content.decode()
    assert "검색 결과가 없습니다." in page
    assert "이름이 없나요? 선택하지 않고 등록할 수 있습니다." in page
    assert page.count('role="option"') == 1


@pytest.mark.parametrize("value", ["PL999999", "1", "PL000001' OR 1=1", "PL\x00", "가" * 500])
def test_politician_field_knows_its_own_alone(politician, value):
    form = SignupForm({"role": "aide", "assisted": value})
    assert form.errors["assisted"] == ["목록에서 정치인을 선택해 주세요."]
    assert PoliticianField(required=False).clean("") is None
    assert PoliticianField().clean(politician.public_id) == politician


def test_picker_without_scripts_lists_and_keeps_what_was_typed(client, directory):
    typed = {"role": "aide", "affiliation": "새빛당 의원실", "assisted_q": "ㄱㄴㅇ", "assisted_search": "1"}
    page = client.post(SIGNUP, typed)
    assert page.status_code == 200
    shown = tidy(page)
    assert not page.context["form"].errors
    assert 'value="새빛당 의원실"' in shown
    assert 'value="ㄱㄴㅇ"' in shown
    found = Politician.objects.matching("ㄱㄴㅇ")
    assert 0 < found.count() == shown.count('type="radio" name="assisted"')
    page = client.post(SIGNUP, typed | {"assisted": found.first().public_id, "assisted_q": "없는이"})
    assert f'value="{found.first().public_id}" checked' in tidy(page)
    assert "검색 결과가 없습니다." in page.content.decode()


def test_picker_begins_with_the_politician_of_the_address(client_of, citizen, politician):
    browser = client_of(citizen)
    page = browser.get("/voice/write/", {"politician": politician.public_id}).content.decode()
    assert f'value="{politician.public_id}" checked' in tidy(page)
    for nobody in ("PL999999", "\x00", "x"):
        assert browser.get("/voice/write/", {"politician": nobody}).status_code == 200


# Profile ---------------------------------------------------------------------------------------------------------


def test_politician_detail_shows_posts_answers_and_rate_with_n(
    client, politician, citizen, politician_member, django_assert_max_num_queries
):
    NameCard.objects.create(
        politician=politician, motto="함께 갑니다", bank_account="가온은행 1-2", email="me@example.com"
    )
    Term.objects.create(politician=politician, assembly=22, party=politician.party, district="가온시 갑", seniority=2)
    asked = [
        factories.post(factories.MemberFactory(), Board.POLITICIAN, politician=politician, title=f"{n}번째 질문")
        for n in range(12)
    ]
    factories.comment(asked[0], politician_member, "답을 드립니다.")
    hidden = factories.post(citizen, Board.POLITICIAN, politician=politician, title="숨긴 질문")
    type(hidden).objects.filter(pk=hidden.pk).update(status="HIDDEN")
    with django_assert_max_num_queries(12):
        page = client.get(politician.get_absolute_url())
    shown = tidy(page)
    tally = MentionCounter.objects.get(politician=politician)
    assert f"답변 1건 · 답변율 {round(100 / tally.named)}% (n={tally.named})" in shown
    assert [post.title for post in page.context["page"]] == [f"{n}번째 질문" for n in range(11, 1, -1)]
    assert "답을 드립니다." in shown
    assert "숨긴 질문" not in shown
    for words in ("함께 갑니다", "가온은행 1-2", "mailto:me@example.com", "제22대", "2선", "qr.svg"):
        assert words in shown
    assert len(client.get(politician.get_absolute_url(), {"page": 99}).context["page"].object_list) == 2


def test_politician_detail_marks_answers_by_who_speaks(client, politician, citizen, politician_member, aide):
    asked = factories.post(citizen, Board.POLITICIAN, politician=politician)
    for speaker in (politician_member, aide):
        factories.comment(asked, speaker, f"{speaker.nickname}의 답입니다.")

    def badges():
        shown = client.get(politician.get_absolute_url()).text.partition("최근 답변")[2]
        return re.findall(r'class="badge" data-kind="([a-z-]+)"', shown)

    assert badges() == ["assistant-blue", "politician-blue"]
    # What somebody said stays when they leave; they speak for nobody then (spec B19).
    withdraw(politician_member, password=factories.PASSWORD)
    assert badges() == ["assistant-blue"]


def test_politician_detail_of_nobody_yet_named(client, politician):
    page = client.get(politician.get_absolute_url()).content.decode()
    assert "아직 시민이 지목한 글이 없습니다 (n=0)" in page
    assert "art/thumb" in page


@pytest.mark.parametrize("path", ["PL999999", "PL1", "FB000001", "PL000001x", "%00"])
def test_politician_detail_of_foreign_ids_is_not_found(client, db, path):
    assert client.get(f"/politicians/{path}/").status_code == 404
    assert client.get(f"/politicians/{path}/qr.svg").status_code == 404


def test_politician_qr_is_a_picture_of_the_address(client, politician):
    answer = client.get(f"/politicians/{politician.public_id}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")
    assert b"style=" not in answer.content


# Name card -------------------------------------------------------------------------------------------------------


def picture():
    stored = io.BytesIO()
    Image.new("RGB", (30, 20), "navy").save(stored, "PNG")
    return SimpleUploadedFile("me.png", stored.getvalue(), "image/png")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("citizen", 403),
        ("pending", 403),
        ("moderator", 403),
        ("admin_member", 403),
        ("politician_member", 200),
        ("aide", 200),
    ],
)
def test_card_edit_opens_for_speakers(request, client_of, politician, who, status):
    assert client_of(request.getfixturevalue(who)).get("/me/card/").status_code == status


def test_card_edit_sends_visitors_to_log_in(client, db):
    answer = client.get("/me/card/")
    assert (answer.status_code, answer.url) == (302, "/login/?next=%2Fme%2Fcard%2F")


def test_card_edit_stores_and_shows(client_of, politician, politician_member):
    browser = client_of(politician_member)
    answer = browser.post(
        "/me/card/", {"motto": "함께 갑니다", "website": "example.com", "photo": picture()}, follow=True
    )
    assert "명함 카드 정보가 성공적으로 저장되었습니다!" in answer.content.decode()
    card = NameCard.objects.get()
    assert (card.motto, card.website) == ("함께 갑니다", "https://example.com")
    assert "/media/politicians/" in answer.content.decode()
    browser.post("/me/card/", {"motto": "함께 갑니다", "remove_photo": "on"})
    assert Politician.objects.get().photo_url == ""


def test_card_edit_says_what_was_stored_and_marks_the_button(client_of, politician_member):
    browser = client_of(politician_member)
    assert "data-saved" not in browser.get("/me/card/").text
    page = browser.post("/me/card/", {"photo": picture()}, follow=True)
    for words in ("프로필 사진이 업로드되었습니다!", 'data-saved="저장됨"', 'name="remove_photo"', "QR 코드 내려받기"):
        assert words in page.text
    page = browser.post("/me/card/", {"remove_photo": "on"}, follow=True)
    assert "프로필 사진이 제거되었습니다." in page.text
    # Nothing to take away is not offered.
    assert 'name="remove_photo"' not in page.text


def test_card_edit_shows_name_and_party_but_never_takes_them(client_of, politician, politician_member):
    page = client_of(politician_member).get("/me/card/")
    for value in (politician.name, politician.party.name):
        assert f'value="{value}" readonly' in tidy(page)
    client_of(politician_member).post("/me/card/", {"name": "다른이름", "party": "다른당", "motto": "함께"})
    politician.refresh_from_db()
    assert politician.name == "한가람"


def test_card_edit_previews_without_storing(client_of, politician_member):
    browser = client_of(politician_member)
    page = browser.post("/me/card/", {"preview": "1", "motto": "미리 보는 말", "website": "https://example.com"})
    assert page.status_code == 200
    assert "“미리 보는 말”" in page.text
    assert "아직 저장하지 않은 모습입니다." in page.text
    assert not NameCard.objects.exists()
    page = browser.post("/me/card/", {"preview": "part", "motto": "<b>굵게</b>", "youtube": "javascript:alert(1)"})
    assert "“&lt;b&gt;굵게&lt;/b&gt;”" in page.text
    assert "<html" not in page.text
    assert "javascript:" not in page.text
    page = browser.post("/me/card/", {"preview": "part", "youtube": "https://example.com/", "email": "x"})
    assert "name-card-contact" not in page.text.replace("name-card-contacts", "")
    assert not NameCard.objects.exists()


def test_card_edit_by_an_aide_shows_to_everybody(client, client_of, politician, aide):
    client_of(aide).post("/me/card/", {"motto": "보좌진이 고친 말"})
    assert "보좌진이 고친 말" in client.get(politician.get_absolute_url()).text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("website", "javascript:alert(1)", "https://로 시작하는 올바른 주소"),
        ("youtube", "https://example.com/", "유튜브 주소를 입력해 주세요."),
        ("email", "x", "이메일"),
        ("motto", "가" * 201, "200"),
        ("youtube", "javascript:alert(1)//youtube.com", "https://로 시작하는 올바른 주소"),
        ("youtube", "https://youtube.com.example.com/", "유튜브 주소를 입력해 주세요."),
        ("youtube_name", "가" * 61, "60"),
        ("website", "https://example.com/" + "a" * 300, "300"),
        ("bank_account", "<script>1</script>", "은행 이름과 계좌번호"),
        ("bank_account", "가" * 101, "100"),
        ("motto", "\x00", "null"),
        ("photo", SimpleUploadedFile("a.svg", b"<svg/>", "image/svg+xml"), "이미지 파일만 업로드 가능합니다."),
        ("photo", SimpleUploadedFile("a.png", b"", "image/png"), "빈 파일입니다."),
    ],
)
def test_card_edit_says_what_is_wrong_and_keeps_the_rest(client_of, politician_member, field, value, message):
    page = client_of(politician_member).post(
        "/me/card/", {"bank_account": "가온은행 1-2", "motto": "함께", field: value}
    )
    assert page.status_code == 422
    assert message in " ".join(page.context["form"].errors[field])
    kept = "함께" if field == "bank_account" else "가온은행 1-2"
    assert f'value="{kept}"' in page.content.decode()
    assert not NameCard.objects.exists()


# Application -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({}, {"role": "가입 유형을 선택해주세요."}),
        (
            {"role": "self"},
            {"nickname": "정치인 이름과 직책을 입력하세요", "affiliation": "정당 또는 소속을 입력해주세요."},
        ),
        (
            {"role": "aide"},
            {"nickname": "보좌진 닉네임을 입력해주세요.", "assisted": "보좌하는 정치인을 찾아 선택해 주세요."},
        ),
        (
            {"role": "self", "nickname": "한 가!람"},
            {"nickname": "닉네임은 2-20자의 한글, 영문, 숫자, _만 사용할 수 있습니다."},
        ),
    ],
)
def test_signup_says_what_is_missing_in_the_words_of_the_role(client, db, data, errors):
    page = client.post(SIGNUP, data | {"email": ""})
    assert page.status_code == 422
    for field, message in errors.items():
        assert page.context["form"].errors[field] == [message]


def test_signup_form_makes_a_member_and_an_application(politician):
    common = {"affiliation": "새빛당", "wants_mail": "on"}
    form = SignupForm(common | {"role": "self", "nickname": "한가람 국회의원"})
    form.is_valid()
    member, application = form.member(), form.application()
    assert (member.kind, member.nickname) == (Member.Kind.POLITICIAN, "한가람국회의원")
    assert (application.stated_name, application.politician) == ("한가람국회의원", None)
    form = SignupForm(common | {"role": "aide", "nickname": "도우미", "assisted": politician.public_id})
    form.is_valid()
    member, application = form.member(), form.application()
    assert (member.kind, application.politician) == (Member.Kind.AIDE, politician)
    assert (application.stated_name, application.wants_mail) == ("한가람 국회의원", True)


def test_signup_page_and_what_follows_it(client, client_of, db, citizen):
    shown = client.get(SIGNUP).content.decode()
    for words in (
        "국회·정부·지자체 발급 이메일",
        "가입 유형",
        "정치인 본인",
        "보좌진 닉네임",
        "정치인 가입신청",
    ):
        assert words in shown
    assert "승인대기" in client.get("/signup/politician/done/").content.decode()
    assert client_of(citizen).get(SIGNUP).status_code == 302


def test_application_detail_shows_the_state_and_takes_another(client_of, pending, admin_member, politician):
    browser = client_of(pending)
    assert "아직 신청하신 내용이 없습니다." in browser.get("/me/application/").content.decode()
    sent = {"stated_name": "한가람의원", "affiliation": "새빛당"}
    browser.post("/me/application/", sent | {"documents": factories.pdf_file()})
    application = Application.objects.get()
    page = tidy(browser.get("/me/application/"))
    assert "승인대기 중입니다." in page
    assert "다시 신청하기" not in page
    refuse_application(application, by=admin_member, reason="확인되지 않았습니다.")
    page = tidy(browser.get("/me/application/"))
    assert "거절되었습니다. 사유: 확인되지 않았습니다." in page
    page = browser.post("/me/application/", {"stated_name": "", "affiliation": "새빛당"})
    assert page.status_code == 422
    answer = browser.post(
        "/me/application/",
        sent | {"politician": politician.public_id, "documents": factories.pdf_file()},
        follow=True,
    )
    assert "가입 신청을 다시 보냈습니다." in answer.content.decode()
    assert list(Application.objects.values_list("state", flat=True)) == ["WAITING", "REFUSED"]


def test_application_detail_is_for_politicians_and_aides(client_of, citizen):
    assert client_of(citizen).get("/me/application/").status_code == 403


def test_name_card_is_the_only_thing_of_its_context(politician, rf: RequestFactory):
    NameCard(politician=politician, motto="<script>x</script>")
    assert Politician.objects.for_card().get().name_card.motto == ""
