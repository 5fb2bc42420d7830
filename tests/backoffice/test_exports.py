"""Lists as files: what stands in them, that nothing in them runs, that they cost no memory, that they are on record."""

import csv
import io
import tracemalloc
import zipfile
from xml.etree import ElementTree as ET

import pytest

from backoffice.jobs import forget_staff_exports, make_staff_export
from backoffice.lists import PAGES
from backoffice.models import StaffExport
from boards.models import Post
from moderation.models import Report
from moderation.services import file_report
from notifications.models import Notification
from polibat.files.exports import Column, cell, in_batches, neutral, write_csv, write_xlsx
from tests import factories

CELLS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(response):
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def read_xlsx(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.testzip() is None
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{CELLS}f"))
    return [
        ["".join(text.text or "" for text in one.iter() if text.tag in {f"{CELLS}t", f"{CELLS}v"}) for one in row]
        for row in sheet.iter(f"{CELLS}row")
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_is_a_file_with_the_columns_of_its_table(
    page, kind, api_of, superuser, citizen, politician_member, aide
):
    factories.post(citizen)
    response = api_of(superuser).get(f"/api/admin/{page.key}/export", {"format": kind})
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; filename")
    rows = read_csv(response) if kind == "csv" else read_xlsx(b"".join(response.streaming_content))
    assert rows[0] == [column.heading for column in page.file_columns()]
    assert "@example.com" not in str(rows)
    record = StaffExport.objects.get()
    assert (record.by, record.page, record.kind, record.rows) == (superuser, page.key, kind, len(rows) - 1)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_holds_the_filtered_rows_and_nothing_that_runs(kind, api_of, moderator, citizen, reader):
    mean = factories.post(citizen, title='=HYPERLINK("http://x")')
    factories.post(reader, title="다른 사람의 글")
    given = {"memberId": citizen.public_id, "format": kind}
    response = api_of(moderator).get("/api/admin/posts/export", given)
    rows = read_csv(response) if kind == "csv" else read_xlsx(b"".join(response.streaming_content))
    assert [row[0] for row in rows[1:]] == [mean.public_id]
    assert rows[1][2] == '\'=HYPERLINK("http://x")'
    assert StaffExport.objects.get().filters == {"memberId": citizen.public_id}


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "＝1", "＋1", "－1", "＠a", "  =1"])
def test_no_cell_begins_like_a_formula(text):
    assert neutral(text) == f"'{text}"


def test_a_cell_that_is_harmless_stays_as_it_is():
    assert (neutral("버스=좋음"), cell(-3), cell(None), cell(value=True)) == ("버스=좋음", -3, "", "O")


def test_a_name_cannot_break_out_of_the_header(api_of, moderator):
    response = api_of(moderator).get("/api/admin/posts/export", {"format": "csv\r\nX-Evil: 1"})
    assert response.status_code == 400
    assert "X-Evil" not in response


def test_ten_thousand_rows_are_written_in_bounded_memory():
    """As rows come in batches, neither kind of file keeps what it has written."""
    columns = [Column(str(place), lambda row, place=place: f"{row}-{place}" * 10) for place in range(10)]

    def batches():
        for start in range(0, 10_000, 1000):
            yield range(start, start + 1000)

    tracemalloc.start()
    for _ in write_csv(columns, batches()):
        pass
    target = io.BytesIO()
    write_xlsx(target, columns, batches())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12_000_000
    assert len(read_xlsx(target.getvalue())) == 10_001


def test_batches_hold_every_row_once(citizen):
    for number in range(5):
        factories.post(citizen, title=f"글 번호 {number}")
    found = [post.pk for batch in in_batches(Post.objects.order_by("-published_at", "-pk"), size=3) for post in batch]
    assert found == list(Post.objects.order_by("-published_at", "-pk").values_list("pk", flat=True))
    assert [len(batch) for batch in in_batches(Post.objects.order_by("-pk"), size=3, most=4)] == [3, 1]


@pytest.mark.parametrize("order", ["asc", "desc"])
def test_batches_by_urgency_hold_every_report_once(order, api_of, moderator, citizen, monkeypatch):
    for number in range(5):
        post = factories.post(citizen, title=f"글 번호 {number}")
        for _ in range(number % 3 + 1):
            file_report(Report(post=post, reason="SPAM"), by=factories.MemberFactory())
    api, asked = api_of(moderator), {"sortBy": "urgency", "sortOrder": order}
    shown = [row["reportId"] for row in api.get("/api/admin/reports", asked).json()["data"]]
    monkeypatch.setitem(in_batches.__kwdefaults__, "size", 2)
    written = read_csv(api.get("/api/admin/reports/export", asked))
    assert [row[0] for row in written[1:]] == shown


def test_what_no_column_can_hold_stands_in_no_record(api_of, moderator, citizen, client_of):
    factories.post(citizen)
    asked, address = {"status": "PUBLISHED"}, "/api/admin/posts/export"
    assert api_of(moderator).get(address, {**asked, "\x00": "1"}).status_code == 400
    assert len(read_csv(api_of(moderator).get(address, asked))) == 2
    assert client_of(moderator).get("/admin/boards/post/export.csv", {"p": "\x00"}).status_code == 200
    assert [export.filters for export in StaffExport.objects.order_by("pk")] == [{"status": "PUBLISHED"}, {}]


@pytest.fixture
def two_at_once(monkeypatch):
    """The limit from which on files are made in the background."""
    monkeypatch.setattr(StaffExport, "MOST_AT_ONCE", 2)


def test_more_rows_are_made_in_the_background_for_whoever_asked(
    two_at_once, api_of, moderator, superuser, reader, citizen
):
    posts = [factories.post(citizen) for _ in range(3)]
    api = api_of(moderator)
    answer = api.get("/api/admin/posts/export", {"format": "csv", "search": "버스"})
    assert answer.status_code == 202
    export = StaffExport.objects.get()
    assert (export.state, answer.json()["data"]["file"]) == ("MAKING", None)
    make_staff_export(export.pk)
    shown = api.get(f"/api/admin/exports/{export.token}").json()["data"]
    assert (shown["state"], shown["rows"]) == ("READY", 3)
    response = api.get(shown["file"])
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == [post.public_id for post in reversed(posts)]
    assert Notification.objects.filter(member=moderator, kind="STAFF").count() == 1
    for other, status in ((superuser, 403), (reader, 404), (None, 401)):
        assert api_of(other).get(shown["file"]).status_code == status
    StaffExport.objects.update(expires_at=export.requested_at)
    assert api.get(shown["file"]).status_code == 404
    forget_staff_exports(0)
    export.refresh_from_db()
    assert (export.state, export.file.name) == ("EXPIRED", "")


def test_a_file_is_made_for_staff_alone(two_at_once, api_of, moderator, citizen):
    for _ in range(3):
        factories.post(citizen)
    api_of(moderator).get("/api/admin/posts/export")
    moderator.groups.clear()
    make_staff_export(StaffExport.objects.get().pk)
    assert StaffExport.objects.get().state == "FAILED"


def test_every_list_can_be_made_in_the_background(monkeypatch, api_of, superuser, citizen, aide):
    monkeypatch.setattr(StaffExport, "MOST_AT_ONCE", -1)
    factories.post(citizen)
    api, made = api_of(superuser), {}
    for page in PAGES:
        token = api.get(f"/api/admin/{page.key}/export").json()["data"]["id"]
        export = StaffExport.objects.get(token=token)
        make_staff_export(export.pk)
        made[page.key] = read_csv(api.get(f"/api/admin/exports/{token}/file"))
    assert {key: rows[0] for key, rows in made.items()} == {
        page.key: [column.heading for column in page.file_columns()] for page in PAGES
    }
    assert len(made["posts"]) == 2
