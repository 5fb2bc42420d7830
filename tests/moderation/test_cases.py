"""The page of a case in the back office: what it shows, what it offers, where its acts lead, and taking them back."""

import pytest
from django.urls import reverse

from accounts.services.reauthentication import SINCE
from boards.models import Comment, Post
from moderation.models import Decision, Objection, Report, target_key
from moderation.queries.cases import case_files, decisions_of, hidden_by_rule, records_of
from moderation.services import (
    Result,
    decide_many,
    delete_text,
    file_report,
    hide_text,
    object_to,
    republish_text,
    undo_decisions,
)
from tests import factories
from tests.markup import text_of, tidy

FILTERED = "status__exact=HIDDEN&q=%EB%B2%84%EC%8A%A4"


@pytest.fixture(autouse=True)
def no_limits(monkeypatch):
    monkeypatch.setattr("boards.services.posts.spend", lambda *_, **__: 1)


@pytest.fixture
def post(citizen):
    return factories.post(citizen)


def report(target, reason="SPAM", text="", by=None):
    row = Report(reason=reason, text=text, **target_key(target))
    return file_report(row, by=by or factories.MemberFactory())


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def from_page(client, row, action, **data):
    """Do `action` from the page of `row`, to which a filtered list led."""
    sent = {"action": action, "_selected_action": [row.pk], "index": 0, "_row": row.pk, **data}
    return client.post(list_of(type(row)), {"_changelist_filters": FILTERED, **sent})


def offered(client, row):
    return dict(client.get(page_of(row)).context["row_actions"])


# Where acts lead --------------------------------------------------------------------------------------------------


def test_an_act_from_a_page_leads_back_to_the_list_as_it_was_filtered(client_of, moderator, post):
    client = client_of(moderator)
    page = tidy(client.get(f"{page_of(post)}?_changelist_filters={FILTERED.replace('&', '%26').replace('%', '%25')}"))
    assert 'name="_changelist_filters"' in page
    asked = from_page(client, post, "hide")
    assert f'name="_changelist_filters" value="{FILTERED.replace("&", "&amp;")}"' in tidy(asked)
    done = from_page(client, post, "hide", apply="1", reason="도배", category="SPAM")
    assert done.url == f"{list_of(Post)}?{FILTERED}"


def test_whoever_takes_a_case_stays_on_its_page(client_of, moderator, post):
    row = report(post)
    done = from_page(client_of(moderator), row, "claim")
    assert done.url.startswith(f"{page_of(row)}?_changelist_filters=")
    assert FILTERED in client_of(moderator).get(done.url).context["kept_filters"]


def test_acts_of_a_list_lead_back_to_it(client_of, moderator, post):
    address = f"{list_of(Post)}?status__exact=PUBLISHED"
    sent = {"action": "hide", "_selected_action": [post.pk], "index": 0}
    assert (
        client_of(moderator).post(address, {**sent, "apply": "1", "reason": "도배", "category": "SPAM"}).url == address
    )


# What is offered --------------------------------------------------------------------------------------------------


def test_the_page_of_a_report_knows_the_state_of_its_text(client_of, admin_member, moderator, post):
    client, row = client_of(admin_member), report(post)
    assert {"hide", "delete", "republish", "dismiss", "claim"} <= offered(client, row).keys()
    assert "release" not in offered(client, row)
    for _ in range(4):
        report(post)
    post.refresh_from_db()
    assert post.status == "HIDDEN"
    assert offered(client, row)["hide"] == "숨김 유지"
    assert "숨긴 채로 둡니다" in tidy(from_page(client, row, "hide"))
    assert "열려 있는 신고 5건" in tidy(from_page(client, row, "hide"))
    from_page(client, row, "claim")
    assert {"release"} == {"claim", "release", "take_over"} & offered(client, row).keys()
    assert {"claim", "take_over"} & offered(client_of(moderator), row).keys() == set()
    delete_text(post, by=admin_member, reason="도배")
    assert {"hide", "delete", "dismiss"} & offered(client, row).keys() == set()


def test_an_objection_is_offered_to_whoever_may_decide_it_and_others_are_told_why_not(
    client_of, moderator, admin_member, citizen, post
):
    hide_text(post, by=moderator, reason="도배")
    row = object_to(Decision.objects.get(), by=citizen, text="다시 봐 주세요.")
    mine = client_of(moderator).get(page_of(row))
    assert mine.context["row_actions"] == []
    assert "조치한 사람이 아닌 다른 운영자가 처리해야 합니다." in tidy(mine)
    assert offered(client_of(admin_member), row).keys() == {"uphold", "reject"}


def test_the_queryset_of_decidable_objections_says_what_the_rule_says(moderator, admin_member, citizen, post):
    other, second = factories.post(citizen), factories.staff_member("moderator")
    hide_text(post, by=moderator, reason="도배")
    object_to(Decision.objects.get(), by=citizen, text="다시 봐 주세요.")
    report(other, "PRIVACY")
    object_to(Decision.objects.get(post=other), by=citizen, text="다시 봐 주세요.")
    other.refresh_from_db()
    assert hide_text(other, by=admin_member, reason="다시 보아도 개인정보")
    for member in (moderator, admin_member, second):
        may = {row.pk for row in Objection.objects.all() if member.has_perm("moderation.decide_objection", row)}
        assert {row.pk for row in Objection.objects.decidable_by(member)} == may
    assert Objection.objects.decidable_by(admin_member).count() == 1


def test_the_first_page_counts_what_waits_for_this_operator(client_of, moderator, admin_member, citizen, post):
    by_hand, by_rule = factories.post(citizen), post
    hide_text(by_hand, by=moderator, reason="도배")
    object_to(Decision.objects.get(), by=citizen, text="다시 봐 주세요.")
    report(by_rule, "PRIVACY")

    def tasks(member):
        found = client_of(member).get(reverse("admin:index")).context["tasks"]
        return {task.label: task for task in found}

    assert tasks(moderator)["자동으로 숨긴 게시글"].count == 1
    assert tasks(moderator)["처리할 이의신청"].count == 0
    assert tasks(admin_member)["처리할 이의신청"].count == 1
    assert "승인을 기다리는 가입 신청" in tasks(admin_member)
    assert "승인을 기다리는 가입 신청" not in tasks(moderator)
    rows = client_of(moderator).get(tasks(moderator)["자동으로 숨긴 게시글"].url).context["cl"].result_list
    assert [row.pk for row in rows] == [by_rule.pk]
    # Confirming it is enough: nothing is left to do.
    by_rule.refresh_from_db()
    hide_text(by_rule, by=admin_member, reason="개인정보")
    assert tasks(moderator)["자동으로 숨긴 게시글"].count == 0


@pytest.mark.parametrize("model", [Post, Comment])
def test_hidden_by_rule_is_what_nobody_decided_since(moderator, citizen, post, model):
    def text():
        return factories.post(citizen) if model is Post else factories.comment(post, citizen)

    waiting, confirmed, back, by_hand, read = (text() for _ in range(5))
    for row in (waiting, confirmed, back):
        report(row, "PRIVACY")
        row.refresh_from_db()
    hide_text(confirmed, by=moderator, reason="개인정보")
    republish_text(back, by=moderator, reason="문제없음")
    hide_text(by_hand, by=moderator, reason="도배")
    mine = model.objects.filter(pk__in=[row.pk for row in (waiting, confirmed, back, by_hand, read)])
    assert [row.pk for row in hidden_by_rule(mine)] == [waiting.pk]
    others = {confirmed.pk, back.pk, by_hand.pk, read.pk}
    assert {row.pk for row in hidden_by_rule(mine, wanted=False)} == others


# What is shown ----------------------------------------------------------------------------------------------------


def test_whoever_decides_sees_the_text_its_reports_and_its_author(client_of, moderator, citizen, post):
    report(post, "BIAS", "한쪽 편만 듭니다.")
    report(post, "SPAM")
    earlier = factories.post(citizen)
    hide_text(earlier, by=moderator, reason="도배")
    for row, action in ((Report.objects.first(), "hide"), (post, "hide")):
        page = text_of(from_page(client_of(moderator), row, action))
        for words in (post.body_text, "한쪽 편만 듭니다.", "숨김·삭제된 글 1건", citizen.nickname):
            assert words in page, words
    own = tidy(client_of(moderator).get(page_of(Report.objects.order_by("pk").last())))
    assert "한쪽 편만 듭니다." in own
    assert "숨김·삭제된 글" in own


def test_case_files_ask_the_same_for_one_text_and_for_many(django_assert_num_queries, moderator, citizen, post):
    texts = [post, *(factories.comment(post, citizen) for _ in range(3))]
    for text in reversed(texts):
        report(text)
        hide_text(text, by=moderator, reason="도배")
    with django_assert_num_queries(8):
        files = case_files(texts)
    assert [file.target for file in files] == texts
    assert all(len(file.decisions) == 1 and len(file.reports) == 1 for file in files)
    assert records_of([citizen.pk])[citizen.pk].taken_down == 4


# Taking back ------------------------------------------------------------------------------------------------------


def test_a_batch_is_taken_back_to_what_each_text_was(admin_member, moderator, citizen):
    listed, hidden, changed = (factories.post(citizen) for _ in range(3))
    hide_text(hidden, by=moderator, reason="도배")
    decide_many([listed, hidden, changed], verb="DELETE", by=admin_member, reason="도배")
    taken = decisions_of([listed, hidden, changed], by=admin_member)
    changed.refresh_from_db()
    republish_text(changed, by=moderator, reason="문제없음")
    told = {outcome.public_id: outcome for outcome in undo_decisions(taken, by=admin_member, reason="잘못 골랐음")}
    assert told[listed.public_id].result == Result.DONE
    assert told[hidden.public_id].result == told[changed.public_id].result == Result.REFUSED
    assert "다른 조치" in told[changed.public_id].why
    listed.refresh_from_db()
    assert listed.status == "PUBLISHED"
    last = Decision.objects.filter(post=listed).latest("pk")
    assert (last.verb, last.by, last.reason) == ("REPUBLISH", admin_member, "잘못 골랐음")
    # A second time there is nothing left of it.
    again = undo_decisions([row for row in taken if row.post_id == listed.pk], by=admin_member, reason="한 번 더")
    assert again[0].result == Result.REFUSED


def test_the_result_of_a_batch_offers_to_take_it_back(client_of, moderator, citizen):
    posts = [factories.post(citizen, title=f"광고 {number}") for number in range(3)]
    client = client_of(moderator)
    session = client.session
    session[SINCE] = 4_000_000_000
    session.save()
    sent = {"ids": " ".join(post.public_id for post in posts), "verb": "HIDE", "category": "SPAM", "reason": "도배"}
    address = reverse("admin:moderation_decision_bulk")
    tried = client.post(address, {**sent, "try": "1", "kept": "form-1234"})
    assert "처리 예정" in tidy(tried)
    assert "처리함" not in tidy(tried)
    assert "광고 1" in tidy(tried)
    assert citizen.nickname in tidy(tried)
    assert not tried.context["undoable"]
    assert "stored-form-1234" not in tried.cookies
    done = client.post(address, {**sent, "apply": "1", "kept": "form-1234"})
    assert done.context["undoable_count"] == 3
    # The browser forgets what it kept of the form: nobody is offered the same batch again.
    assert "stored-form-1234" in done.cookies
    keys = done.context["undoable"]
    undo = reverse("admin:moderation_decision_undo")
    assert client.post(undo, {"decisions": keys, "reason": " "}).status_code == 302
    assert Post.objects.filter(status="HIDDEN").count() == 3
    back = client.post(undo, {"decisions": keys, "reason": "잘못 골랐음"})
    assert "처리함 3" in text_of(back)
    assert set(Post.objects.values_list("status", flat=True)) == {"PUBLISHED"}
    assert client.get(undo).status_code == 405
