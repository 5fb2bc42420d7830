"""내 정보 내려받기: asked for once a day, made by the real job, fetched by oneself alone, gone after a day."""

import io
import json
import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.jobs import forget_exports, make_export
from accounts.models import Consent, DataExport, EmailAccess
from accounts.services import change_nickname, request_export, withdraw
from boards.models import Board, Draft
from boards.services import change_post_status, react, withdraw_post
from moderation.models import Report
from moderation.services import delete_text, file_report
from notifications.models import Notification
from polibat.files import private_storage
from polls.services import cast_ballot
from tests import factories
from tests.accounts.mail import deliver
from tests.boards.test_concurrency import at_once
from tests.factories import PASSWORD
from tests.markup import text_of

NOON = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder():
    """The folder of the files, empty."""
    folder = Path(private_storage().path("exports"))
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def exported(member):
    """Everything in the file that `member` gets: rows by the name of their file."""
    export = request_export(by=member)
    deliver()
    export.refresh_from_db()
    with export.file.open() as file, zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        rows = {name.removesuffix(".json"): json.loads(archive.read(name)) for name in names if name.endswith(".json")}
        return rows, archive.read("읽어보세요.txt").decode()


def test_export_from_asking_to_fetching(client_of, citizen, own_folder):
    client = client_of(citizen)
    with time_machine.travel(NOON, tick=False):
        page = client.post("/me/data/", follow=True)
        assert "내 정보 파일을 만들기 시작했습니다." in page.text
        assert "만드는 중" in page.text
        assert client.get("/me/data/download/", follow=True).redirect_chain == [("/me/data/", 302)]
        deliver()
        page = client.get("/me/data/").text
        assert ("준비됨" in page, "26.11.26. 12:00까지" in page) == (True, True)
        assert Notification.objects.get(member=citizen).text.startswith("내 정보 파일이 준비되었습니다.")
        answer = client.get("/me/data/download/", follow=True)
        (address, _status) = answer.redirect_chain[0]
        assert client.get(f"{address[:-1]}x").status_code == 403
    with time_machine.travel(NOON + timedelta(minutes=2), tick=False):
        assert client.get(address).status_code == 403
    assert answer["Content-Type"] == "application/zip"
    assert f'filename="polibat-{citizen.public_id}-20261125.zip"' in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    content = answer.getvalue()
    answer.close()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read("profile.json"))[0]["email"] == "citizen@example.com"


def test_export_is_ones_own(client_of, client, citizen, reader, admin_member):
    request_export(by=citizen)
    deliver()
    for member in (reader, admin_member):
        answer = client_of(member).get("/me/data/download/", follow=True)
        assert "내려받을 수 있는 파일이 없습니다." in answer.text
        assert "준비됨" not in answer.text
    assert client.get("/me/data/download/")["Location"].startswith("/login/")


def test_export_holds_what_the_site_holds(citizen, reader, admin_member, politician):
    with time_machine.travel(NOON, tick=False):
        version = factories.policy_version()
        Consent.objects.create(member=citizen, version=version)
        post = factories.post(citizen, title="내 글입니다")
        withdrawn = factories.post(citizen, title="내가 지운 글입니다")
        withdraw_post(withdrawn, by=citizen)
        removed = factories.post(citizen, title="운영자가 지운 글입니다")
        delete_text(removed, by=admin_member, reason="개인정보")
        factories.suggestion(citizen, title="내 비공개 문의", is_private=True)
        theirs = factories.post(reader, title="남이 쓴 글입니다")
        comment = factories.comment(theirs, citizen, "내 댓글입니다")
        factories.comment(post, reader, "남이 쓴 댓글입니다")
        react(theirs, by=citizen, value="LIKE")
        poll = factories.poll(admin_member, "짜장면", "짬뽕")
        cast_ballot(poll, options=[poll.options.first().pk], by=citizen)
        file_report(Report(post=theirs, reason=Report.Reason.OTHER, text="이상합니다"), by=citizen)
        Draft.objects.create(member=citizen, board=Board.FREE, title="쓰다 만 글")
        change_nickname(citizen, nickname="새이름")
        rows, introduction = exported(citizen)
    (profile,) = rows["profile"]
    assert (profile["nickname"], profile["email"]) == ("새이름", "citizen@example.com")
    assert [row["after"] for row in rows["nickname_changes"]] == ["새이름"]
    assert version.public_id in [row["version__public_id"] for row in rows["consents"]]
    titles = {row["public_id"]: row["title"] for row in rows["posts"]}
    assert titles[post.public_id] == "내 글입니다"
    assert titles[withdrawn.public_id] == "내가 지운 글입니다"
    assert titles[removed.public_id] is None
    assert "내 비공개 문의" in titles.values()
    assert len(rows["suggestions"]) == 1
    assert [(row["public_id"], row["text"]) for row in rows["comments"]] == [(comment.public_id, "내 댓글입니다")]
    assert [(row["post__public_id"], row["value"]) for row in rows["reactions"]] == [(theirs.public_id, "LIKE")]
    assert [row["option__name"] for row in rows["ballots"]] == ["짜장면"]
    assert [row["text"] for row in rows["reports"]] == ["이상합니다"]
    assert [row["reason"] for row in rows["decisions"]] == ["개인정보"]
    assert [row["title"] for row in rows["drafts"]] == ["쓰다 만 글"]
    assert rows["activity"][0]["comments"] == 1
    assert [(row["who"], row["purpose"]) for row in rows["email_accesses"]] == [("본인", "내 정보 내려받기")]
    assert [row["state"] for row in rows["data_exports"]] == ["MAKING"]
    assert "다른 회원 님이 회원님의 글에 댓글을 남겼습니다." in [row["text"] for row in rows["notifications"]]
    assert all(f"{name}.json" in introduction for name in rows)
    everything = json.dumps(rows, ensure_ascii=False)
    for others in ("읽는시민", "남이 쓴", "reader@example.com", admin_member.nickname, admin_member.public_id):
        assert others not in everything


def test_export_of_a_politician_has_application_and_card(politician_member, politician):
    rows, _ = exported(politician_member)
    assert [row["politician__public_id"] for row in rows["applications"]] == [politician.public_id]
    assert len(rows["name_card"]) <= 1
    assert "applications" not in exported(factories.MemberFactory())[0]


def test_export_opens_the_address_on_record(citizen):
    exported(citizen)
    access = EmailAccess.objects.get(purpose="내 정보 내려받기")
    assert (access.member, access.by) == (citizen, citizen)


def test_export_one_a_day(client_of, citizen):
    client = client_of(citizen)
    with time_machine.travel(NOON, tick=False) as clock:
        client.post("/me/data/")
        again = client.post("/me/data/")
        assert (again.status_code, "이미 만들고 있습니다." in again.text) == (422, True)
        deliver()
        clock.shift(timedelta(hours=23, minutes=59))
        again = client.post("/me/data/")
        assert (again.status_code, "하루에 한 번" in again.text, "26.11.26. 12:00 이후" in again.text) == (
            422,
            True,
            True,
        )
        clock.shift(timedelta(minutes=2))
        assert client.post("/me/data/").status_code == 302


def test_export_link_ends_by_its_time_and_the_file_goes(client_of, citizen, own_folder):
    client = client_of(citizen)
    with time_machine.travel(NOON, tick=False) as clock:
        request_export(by=citizen)
        deliver()
        assert len(files_in(own_folder)) == 1
        clock.shift(timedelta(hours=24))
        assert "내려받을 수 있는 파일이 없습니다." in client.get("/me/data/download/", follow=True).text
        assert "만료됨" in client.get("/me/data/").text
        forget_exports(0)
        forget_exports(0)
    export = DataExport.objects.get()
    assert (export.state, export.file.name, files_in(own_folder)) == ("EXPIRED", "", [])


def test_export_forgets_nothing_before_its_time(citizen, own_folder):
    with time_machine.travel(NOON, tick=False) as clock:
        request_export(by=citizen)
        deliver()
        clock.shift(timedelta(hours=23, minutes=59))
        forget_exports(0)
    assert DataExport.objects.get().state == "READY"
    assert len(files_in(own_folder)) == 1


def test_export_made_twice_is_one_file(citizen, own_folder):
    export = request_export(by=citizen)
    make_export(export.pk)
    make_export(export.pk)
    assert len(files_in(own_folder)) == 1
    assert Notification.objects.filter(member=citizen).count() == 1


def test_export_is_honest_while_the_storage_is_away_and_gives_up(client_of, citizen, own_folder):
    client = client_of(citizen)
    export = request_export(by=citizen)
    own_folder.write_text("a file where the folder should be")
    for _ in range(DataExport.TRIES - 1):
        with pytest.raises(OSError):
            make_export(export.pk)
    assert "다시 시도하고 있습니다" in text_of(client.get("/me/data/"))
    make_export(export.pk)
    assert "만들지 못함 (다시 요청해 주세요)" in text_of(client.get("/me/data/"))
    assert "만들지 못했습니다" in Notification.objects.get(member=citizen).text
    own_folder.unlink()
    assert client.post("/me/data/").status_code == 302
    deliver()
    assert "준비됨" in client.get("/me/data/").text


def test_export_that_cannot_be_read_says_so(client_of, citizen, own_folder):
    request_export(by=citizen)
    deliver()
    files_in(own_folder)[0].unlink()
    answer = client_of(citizen).get("/me/data/download/", follow=True)
    assert "지금은 파일을 읽을 수 없습니다." in answer.text


def test_export_that_nobody_makes_is_given_up(citizen):
    with time_machine.travel(NOON, tick=False) as clock:
        request_export(by=citizen)
        clock.shift(timedelta(hours=7))
        forget_exports(0)
        assert DataExport.objects.get().state == "FAILED"
        request_export(by=citizen)


def test_export_goes_with_the_member(client_of, citizen, reader, own_folder):
    ready, making = request_export(by=citizen), request_export(by=reader)
    make_export(ready.pk)
    withdraw(citizen, password=PASSWORD)
    withdraw(reader, password=PASSWORD)
    make_export(making.pk)
    forget_exports(0)
    assert {*DataExport.objects.values_list("state", flat=True)} == {"EXPIRED", "FAILED"}
    assert files_in(own_folder) == []


def test_export_job_is_queued_with_the_request(citizen):
    export = request_export(by=citizen)
    job = ProcrastinateJob.objects.get(task_name="accounts.make_export")
    assert (job.args, job.queue_name) == ({"export_id": export.pk}, "exports")
    assert {"accounts.make_export", "accounts.forget_exports"} <= set(app.tasks)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "LOST"},
        {"state": "READY"},
        {"state": "READY", "file": "exports/x.zip"},
        {"state": "EXPIRED", "file": "exports/x.zip"},
    ],
)
def test_export_rows_are_valid(citizen, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        DataExport.objects.create(member=citizen, **fields)


def test_export_is_made_row_by_row(citizen, django_assert_max_num_queries, write):
    for _ in range(12):
        write(citizen)
    export = request_export(by=citizen)
    with django_assert_max_num_queries(60):
        make_export(export.pk)


def test_export_keeps_a_hidden_text_for_its_author(citizen):
    post = factories.post(citizen, title="가려진 글입니다")
    change_post_status(post, to="HIDDEN")
    assert [row["title"] for row in exported(citizen)[0]["posts"]] == ["가려진 글입니다"]


def test_export_files_have_no_address(client_of, citizen):
    request_export(by=citizen)
    deliver()
    address = private_storage().url(DataExport.objects.get().file.name)
    assert client_of(citizen).get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_export_asked_for_many_times_at_once(citizen):
    def ask():
        try:
            return request_export(by=citizen)
        except ValidationError as error:
            return error.code

    answers = at_once(*[ask] * 10)
    assert answers.count("making") == 9
    assert DataExport.objects.count() == ProcrastinateJob.objects.filter(task_name="accounts.make_export").count() == 1
