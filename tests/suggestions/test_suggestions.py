"""불편/제안: submitted, seen, changed while untouched, answered; of a private one nothing leaks anywhere."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from boards.models import Post, SearchDocument
from boards.services import add_comment, edit_post, withdraw_post
from moderation.services import hide_text
from notifications.models import Notification
from polibat.security.limits import Throttled
from suggestions.models import Suggestion, SuggestionChange
from suggestions.services import answer_suggestion, edit_suggestion, submit_suggestion, withdraw_suggestion
from tests import factories
from tests.markup import contains, tidy

pytestmark = pytest.mark.django_db

State, Category = Suggestion.State, Suggestion.Category
SECRET = "쥐며느리"
ROLES = ["anonymous", "citizen", "reader", "suspended", "pending", "politician_member", "moderator", "admin_member"]


@pytest.fixture
def suggestion(citizen):
    return factories.suggestion(citizen)


@pytest.fixture
def private(citizen):
    made = factories.suggestion(
        citizen, title=f"{SECRET} 문의", body=f"<p>{SECRET}에 대해 조용히 여쭙니다.</p>", is_private=True
    )
    add_comment(made.post.comments.model(post=made.post, author=citizen, text=f"{SECRET} 덧붙임"), by=citizen)
    return made


# What the database refuses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"category": "ELSE"}, "suggestion_category_known"),
        ({"state": "GONE"}, "suggestion_state_known"),
        ({"state": "DONE"}, "suggestion_done_has_a_reply"),
        ({"reply": "말"}, "suggestion_reply_by_somebody"),
    ],
)
def test_suggestion_constraints(suggestion, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Suggestion.objects.filter(pk=suggestion.pk).update(**fields)


@pytest.mark.parametrize("what", ["update", "delete"])
def test_what_became_of_a_suggestion_is_never_changed(suggestion, moderator, what):
    answer_suggestion(suggestion, by=moderator, state=State.REVIEWING, reply="살펴보고 있습니다.")
    changes = SuggestionChange.objects.filter(suggestion=suggestion)
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        changes.update(reply="다른 말") if what == "update" else changes._raw_delete("default")


def test_only_suggestions_are_private(citizen):
    post = factories.post(citizen)
    with pytest.raises(IntegrityError, match="post_private_suggestions_only"), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(is_private=True)


# Verbs --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("category", "prefix"), [(Category.COMPLAINT, "RC"), (Category.FEATURE, "RS"), (Category.VOTE_PROPOSAL, "RS")]
)
def test_submit_suggestion_numbers_by_kind(citizen, category, prefix):
    made = factories.suggestion(citizen, category=category)
    assert made.post.public_id.startswith(prefix)
    assert (made.state, made.post.status, made.post.board) == (State.PENDING, "PUBLISHED", "SUGGESTION")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"category": ""}, "category", "구분을 선택해주세요."),
        ({"category": "ELSE"}, "category", "구분을 선택해주세요."),
        ({"title": " "}, "title", "제목을 입력해주세요."),
        ({"title": "가" * 101}, "title", "제목은 100자까지 쓸 수 있습니다. (현재 101자)"),
        ({"body": "<p> </p>"}, "body", "내용을 입력해주세요."),
        ({"body": "<p>짧아요</p>"}, "body", "내용은 10자 이상 입력해 주세요. (현재 3자)"),
        ({"body": f"<p>{'가' * 10_001}</p>"}, "body", "내용은 10,000자까지 쓸 수 있습니다. (현재 10,001자)"),
    ],
)
def test_submit_suggestion_names_what_is_wrong(citizen, fields, field, words):
    with pytest.raises(ValidationError) as refusal:
        factories.suggestion(citizen, **fields)
    assert refusal.value.message_dict == {field: [words]}
    assert not Post.objects.exists()


def test_submit_suggestion_names_everything_at_once(citizen):
    with pytest.raises(ValidationError) as refusal:
        factories.suggestion(citizen, category="", title="", body="")
    assert set(refusal.value.message_dict) == {"category", "title", "body"}


def test_submit_suggestion_twice_makes_one(citizen):
    submission = uuid.uuid4()
    first = factories.suggestion(citizen, submission=submission)
    assert factories.suggestion(citizen, submission=submission).pk == first.pk
    assert Suggestion.objects.count() == 1


def test_submit_suggestion_lets_five_through_in_ten_minutes(citizen, time_machine):
    time_machine.move_to("2026-11-25 03:00:00+00:00", tick=False)
    for number in range(5):
        factories.suggestion(citizen, title=f"제안 {number}")
    with pytest.raises(Throttled):
        factories.suggestion(citizen, title="제안 6")


def test_edit_suggestion_brings_search_up_to_date(citizen, suggestion):
    assert SearchDocument.objects.filter(pk=suggestion.pk).exists()
    suggestion.post.is_private = True
    edit_suggestion(suggestion, by=citizen)
    assert not SearchDocument.objects.filter(pk=suggestion.pk).exists()
    suggestion.post.is_private = False
    edit_suggestion(suggestion, by=citizen)
    assert SearchDocument.objects.filter(pk=suggestion.pk).exists()


def test_nobody_edits_or_withdraws_what_was_looked_into(citizen, suggestion, moderator):
    answer_suggestion(suggestion, by=moderator, state=State.REVIEWING, reply="살펴보고 있습니다.")
    for verb in (edit_suggestion, withdraw_suggestion):
        with pytest.raises(PermissionDenied, match="접수대기"):
            verb(suggestion, by=citizen)


@pytest.mark.parametrize("verb", [edit_post, withdraw_post])
def test_the_verbs_of_posts_are_no_way_around(citizen, suggestion, verb):
    with pytest.raises(PermissionDenied):
        verb(suggestion.post, by=citizen)


def test_withdraw_suggestion_leaves_nothing(citizen, suggestion, client):
    assert withdraw_suggestion(suggestion, by=citizen)
    assert withdraw_suggestion(suggestion, by=citizen) is False
    assert client.get(suggestion.get_absolute_url()).status_code == 404
    assert suggestion.post.public_id not in client.get("/suggestions/").text


def test_answer_suggestion_is_on_record_and_told(citizen, suggestion, moderator):
    answer_suggestion(suggestion, by=moderator, state=State.REVIEWING, reply="살펴보고 있습니다.")
    answer_suggestion(suggestion, by=moderator, state=State.DONE, reply="안내판을 달았습니다.")
    changes = SuggestionChange.objects.filter(suggestion=suggestion).order_by("pk")
    assert list(changes.values_list("before", "after", "by")) == [
        ("PENDING", "REVIEWING", moderator.pk),
        ("REVIEWING", "DONE", moderator.pk),
    ]
    told = Notification.objects.filter(member=citizen, kind="SUGGESTION")
    assert told.count() == 2
    assert {note.url for note in told} == {suggestion.get_absolute_url()}


def test_the_news_of_an_answer_holds_no_word_of_a_private_one(citizen, private, moderator):
    answer_suggestion(private, by=moderator, state=State.DONE, reply="확인했습니다.")
    assert SECRET not in Notification.objects.get(kind="SUGGESTION").text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.PENDING, State.PENDING),
        (State.DONE, State.REVIEWING),
        (State.DONE, State.DONE),
        (State.IMPOSSIBLE, State.LATER),
        (State.REVIEWING, State.PENDING),
        (State.PENDING, "ELSE"),
    ],
)
def test_answer_suggestion_knows_the_moves(suggestion, moderator, before, after):
    if before != State.PENDING:
        answer_suggestion(suggestion, by=moderator, state=before, reply="먼저")
    with pytest.raises(ValidationError) as refusal:
        answer_suggestion(suggestion, by=moderator, state=after, reply="다시")
    assert "바꿀 수 없습니다." in refusal.value.message_dict["state"][0]


@pytest.mark.parametrize(("reply", "words"), [("  \n", "조치 내역을 입력해주세요."), ("가" * 2001, "2,000자까지")])
def test_answer_suggestion_needs_words(suggestion, moderator, reply, words):
    with pytest.raises(ValidationError) as refusal:
        answer_suggestion(suggestion, by=moderator, state=State.DONE, reply=reply)
    assert words in refusal.value.message_dict["reply"][0]


@pytest.mark.parametrize("role", ROLES)
def test_who_may_what(role, request, suggestion, citizen):
    member = request.getfixturevalue(role)
    is_good = role not in {"anonymous", "suspended", "pending"}
    if not member.is_authenticated:
        return
    assert member.has_perm("suggestions.add_suggestion") is is_good
    assert member.has_perm("suggestions.change_suggestion", suggestion) is (role == "citizen")
    assert member.has_perm("suggestions.delete_suggestion", suggestion) is (role == "citizen")
    assert member.has_perm("suggestions.answer_suggestion") is (role in {"moderator", "admin_member"})
    if role not in {"moderator", "admin_member"}:
        with pytest.raises(PermissionDenied):
            answer_suggestion(suggestion, by=member, state=State.DONE, reply="제가 답합니다.")


# Pages --------------------------------------------------------------------------------------------------------------


def filled(**changes):
    return {
        "category": "FEATURE",
        "title": "정류장 안내판 제안",
        "body": "정류장마다 큰 글씨 안내판이 있으면 좋겠습니다.",
        "markup": "plain",
        "submission": str(uuid.uuid4()),
    } | changes


def test_suggestion_create_thanks_and_shows_it_first(client_of, citizen):
    client = client_of(citizen)
    response = client.post("/suggestions/write/", filled(), follow=True)
    assert response.redirect_chain == [("/suggestions/", 302)]
    assert "소중한 의견 감사합니다!" in response.text
    assert "정류장 안내판 제안" in response.text
    assert "접수대기" in response.text


@pytest.mark.parametrize("name", ["title", "body"])
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("\x00", 422),
        ("<script>alert(1)</script>", 200),
        ("😀" * 20, 200),
        ("\u202e뒤집힌 글입니다 열 자 넘게", 200),
        ("\x07\x1b", 422),
    ],
)
def test_suggestion_create_takes_any_text(client_of, citizen, name, text, status):
    response = client_of(citizen).post("/suggestions/write/", filled(**{name: text}), follow=True)
    assert response.status_code == status
    assert "<script>alert(1)" not in response.text


def test_suggestion_create_keeps_what_was_typed(client_of, citizen):
    response = client_of(citizen).post("/suggestions/write/", filled(title="", is_private="on"))
    assert response.status_code == 422
    for words in ("제목을 입력해주세요.", "정류장마다 큰 글씨 안내판", 'value="FEATURE" selected', "checked"):
        assert words in tidy(response)


def test_suggestion_create_sends_visitors_to_log_in_and_back(client):
    assert client.get("/suggestions/write/")["Location"] == "/login/?next=%2Fsuggestions%2Fwrite%2F"


def test_suggestion_edit_and_delete(client_of, citizen, suggestion):
    client = client_of(citizen)
    address = suggestion.get_absolute_url()
    assert 'value="정류장 안내판 제안"' in client.get(f"{address}edit/").text
    assert client.post(f"{address}edit/", filled(title="고친 제목입니다"))["Location"] == address
    assert "고친 제목입니다" in client.get(address).text
    assert client.post(f"{address}delete/")["Location"] == "/suggestions/"


@pytest.mark.parametrize("what", ["edit", "delete"])
def test_suggestion_of_others_and_answered_ones_stay(client_of, citizen, reader, moderator, suggestion, what):
    address = f"{suggestion.get_absolute_url()}{what}/"
    assert client_of(reader).post(address, filled()).status_code == 403
    answer_suggestion(suggestion, by=moderator, state=State.REVIEWING, reply="살펴보고 있습니다.")
    assert client_of(citizen).post(address, filled()).status_code == 403
    assert Post.objects.get(pk=suggestion.pk).status == "PUBLISHED"


def test_suggestion_of_which_a_comment_says_nothing(client_of, reader, suggestion):
    address = f"{suggestion.get_absolute_url()}comments/"
    for headers in ({}, {"HX-Request": "true", "HX-Target": "ol#comment-list"}):
        response = client_of(reader).post(address, {"text": " "}, headers=headers)
        assert response.status_code == 422
        assert "댓글 내용을 입력해주세요." in response.text


def test_suggestion_detail_shows_the_reply(client, suggestion, moderator):
    answer_suggestion(suggestion, by=moderator, state=State.DONE, reply="안내판을\n달았습니다.")
    page = client.get(suggestion.get_absolute_url()).text
    assert contains(page, "안내판을<br>달았습니다.")
    assert "처리완료" in page


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 403), ("reader", 403), ("politician_member", 403), ("citizen", 200), ("moderator", 200)],
)
def test_private_suggestion_is_for_its_author_and_staff(client_of, request, private, role, status):
    response = client_of(request.getfixturevalue(role)).get(private.get_absolute_url())
    assert response.status_code == status
    assert (SECRET in response.text) is (status == 200)
    if status == 403:
        assert "이 게시글은 관리자만 확인할 수 있습니다." in response.text


def test_suggestion_that_is_none_says_so(client):
    response = client.get("/suggestions/RS999999/")
    assert response.status_code == 404
    assert "게시글을 찾을 수 없습니다." in response.text


@pytest.mark.parametrize("role", ["anonymous", "reader", "politician_member"])
def test_no_word_of_a_private_suggestion_reaches_anybody_else(client_of, request, private, citizen, role, moderator):
    factories.suggestion(citizen, title="나중의 공개 제안")
    answer_suggestion(private, by=moderator, state=State.REVIEWING, reply=f"{SECRET} 답변")
    client = client_of(request.getfixturevalue(role))
    asked = ["title-content", "title", "author", "date", "category", "state", "all", "district", "x"]
    addresses = [
        "/",
        "/suggestions/",
        "/suggestions/feed/",
        "/free/",
        "/sitemap.xml",
        private.get_absolute_url(),
        f"{private.get_absolute_url()}comments/?after=",
        f"{private.get_absolute_url()}edit/",
        f"/og/{private.post.public_id}.png",
        reverse("moderation:report-create", args=[private.post.public_id]),
        Post.objects.get(title="나중의 공개 제안").get_absolute_url(),
        *(f"/suggestions/?q={q}&in={name}" for name in asked for q in (SECRET, "접수", "기능", "2026")),
        *(f"/{board}/?q={SECRET}" for board in ("free", "voice", "polls", "notices")),
    ]
    for twice in range(2):
        for address in addresses:
            response = client.get(address)
            assert SECRET not in response.text.replace(f"“{SECRET}”", "").replace(f'value="{SECRET}"', ""), (
                address,
                twice,
            )
            assert response.status_code < 500
    for headers in (
        {"HX-Request": "true", "HX-Target": "#post-list"},
        {"HX-Request": "true", "HX-Target": "#comments"},
    ):
        for address in ("/suggestions/", private.get_absolute_url()):
            assert SECRET not in client.get(address, headers=headers).text


def test_private_suggestion_shows_to_its_author_and_staff_in_the_list(client_of, private, citizen, reader, moderator):
    assert SECRET in client_of(citizen).get("/suggestions/").text
    assert SECRET in client_of(moderator).get("/suggestions/").text
    page = client_of(reader).get("/suggestions/").text
    assert "비공개 접수 글입니다" in page
    assert "비공개 처리된 내용입니다." in page


@pytest.mark.parametrize("what", ["react/", "comments/"])
def test_nobody_else_reacts_to_or_comments_on_a_private_one(client_of, private, reader, what):
    response = client_of(reader).post(f"{private.get_absolute_url()}{what}", {"value": "LIKE", "text": "저도요"})
    assert response.status_code == 404


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("q=안내판", {"정류장 안내판 제안"}),
        ("q=불편사항", {"느린 화면 신고"}),
        ("q=접수대기", {"정류장 안내판 제안"}),
        ("q=제안", {"정류장 안내판 제안"}),
        ("q=불&in=category", set()),
        ("q=기능&in=category", {"정류장 안내판 제안"}),
        ("q=불편&in=category", {"느린 화면 신고"}),
        ("q=검토&in=state", {"느린 화면 신고"}),
        ("q=접수대기&in=state", {"정류장 안내판 제안"}),
        ("q=오늘&in=date", {"정류장 안내판 제안", "느린 화면 신고"}),
        ("q=어제&in=date", set()),
        ("q=없는말&in=category", set()),
        ("q=없는말", set()),
    ],
)
def test_suggestion_list_searches_by_its_conditions(client, citizen, moderator, suggestion, asked, titles):
    slow = factories.suggestion(
        citizen, title="느린 화면 신고", body="<p>목록이 천천히 열립니다.</p>", category=Category.COMPLAINT
    )
    answer_suggestion(slow, by=moderator, state=State.REVIEWING, reply="살펴보고 있습니다.")
    page = client.get(f"/suggestions/?{asked}")
    assert {row.title for row in page.context["page"].rows} == titles


@pytest.mark.parametrize("page", ["0", "-1", "99999", "abc", "1" * 40, ""])
def test_suggestion_list_takes_any_page_number(client, suggestion, page):
    assert "정류장 안내판 제안" in client.get("/suggestions/", {"page": page}).text


def test_suggestion_pages_ask_a_constant_number_of_queries(
    client, client_of, citizen, reader, private, django_assert_max_num_queries, time_machine
):
    for number in range(12):
        factories.suggestion(factories.MemberFactory(), title=f"제안 {number}", is_private=number % 3 == 0)
    shown, member = Suggestion.objects.filter(post__is_private=False).first(), client_of(reader)
    with django_assert_max_num_queries(6):
        client.get("/suggestions/")
    with django_assert_max_num_queries(9):
        member.get("/suggestions/")
    with django_assert_max_num_queries(12):
        member.get(shown.get_absolute_url())


# Two at once --------------------------------------------------------------------------------------------------------


def at_once(*jobs):
    """Run jobs in threads with connections of their own that start together; what each gave, or its refusal."""
    gate = Barrier(len(jobs))

    def run(job):
        try:
            gate.wait()
            return job()
        except (PermissionDenied, ValidationError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_answer_and_an_edit_never_mix():
    moderator = factories.staff_member("moderator")
    for number in range(6):
        author = factories.MemberFactory()
        made = factories.suggestion(author, title=f"제안 {number}")
        mine = Suggestion.objects.select_related("post").get(pk=made.pk)
        mine.post.title = "고친 제목"
        edited, answered = at_once(
            lambda mine=mine, author=author: edit_suggestion(mine, by=author),
            lambda made=made: answer_suggestion(made, by=moderator, state=State.REVIEWING, reply="살펴봅니다."),
        )
        stored = Suggestion.objects.select_related("post").get(pk=made.pk)
        assert stored.state == State.REVIEWING
        assert not isinstance(answered, Exception)
        assert stored.post.title == (f"제안 {number}" if isinstance(edited, Exception) else "고친 제목")


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_answers_at_once_leave_one():
    made = factories.suggestion(factories.MemberFactory())
    staff = [factories.staff_member("moderator") for _ in range(4)]
    results = at_once(
        *(lambda by=by: answer_suggestion(made, by=by, state=State.DONE, reply="처리했습니다.") for by in staff)
    )
    assert sum(isinstance(result, ValidationError) for result in results) == 3
    assert SuggestionChange.objects.count() == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_form_sent_by_many_threads_makes_one_suggestion():
    author, submission = factories.MemberFactory(), uuid.uuid4()

    def send():
        post = Post(title="한 번만 제안", body="<p>한 번만 저장되어야 합니다.</p>", submission=submission)
        return submit_suggestion(Suggestion(post=post, category=Category.FEATURE), by=author)

    results = at_once(*[send] * 5)
    assert {result.pk for result in results} == {Suggestion.objects.get().pk}


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_withdrawing_and_hiding_at_once_wait_for_each_other():
    moderator = factories.staff_member("moderator")
    for number in range(8):
        made = factories.suggestion(author := factories.MemberFactory(), title=f"제안 {number}")
        at_once(
            lambda made=made, author=author: withdraw_suggestion(made, by=author),
            lambda made=made: hide_text(Post.objects.get(pk=made.pk), by=moderator, reason="도배"),
        )
        assert Post.objects.get(pk=made.pk).status in {"HIDDEN", "DELETED"}


def test_suggestion_list_has_its_columns_and_pills(client, citizen):
    for category in Category:
        factories.suggestion(citizen, title=f"{category.label} 하나", category=category)
    page = client.get("/suggestions/").text
    for words in ("번호", "제목", "처리상태", "접수일", "추천", "조회"):
        assert f'scope="col">{words}</th>' in tidy(page)
    for tone, words in (("blue", "기능제안"), ("orange", "불편사항"), ("violet", "투표제안")):
        assert f'data-tone="{tone}">{words}<' in tidy(page)


def test_suggestion_create_guides(client_of, citizen):
    page = client_of(citizen).get("/suggestions/write/").text
    assert "작성 안내" in page
    assert page.partition('class="guide"')[2].partition("</ul>")[0].count("<li>") == 4
    assert "비공개로 등록" in page
    assert "※ 체크 시 운영자만 열람 가능하며, 다른 사용자에게는 비공개 처리됩니다" in page
