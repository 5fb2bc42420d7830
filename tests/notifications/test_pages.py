"""A member's own notifications."""

import pytest
from django.db import IntegrityError

from boards.services import change_comment_status, change_post_status
from notifications.models import Notification
from notifications.services import mark_read, notify
from tests import factories


def tell(*members, text="댓글이 달렸습니다.", url="/free/", times=1):
    """Notify members of a comment; the newest entry."""
    for _ in range(times):
        notify(members, kind=Notification.Kind.COMMENT, text=text, url=url)
    return Notification.objects.first()


def test_notification_list_shows_ones_own_only(client_of, citizen, reader, django_assert_max_num_queries):
    tell(citizen, text="내 알림")
    tell(reader, text="남의 알림")
    client = client_of(citizen)
    with django_assert_max_num_queries(8):
        page = client.get("/me/notifications/")
    assert "내 알림" in page.text
    assert "남의 알림" not in page.text


def test_notification_list_needs_a_member(client, db):
    assert client.get("/me/notifications/")["Location"] == "/login/?next=%2Fme%2Fnotifications%2F"


def test_notification_open_marks_read_and_leads_there(client_of, citizen):
    notification = tell(citizen)
    response = client_of(citizen).post(f"/me/notifications/{notification.pk}/")
    assert response["Location"] == "/free/"
    assert Notification.objects.get().read_at


def test_notification_open_refuses_foreign_ones(client_of, citizen, reader):
    notification = tell(reader)
    assert client_of(citizen).post(f"/me/notifications/{notification.pk}/").status_code == 404
    assert Notification.objects.get().read_at is None


def test_notification_read_all_leaves_others_alone(client_of, citizen, reader):
    tell(citizen, reader)
    client_of(citizen).post("/me/notifications/read/")
    assert list(Notification.objects.unread().values_list("member", flat=True)) == [reader.pk]


@pytest.mark.parametrize("page", ["0", "-1", "999", "x"])
def test_notification_list_stays_within_its_pages(client_of, citizen, page):
    tell(citizen, times=25)
    assert client_of(citizen).get("/me/notifications/", {"page": page}).status_code == 200


def test_header_counts_the_unread(client_of, citizen):
    tell(citizen, times=2)
    assert client_of(citizen).get("/me/").context["unread_count"] == 2


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "free/"]
)
def test_notification_leads_inside_the_site_by_the_database(citizen, url):
    with pytest.raises(IntegrityError, match="notification_url_is_internal"):
        tell(citizen, url=url)


@pytest.mark.parametrize("url", ["", "/", "/free/FB000001/#comment-1"])
def test_notification_takes_addresses_of_the_site(citizen, url):
    assert tell(citizen, url=url).url == url


def test_notification_without_an_address_leads_back_to_the_list(client_of, citizen):
    notification = tell(citizen, url="")
    assert client_of(citizen).post(f"/me/notifications/{notification.pk}/")["Location"] == "/me/notifications/"


def test_notification_list_escapes_what_people_typed(client_of, citizen):
    tell(citizen, text="<script>alert(1)</script>")
    assert "&lt;script&gt;" in client_of(citizen).get("/me/notifications/").text


def test_notification_list_filters_the_unread_and_says_when_none_is_left(client_of, citizen):
    mark_read(Notification.objects.filter(pk=tell(citizen, text="이미 본 소식").pk))
    tell(citizen, text="새 알림")
    client = client_of(citizen)
    page = client.get("/me/notifications/", {"unread": "1"}).text
    assert "새 알림" in page
    assert "이미 본 소식" not in page
    client.post("/me/notifications/read/")
    assert "읽지 않은 알림이 없습니다." in client.get("/me/notifications/", {"unread": "1"}).text


def test_notification_list_pages_without_another_query(client_of, citizen, reader, django_assert_max_num_queries):
    for number in range(45):
        notify([citizen], kind="COMMENT", text=f"{{actor}} 님의 댓글 {number}", url="/free/", actor=reader)
    client = client_of(citizen)
    with django_assert_max_num_queries(8):
        page = client.get("/me/notifications/", {"page": "2"})
    assert page.text.count("읽는시민 님의 댓글") == 2 * 20
    assert 'href="?page=3"' in page.text


def test_notification_read_marks_one_and_stays_where_it_was(client_of, citizen):
    tell(citizen, times=3)
    one = Notification.objects.last()
    response = client_of(citizen).post(f"/me/notifications/{one.pk}/read/", {"unread": "1", "page": "2"})
    assert response["Location"] == f"/me/notifications/?unread=1&page=2#notification-{one.pk}"
    assert list(Notification.objects.filter(read_at__isnull=False)) == [one]


@pytest.mark.parametrize("page", ["", "x", "//evil.example", "1&next=//evil.example", "²"])
def test_notification_read_leads_back_to_the_list_alone(client_of, citizen, page):
    one = tell(citizen)
    response = client_of(citizen).post(f"/me/notifications/{one.pk}/read/", {"page": page})
    assert response["Location"] == f"/me/notifications/#notification-{one.pk}"


def test_notification_read_refuses_foreign_ones(client_of, citizen, reader):
    assert client_of(citizen).post(f"/me/notifications/{tell(reader).pk}/read/").status_code == 404
    assert Notification.objects.get().read_at is None


def test_notification_read_all_spares_what_came_after_the_page_was_made(client_of, citizen):
    tell(citizen, times=2)
    client = client_of(citizen)
    newest = client.get("/me/notifications/").context["newest"]
    late = tell(citizen)
    client.post("/me/notifications/read/", {"newest": newest})
    assert list(Notification.objects.unread()) == [late]


@pytest.mark.parametrize("newest", ["", "x", "-1", "９", "9" * 400])
def test_notification_read_all_with_nonsense_reads_all(client_of, citizen, newest):
    tell(citizen)
    assert client_of(citizen).post("/me/notifications/read/", {"newest": newest}).status_code == 302
    assert not Notification.objects.unread().exists()


def test_notification_count_is_one_query_beside_the_member(client_of, citizen, django_assert_max_num_queries):
    tell(citizen, times=2)
    client = client_of(citizen)
    with django_assert_max_num_queries(3):
        assert client.get("/me/notifications/count/", {"shown": "0"}).json() == {"unread": 2}
    unchanged = client.get("/me/notifications/count/", {"shown": "2"})
    assert (unchanged.status_code, unchanged.content) == (204, b"")
    assert "no-store" in unchanged["Cache-Control"]


def test_notification_count_tells_the_signed_out_to_stop(client, db):
    assert client.get("/me/notifications/count/", {"shown": "0"}).status_code == 401


def test_notification_leads_to_the_exact_comment(client_of, citizen, reader):
    post = factories.post(citizen)
    for author in factories.MemberFactory.create_batch(3):
        for _ in range(20):
            last = factories.comment(post, author)
    client = client_of(citizen)
    first = citizen.notifications.last()
    address = client.post(f"/me/notifications/{first.pk}/")["Location"]
    path, _, place = address.partition("#")
    assert place == post.comments.first().public_id
    assert f'id="{place}"' in client.get(path).text
    assert last.public_id != place


@pytest.mark.parametrize("to", ["HIDDEN", "DELETED"])
@pytest.mark.parametrize("what", ["post", "comment"])
def test_notification_of_a_text_that_went_away_tells_none_of_its_words(client_of, citizen, reader, what, to):
    post = factories.post(reader, title="비밀스러운 제목")
    comment = factories.comment(post, citizen, text="첫 마디")
    reply = factories.comment(post, reader, text="비밀스러운 말", parent=comment)
    change_post_status(post, to=to) if what == "post" else change_comment_status(reply, to=to)
    client = client_of(citizen)
    assert "비밀스러운" not in client.get("/me/notifications/").text
    address = client.post(f"/me/notifications/{citizen.notifications.get().pk}/")["Location"]
    page = client.get(address.partition("#")[0])
    assert page.status_code == (404 if what == "post" else 200)
    assert "비밀스러운 말" not in page.text
