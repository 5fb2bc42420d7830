"""What members agree to, in versions: what visitors read, and what was changed."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from policies import services
from policies.models import PolicyTemplate, PolicyVersion
from tests import factories
from tests.markup import contains, text_of, tidy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages_made_anew(settings):
    """No page is left from before."""
    settings.PAGE_CACHE_SECONDS = 0


@pytest.fixture
def first():
    """The first version of the terms."""
    return PolicyVersion.objects.get(template__slug="terms")


@pytest.mark.parametrize(("url", "title"), [("/terms/", "이용약관"), ("/privacy/", "개인정보 처리방침")])
def test_policy_shows_the_version_in_effect_with_its_contents(client, url, title, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page = client.get(url)
    assert page.status_code == 200
    assert contains(page, f'<h1 class="page-title">{title}</h1>')
    assert "제·개정일" in page.text
    for place, article in enumerate(page.context["shown"].articles, 1):
        assert contains(page, f'<a href="#article-{place}">{article["title"]}</a>')
        assert contains(page, f'<h2 id="article-{place}">{article["title"]}</h2>')


@pytest.mark.parametrize(
    ("url", "titles"),
    [
        (
            "/privacy/",
            [
                "개인정보의 처리(수집 및 이용) 목적",
                "수집하는 개인정보 항목",
                "개인정보의 보유 및 이용기간",
                "쿠키 정책",
            ],
        ),
        (
            "/terms/",
            [
                *("서비스 이용 계약", "회원의 의무", "회사의 의무", "서비스 이용 제한", "지적재산권"),
                *("약관의 변경", "회원 탈퇴"),
            ],
        ),
    ],
)
def test_policy_has_the_articles_that_people_know(client, url, titles):
    articles = client.get(url).context["shown"].articles
    assert [article["title"] for article in articles] == [f"{n}. {title}" for n, title in enumerate(titles, 1)]


def test_policy_announces_a_version_before_it_takes_effect(client, first):
    second = factories.policy_version(summary="신고 기준을 더함")
    page = client.get("/terms/")
    assert page.context["shown"] == first
    assert "시행 예정인 개정안" in page.text
    assert "신고 기준을 더함" in page.text
    page = client.get("/terms/", {"version": second.public_id})
    assert "시행 예정" in page.text
    assert "새 본문입니다." in page.text
    assert second.public_id == "TP0001-VN0002"


def test_policy_shows_the_newest_version_and_earlier_ones_on_request(client, first):
    second = factories.policy_version()
    with time_machine.travel(second.effective_at, tick=False):
        page = client.get("/terms/")
        assert page.context["shown"] == second
        assert "(현행)" in page.text
        old = client.get("/terms/", {"version": first.public_id, "compare": ""})
    assert "새 본문입니다." not in old.text
    assert "지난 버전" in old.text
    assert f"{timezone.localtime(second.effective_at):%Y.%m.%d.}</time>전" in tidy(old)


def test_policy_compares_two_versions_whichever_is_named_first(client, first, django_assert_max_num_queries):
    body = first.body.replace("30일 동안", "60일 동안") + "\n\n8. <b>문의</b>\n언제든지 물어보세요."
    second = factories.policy_version(body=body)
    ways = [(second.public_id, first.public_id), (first.public_id, second.public_id)]
    for version, compare in ways:
        with django_assert_max_num_queries(3):
            page = client.get("/terms/", {"version": version, "compare": compare})
        assert contains(page, "<del>30일</del><ins>60일</ins>")
        assert "30일60일" in text_of(page)
        assert contains(page, "<ins>8. &lt;b&gt;문의&lt;/b&gt;</ins>")
        assert tidy(page).count("<del>") == 2  # one of them in the legend


def test_policy_says_that_nothing_changed(client, first):
    page = client.get("/terms/", {"version": first.public_id, "compare": first.public_id})
    assert "같은 버전입니다." in text_of(page)
    second = factories.policy_version(body=first.body)
    page = client.get("/terms/", {"version": second.public_id, "compare": first.public_id})
    assert "두 버전의 본문이 같습니다." in text_of(page)


@pytest.mark.parametrize("wanted", ["TP0002-VN0001", "없음", "<script>", "x" * 500, "\x00", "TP0001-VN0009"])
@pytest.mark.parametrize("parameter", ["version", "compare"])
def test_policy_has_no_foreign_versions(client, wanted, parameter):
    assert client.get("/terms/", {parameter: wanted}).status_code == 404


def test_publish_version_refuses_an_empty_one_and_one_of_the_past():
    with pytest.raises(ValidationError) as refusal:
        factories.policy_version(body="", summary="")
    assert set(refusal.value.error_dict) == {"body", "summary"}
    for days in (0, -1):
        with pytest.raises(ValidationError) as refusal:
            factories.policy_version(days=days)
        assert set(refusal.value.error_dict) == {"effective_at"}


def test_publish_version_refuses_a_body_nobody_reads():
    with pytest.raises(ValidationError) as refusal:
        factories.policy_version(body="가" * 60_001)
    assert set(refusal.value.error_dict) == {"body"}


def test_current_is_one_version_a_policy(first):
    newest = factories.policy_version()
    assert {each.template.slug: each for each in PolicyVersion.objects.current()}["terms"] == first
    with time_machine.travel(newest.effective_at, tick=False):
        current = PolicyVersion.objects.current()
        assert {each.template.slug: each for each in current}["terms"] == newest
        assert len(current) == 2


def test_list_shows_every_document_with_what_is_in_force_and_ahead(client_of, admin_member, django_assert_num_queries):
    ahead = factories.policy_version(summary="신고 기준을 더함")
    services.add_template(PolicyTemplate(name="아무것도 없는 문서", target="ALL"), by=admin_member)
    with django_assert_num_queries(2):
        page = tidy(client_of().get("/policies/"))
    main = page.partition("<main")[2]
    for words in ('href="/terms/">이용약관', 'href="/privacy/">개인정보 처리방침', "v1.0", "신고 기준을 더함"):
        assert words in main
    assert f'href="/terms/?version={ahead.public_id}"' in main
    assert f"{timezone.localtime(ahead.effective_at):%Y.%m.%d.}</time>전" in main
    assert "아무것도 없는 문서" not in page
    assert 'href="/policies/"' in page.partition("<footer")[2]
    assert 'href="/policies/"' in client_of().get("/terms/").text.partition("<main")[2].partition("</main>")[0]


def test_list_says_of_a_document_that_ended_that_nothing_is_in_force(client_of, admin_member):
    template = PolicyTemplate(name="행사 안내", target="ALL")
    services.add_template(template, by=admin_member)
    dates = {"effective_at": timezone.now() + timedelta(days=1), "ends_at": timezone.now() + timedelta(days=2)}
    version = PolicyVersion(template=template, summary="제정", body="1. 행사\n본문", **dates)
    services.publish_version(version, by=admin_member)
    with time_machine.travel(version.ends_at + timedelta(days=1), tick=False):
        main = client_of().get("/policies/").text.partition("<main")[2]
    assert f'href="/policies/{template.public_id}/">행사 안내' in main
    assert "지금 시행 중인 버전이 없습니다." in main
