"""The staff's site: what each level sees and does with reports, posts and comments."""

import pytest
from django.urls import reverse

from accounts.models import Member
from boards.models import Comment, Post, Reaction
from boards.services import react, withdraw_post
from moderation.models import AbuseFlag, Decision, Objection, Report, ReviewFlag, WatchWord, target_key
from moderation.services import file_report, flag_text, hide_text, object_to, raise_flag
from notifications.models import Notification
from pictures.models import Image
from pictures.services import store_image
from polibat.staff.admin import GONE
from polibat.text.bigrams import vector_of
from tests import factories
from tests.markup import contains, tidy

STAFF = ["moderator", "admin_member", "superuser"]
OTHERS = ["citizen", "pending", "politician_member", "aide"]
LISTS = [
    "moderation_report",
    "moderation_decision",
    "boards_post",
    "boards_comment",
    "boards_reaction",
    "pictures_image",
]


@pytest.fixture
def post(citizen):
    return factories.post(citizen)


@pytest.fixture
def comment(post, citizen):
    return factories.comment(post, citizen)


def report(target, reason="SPAM", by=None):
    return file_report(Report(reason=reason, **target_key(target)), by=by or factories.MemberFactory())


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def act(client, rows, action, *, reason=None):
    data = {"action": action, "_selected_action": [row.pk for row in rows], "index": 0, "category": "SPAM"}
    return client.post(
        list_of(type(rows[0])), data | ({"apply": "1", "reason": reason} if reason is not None else {}), follow=True
    )


def messages_of(response):
    return [(message.level_tag, str(message)) for message in response.context["messages"]]


def status_of(text):
    return type(text).objects.get(pk=text.pk).status


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("name", LISTS)
def test_lists_are_open_to_staff(request, client_of, post, comment, role, name):
    report(comment)
    assert client_of(request.getfixturevalue(role)).get(reverse(f"admin:{name}_changelist")).status_code == 200


@pytest.mark.parametrize("role", OTHERS)
def test_admin_is_closed_to_everybody_else(request, client_of, role):
    client = client_of(request.getfixturevalue(role))
    response = client.get(reverse("admin:moderation_report_changelist"), follow=True)
    assert response.status_code == 403
    assert "운영자만 볼 수 있는 페이지입니다." in tidy(response)


def test_admin_leads_visitors_to_the_sites_log_in_and_back(db, client_of, moderator):
    url = reverse("admin:moderation_report_changelist")
    response = client_of().get(url, follow=True)
    assert response.resolver_match.view_name == "accounts:login"
    assert "next=" in response.redirect_chain[-1][0]
    client = client_of()
    data = {"email": "nobody@example.com", "password": factories.PASSWORD}
    assert client.post(response.redirect_chain[-1][0], data).status_code == 422


def test_admin_leads_signed_in_staff_past_the_log_in(client_of, moderator):
    assert client_of(moderator).get(reverse("admin:login")).url == reverse("admin:index")


def test_index_begins_with_what_waits(client_of, moderator, post, comment):
    report(post)
    report(post)
    hide_text(comment, by=moderator, reason="도배")
    response = client_of(moderator).get(reverse("admin:index"))
    tasks = {task.label: task.count for task in response.context["tasks"]}
    assert tasks["처리할 신고"] == 2
    # What staff hid themselves is done.
    assert tasks["자동으로 숨긴 게시글"] == tasks["자동으로 숨긴 댓글"] == 0
    html = tidy(response)
    assert html.index("처리할 신고") < html.index('id="content-main"') + 600
    assert 'lang="ko"' in html
    for task in response.context["tasks"]:
        assert client_of(moderator).get(task.url).status_code == 200


def test_index_shows_neither_raw_groups_nor_jobs(client_of, superuser):
    html = tidy(client_of(superuser).get(reverse("admin:index")))
    assert "/admin/auth/" not in html
    assert "procrastinate" not in html


@pytest.mark.parametrize("model", [Post, Comment, Report, Decision, Reaction, Image])
def test_rows_are_never_added_changed_or_deleted_by_hand(
    client_of, superuser, post, comment, citizen, reader, model, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    store_image(factories.upload(), by=citizen)
    react(comment, by=reader, value="LIKE")
    report(comment)
    hide_text(post, by=superuser, reason="도배")
    client = client_of(superuser)
    app, name = model._meta.app_label, model._meta.model_name
    assert client.get(reverse(f"admin:{app}_{name}_add")).status_code == 403
    row = model.objects.first()
    page = client.get(page_of(row))
    assert page.status_code == 200
    assert 'name="_save"' not in tidy(page)
    assert client.post(page_of(row), {"status": "DELETED", "_save": "1"}).status_code == 403
    assert client.post(reverse(f"admin:{app}_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in tidy(client.get(list_of(model)))


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("moderator", ["hide", "republish"]),
        ("admin_member", ["hide", "delete", "republish"]),
        ("superuser", ["hide", "delete", "republish"]),
    ],
)
@pytest.mark.parametrize("kind", ["post", "comment", "report"])
def test_actions_are_those_of_the_level(request, client_of, role, offered, kind, post, comment):
    row = {"post": post, "comment": comment}.get(kind) or report(comment)
    client = client_of(request.getfixturevalue(role))
    html = tidy(client.get(list_of(type(row))))
    detail = tidy(client.get(page_of(row)))
    for name in ("hide", "delete", "republish"):
        assert (f'<option value="{name}"' in html) is (name in offered)
        # The page of a text offers what leads out of its state, that of a report everything.
        assert (f'name="action" value="{name}"' in detail) is (
            name in offered and (kind == "report" or name != "republish")
        )


@pytest.mark.parametrize(
    ("status", "by_author", "offered"),
    [
        ("PUBLISHED", False, {"숨김", "삭제"}),
        ("HIDDEN", False, {"재게시", "삭제"}),
        ("DELETED", False, {"재게시"}),
        ("DELETED", True, set()),
    ],
)
def test_page_of_a_text_offers_what_leads_out_of_its_state(
    client_of, admin_member, post, comment, status, by_author, offered
):
    for text in (comment, post):
        type(text).objects.filter(pk=text.pk).update(status=status, removed_by_author=by_author)
        page = client_of(admin_member).get(page_of(text))
        assert {words for _, words in page.context["row_actions"]} - {"일괄 조치(먼저 확인)"} == offered


def test_page_of_a_text_shows_what_staff_know_of_it(client_of, moderator, reader, post, comment):
    react(post, by=reader, value="LIKE")
    made = report(comment, "BIAS", by=reader)
    client = client_of(moderator)
    page = tidy(client.get(page_of(post)))
    assert f"/admin/boards/reaction/?postId={post.public_id}&amp;value__exact=LIKE" in page
    assert f"/admin/boards/comment/?postId={post.public_id}&amp;status__exact=PUBLISHED" in page
    assert post.author.public_id in page
    page = tidy(client.get(page_of(comment)))
    about = page[page.index("관련 게시글") :]
    for words in (post.public_id, post.title, "자유게시판", "조회수", ">게시</span>"):
        assert words in about
    assert f"/admin/moderation/report/?commentId={comment.public_id}&amp;state=all" in page
    reports = page[page.index("신고이력</h2>") :] if "신고이력</h2>" in page else about
    for words in (made.public_id, "정치적 편향성", reader.public_id, reader.nickname):
        assert words in reports
    assert "@" not in reports


def test_comments_are_found_by_report_and_by_the_title_of_their_post(client_of, moderator, citizen, reader, comment):
    quiet = factories.comment(factories.post(reader, title="조용한 골목"), citizen)
    report(comment)
    client = client_of(moderator)

    def shown(query):
        return [row.pk for row in client.get(list_of(Comment) + query).context["cl"].result_list]

    assert shown("?reported=yes") == [comment.pk]
    assert shown("?reported=no") == [quiet.pk]
    assert shown("?q=골목") == [quiet.pk]
    assert '<a href="?reported=yes">' in tidy(client.get(list_of(Comment)))


def test_reports_are_found_by_reporter_and_by_words_of_the_text(client_of, moderator, reader, post, comment):
    about_post, about_comment = report(post, by=reader), report(comment)
    Member.objects.filter(pk=reader.pk).update(nickname_words=vector_of(reader.nickname))
    client = client_of(moderator)

    def shown(**asked):
        return [row.pk for row in client.get(list_of(Report), asked).context["cl"].result_list]

    assert shown(q=reader.nickname) == [about_post.pk]
    assert shown(q=comment.text[:6]) == [about_comment.pk]
    assert about_post.pk in shown(q=post.title[:4])
    assert shown(q=about_comment.public_id) == [about_comment.pk]
    assert len(shown(period="day", by="created_at")) == 2
    assert shown(until="2001-01-01") == []


def test_action_asks_for_a_reason_first(client_of, moderator, post):
    client = client_of(moderator)
    response = act(client, [post], "hide")
    assert "사유" in tidy(response)
    assert str(post) in tidy(response)
    assert status_of(post) == "PUBLISHED"
    response = act(client, [post], "hide", reason="  ")
    assert response.status_code == 422
    assert "사유를 입력해 주세요." in tidy(response)
    assert status_of(post) == "PUBLISHED"


def test_action_decides_and_tells_each_rows_outcome(client_of, moderator, citizen, reader, post, comment):
    gone = factories.post(reader, title="작성자가 지운 글")
    withdraw_post(gone, by=reader)
    own = factories.post(moderator, title="운영자의 글")
    hidden = factories.post(citizen, title="이미 숨긴 글")
    hide_text(hidden, by=moderator, reason="도배")
    response = act(client_of(moderator), [post, gone, own, hidden], "hide", reason="같은 글을 반복")
    assert messages_of(response) == [
        ("success", "버스 노선 이야기: 숨김 처리했습니다."),
        ("error", "작성자가 지운 글: 삭제된 글은 숨길 수 없습니다."),
        ("error", "운영자의 글: 권한이 없습니다."),
        ("info", "이미 숨긴 글: 이미 처리되어 있어 바뀐 것이 없습니다."),
    ]
    assert [status_of(row) for row in (post, gone, own, hidden)] == ["HIDDEN", "DELETED", "PUBLISHED", "HIDDEN"]
    assert Decision.objects.filter(post=post, by=moderator, reason="같은 글을 반복").exists()


def test_action_of_another_level_does_nothing(client_of, moderator, post):
    response = act(client_of(moderator), [post], "delete", reason="도배")
    assert status_of(post) == "PUBLISHED"
    assert not Decision.objects.exists()
    assert response.status_code == 200


def test_action_on_a_report_decides_its_text(client_of, admin_member, comment):
    reports = [report(comment) for _ in range(3)]
    act(client_of(admin_member), reports[:1], "delete", reason="욕설")
    assert status_of(comment) == "DELETED"
    assert set(Report.objects.values_list("state", flat=True)) == {"DONE"}


def test_action_on_too_many_rows_is_refused(client_of, moderator, citizen, monkeypatch):
    monkeypatch.setattr("polibat.staff.admin.MOST_AT_ONCE", 1)
    posts = [factories.post(citizen) for _ in range(2)]
    response = act(client_of(moderator), posts, "hide", reason="도배")
    assert messages_of(response) == [("error", "한 번에 1개까지 처리할 수 있습니다.")]
    assert {status_of(post) for post in posts} == {"PUBLISHED"}


def test_page_of_a_text_shows_its_reports_and_decisions(client_of, moderator, post):
    made = report(post)
    hide_text(post, by=moderator, reason="반복해서 올린 글")
    html = tidy(client_of(moderator).get(page_of(post)))
    assert made.public_id in html
    assert "반복해서 올린 글" in html
    assert "배차를 늘려 주세요." in html


def test_queue_shows_open_reports_the_most_urgent_first(client_of, moderator, citizen, post):
    comments = [factories.comment(post, citizen) for _ in range(3)]
    single = report(comments[0])
    often = [report(comments[1]) for _ in range(2)]
    privacy = report(comments[2], "PRIVACY")
    decided = report(post)
    act(client_of(moderator), [decided], "republish", reason="문제없음")
    client = client_of(moderator)

    def shown(query=""):
        return [row.pk for row in client.get(list_of(Report) + query).context["cl"].result_list]

    assert shown() == [privacy.pk, *(row.pk for row in often), single.pk]
    assert shown("?state=DONE") == [decided.pk]
    assert len(shown("?state=all")) == 5
    assert shown("?state=all&kind=post") == [decided.pk]
    assert len(shown("?kind=comment")) == 4
    assert shown("?reason=PRIVACY") == [privacy.pk]
    assert shown(f"?q={comments[1].public_id.lower()}") == [row.pk for row in often]
    assert shown(f"?q={single.reporter.public_id}") == [single.pk]
    assert shown("?q=모르는말") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("{post}", ["post"]),
        ("{comment}", []),
        ("글쓴시민", ["post"]),
        ("글쓴", ["post"]),
        ("없는사람", []),
        ("'; --", []),
        ("%00", ["post", "other"]),
        ("   ", ["post", "other"]),
    ],
)
def test_posts_are_found_by_id_and_nickname(client_of, moderator, reader, post, comment, query, found):
    Member.objects.filter(pk=post.author_id).update(nickname_words=vector_of("글쓴시민"))
    posts = {"post": post, "other": factories.post(reader)}
    query = query.format(post=post.public_id, comment=comment.public_id)
    response = client_of(moderator).get(f"{list_of(Post)}?q={query}")
    assert {row.pk for row in response.context["cl"].result_list} == {posts[name].pk for name in found}


def test_comments_of_a_post_are_found_by_its_id(client_of, moderator, post, comment):
    factories.comment(factories.post(post.author), post.author)
    for query in (post.public_id, comment.public_id):
        response = client_of(moderator).get(f"{list_of(Comment)}?q={query}")
        assert [row.pk for row in response.context["cl"].result_list] == [comment.pk]


@pytest.mark.parametrize(
    "query", ["?p=99", "?kind=x", "?status__exact=NONSENSE", "?o=99", "?state=NONSENSE", "?nonsense=1"]
)
def test_lists_survive_broken_addresses(client_of, moderator, post, query):
    client = client_of(moderator)
    for model in (Post, Report):
        assert client.get(list_of(model) + query, follow=True).status_code == 200


def test_pages_of_foreign_ids_lead_back_to_the_index(client_of, moderator):
    for pk in ("0", "99999999999999999999", "x"):
        response = client_of(moderator).get(f"/admin/boards/post/{pk}/change/")
        assert (response.status_code, response.url) == (302, "/admin/")


@pytest.mark.parametrize(
    "model",
    [
        *(Post, Comment, Report, Decision, Reaction, Image, Notification),
        *(Objection, AbuseFlag, ReviewFlag, WatchWord),
    ],
)
def test_lists_ask_the_same_for_one_row_and_for_many(
    client_of, moderator, citizen, reader, django_assert_max_num_queries, model
):
    for number in range(3):
        post = factories.post(citizen, title=f"글 {number}")
        comment = factories.comment(post, citizen)
        react(comment, by=reader, value="LIKE")
        report(comment)
        flag_text(factories.comment(post, reader, text="멍청이"))
        hide_text(post, by=moderator, reason="도배")
        object_to(Decision.objects.latest("pk"), by=citizen, text="다시 봐 주세요.")
        raise_flag(AbuseFlag(kind="REACTIONS", member=factories.MemberFactory(), evidence=50))
    client = client_of(moderator)
    # Session, member, levels; then actions, count, rows and what the filters offer.
    with django_assert_max_num_queries(9):
        client.get(list_of(model) + ("?state=all" if model is Report else ""))


def test_notifications_show_no_words(client_of, moderator, post, citizen):
    hide_text(post, by=moderator, reason="아주 특별한 사유")
    client = client_of(moderator)
    html = tidy(client.get(list_of(Notification)))
    assert "아주 특별한 사유" not in html
    assert "운영 조치" in html
    assert client.get(page_of(Notification.objects.first())).status_code == 403


# What a moderator saw of a case ----------------------------------------------------------------------------------


def opened(client, rows, action):
    """The form of an action as it was opened: what it holds beforehand."""
    return act(client, rows, action).context["form"].initial


def test_the_category_comes_from_the_reports_and_has_to_be_chosen(client_of, moderator, post, comment):
    client = client_of(moderator)
    row = report(comment, reason="BIAS")
    assert opened(client, [row], "dismiss")["category"] == "BIAS"
    assert opened(client, [post], "hide")["category"] == ""
    sent = {"action": "hide", "_selected_action": [post.pk], "index": 0, "apply": "1", "reason": "도배"}
    page = client.post(list_of(Post), sent)
    assert page.status_code == 422
    assert "사유 구분을 골라 주세요." in tidy(page)
    assert "도배" in tidy(page)
    assert status_of(post) == "PUBLISHED"


def test_who_opened_a_case_before_another_decided_it_is_told_and_decides_nothing(client_of, moderator, comment):
    first, row = factories.staff_member("moderator", nickname="빠른운영자"), report(comment)
    late = client_of(moderator)
    seen = opened(late, [row], "hide")["seen"]
    assert seen == f"{comment.public_id}:0"
    act(client_of(first), [row], "dismiss", reason="근거 없음")
    why = {"apply": "1", "reason": "욕설", "category": "ABUSE"}
    sent = {"action": "hide", "_selected_action": [row.pk], "index": 0, **why}
    gone = late.post(list_of(Report), {**sent, "seen": seen}, follow=True)
    assert messages_of(gone) == [("error", GONE)]
    refused = late.post(f"{list_of(Report)}?state=all", {**sent, "seen": seen}, follow=True)
    assert messages_of(refused) == [
        ("error", f"{row}: 빠른운영자 님이 먼저 처리했습니다(게시 유지). 지금 상태를 확인한 뒤에 다시 처리해 주세요.")
    ]
    assert (status_of(comment), Decision.objects.count()) == ("PUBLISHED", 1)
    # Who looks again may decide anew.
    anew = {"_selected_action": [comment.pk], "seen": opened(late, [comment], "hide")["seen"]}
    late.post(list_of(Comment), sent | anew, follow=True)
    assert (status_of(comment), Decision.objects.count()) == ("HIDDEN", 2)


def test_reports_and_decisions_are_found_by_board(client_of, moderator, post, comment, citizen):
    poll = factories.poll(factories.staff_member("admin"))
    on_poll = factories.comment(poll.post, citizen)
    rows = {"FREE": report(comment), "VOTE": report(on_poll)}
    for text in (comment, on_poll):
        hide_text(text, by=moderator, reason="도배")
    client = client_of(moderator)
    for model, query in ((Report, "?state=all&"), (Decision, "?"), (Comment, "?")):
        name = "post__board__exact" if model is Comment else "board"
        for board, row in rows.items():
            page = tidy(client.get(f"{list_of(model)}{query}{name}={board}"))
            other = next(one for key, one in rows.items() if key != board)
            assert row.comment.public_id in page
            assert other.comment.public_id not in page
    assert tidy(client.get(f"{list_of(Report)}?state=all&board=NONSENSE")).count("-RP0001") >= 2


def test_flags_order_reports_of_the_same_number(client_of, moderator, citizen, django_assert_max_num_queries):
    plain, worded, flooded, twice, private = (factories.post(citizen) for _ in range(5))
    for text in (plain, worded, flooded, twice):
        report(text)
    report(twice, reason="BIAS")
    report(private, reason="PRIVACY")
    ReviewFlag.objects.create(post=worded, words="말", score=0.8)
    raise_flag(AbuseFlag(kind="FLOOD", post=flooded, evidence=500))
    client = client_of(moderator)
    with django_assert_max_num_queries(15):
        rows = client.get(list_of(Report)).context["cl"].result_list
    order = [private, twice, twice, flooded, worded, plain]
    assert [row.target for row in rows] == order
    assert [round(row.weight, 1) for row in rows] == [0, 0, 0, 1, 0.8, 0]


@pytest.mark.parametrize("kind", ["poll", "notice", "suggestion"])
def test_bulk_begins_at_polls_notices_and_suggestions_too(client_of, admin_member, citizen, kind):
    others = factories.staff_member("admin")
    rows = [getattr(factories, kind)(citizen if kind == "suggestion" else others) for _ in range(3)]
    client = client_of(admin_member)
    page = act(client, rows, "bulk")
    ids = page.context["form"].initial["ids"].split()
    assert ids == [row.post.public_id for row in rows]
    why = {"verb": "HIDE", "category": "SPAM", "reason": "도배", "apply": "1"}
    done = client.post(reverse("admin:moderation_decision_bulk"), {"ids": " ".join(ids), **why})
    assert contains(done, "처리함 <strong>3</strong>")
    assert {status_of(row.post) for row in rows} == {"HIDDEN"}
    client.post(reverse("admin:moderation_decision_bulk"), {"ids": " ".join(ids), **why, "verb": "REPUBLISH"})
    assert {status_of(row.post) for row in rows} == {"PUBLISHED"}
