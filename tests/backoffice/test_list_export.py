"""내보내기 in the back office: the rows that a list shows, with its columns, for whoever may look, on record."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from backoffice.jobs import make_staff_export
from backoffice.lists import PopupList
from backoffice.models import StaffExport
from backoffice.views import list_export
from tests import factories
from tests.backoffice.test_exports import CELLS
from tests.backoffice.test_stat_cards import LISTED, rows  # noqa: F401 - a fixture
from tests.markup import contains

pytestmark = pytest.mark.django_db

POPUPS, BANNERS = "/admin/displays/popup/export.csv", "/admin/displays/banner/export.csv"


def table(response):
    assert response.status_code == 200, response.headers
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_a_file_holds_the_rows_of_the_list_with_its_columns(client_of, admin_member):
    shown, ended = (
        factories.popup(admin_member, "가을 행사", text="=1+1"),
        factories.popup(admin_member, "지난 행사", starts=-9, ends=-1),
    )
    client = client_of(admin_member)
    page = client.get("/admin/displays/popup/?q=행사&state=SHOWN&p=1").text
    link = f"{POPUPS}?q=%ED%96%89%EC%82%AC&amp;state=SHOWN"
    assert contains(page, f'<a href="{link}">CSV</a>')
    heading, *found = table(client.get(link.replace("&amp;", "&")))
    assert heading[:5] == ["팝업 아이디", "팝업 제목", "팝업 내용", "팝업 이미지", "팝업 상태"]
    assert [(row[0], row[2], row[4]) for row in found] == [(shown.public_id, "'=1+1", "게시")]
    assert [row[0] for row in table(client.get(POPUPS))[1:]] == [ended.public_id, shown.public_id]
    record = StaffExport.objects.order_by("pk").first()
    assert (record.by, record.page, record.rows, record.filters) == (
        admin_member,
        "popups",
        1,
        {"search": "행사", "status": "SHOWN"},
    )
    sheet = client.get(POPUPS.replace(".csv", ".xlsx"))
    assert sheet.getvalue()[:2] == b"PK"
    assert "attachment" in sheet["Content-Disposition"]


@pytest.mark.parametrize("label", LISTED)
def test_every_list_is_a_file_of_as_many_rows(label, rows, client_of, superuser):  # noqa: F811
    cache.clear()
    client, listed = client_of(superuser), label.replace(".", "/")
    address = reverse(f"admin:{label.replace('.', '_')}_changelist")
    assert f"{address}export.xlsx" in client.get(address).text
    found = client.get(address).context["cl"].result_count
    heading, *lines = table(client.get(f"/admin/{listed}/export.csv"))
    assert [len(line) for line in lines] == [len(heading)] * found


def test_files_are_for_staff_who_may_look(client_of, citizen, moderator, admin_member):
    factories.banner(admin_member)
    assert client_of().get(BANNERS).status_code == 302
    assert client_of(citizen).get(BANNERS).status_code == 302
    assert len(table(client_of(moderator).get(BANNERS))) == 2
    client = client_of(moderator)
    assert client.post(BANNERS).status_code == 405
    for nothing in ("/admin/displays/nothing/export.csv", "/admin/admin/logentry/export.csv"):
        assert client.get(nothing).status_code == 404
    assert client.get(f"{BANNERS}?nonsense=1").status_code == 404
    assert StaffExport.objects.count() == 1


def test_many_rows_are_made_in_the_background_as_the_table_is_filtered(client_of, admin_member, monkeypatch):
    monkeypatch.setattr(StaffExport, "MOST_AT_ONCE", 1)
    shown = [factories.popup(admin_member, "가을 행사") for _ in range(2)]
    factories.popup(admin_member, "지난 행사", starts=-9, ends=-1)
    client, today = client_of(admin_member), f"{timezone.localdate()}"
    page = client.get(f"{POPUPS}?q=행사&state=SHOWN&since={today}", follow=True)
    assert page.redirect_chain
    assert list_export.LATER in page.text
    export = StaffExport.objects.get()
    asked = {"search": "행사", "status": "SHOWN", "from": today, "dateType": "created"}
    assert (export.state, export.filters) == ("MAKING", asked)
    make_staff_export(export.pk)
    export.refresh_from_db()
    with export.file.open("rb") as file:
        written = file.read().decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(written))][1:] == [popup.public_id for popup in reversed(shown)]


def test_many_rows_of_what_no_filter_says_are_refused_in_words(client_of, admin_member, monkeypatch):
    monkeypatch.setattr(StaffExport, "MOST_AT_ONCE", 1)
    for _ in range(2):
        factories.popup(admin_member)
    page = client_of(admin_member).get(f"{POPUPS}?title__startswith=", follow=True)
    assert list_export.TOO_MANY in page.text
    assert not StaffExport.objects.exists()


def test_a_sheet_has_widths_a_heading_that_stays_filters_and_dates(client_of, admin_member):
    factories.popup(admin_member, "아주 긴 제목의 팝업입니다")
    response = client_of(admin_member).get(POPUPS.replace(".csv", ".xlsx"))
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
        styles = book.read("xl/styles.xml").decode()
    pane = next(sheet.iter(f"{CELLS}pane"))
    assert (pane.get("ySplit"), pane.get("state"), pane.get("topLeftCell")) == ("1", "frozen", "A2")
    assert next(sheet.iter(f"{CELLS}autoFilter")).get("ref") == f"A1:{chr(64 + len(PopupList.file_columns()))}2"
    widths = [float(column.get("width")) for column in sheet.iter(f"{CELLS}col")]
    assert max(widths) > min(widths) > 5
    started = next(place for place, column in enumerate(PopupList.file_columns()) if column.heading == "게시 시작일")
    cell = list(list(sheet.iter(f"{CELLS}row"))[1])[started]
    assert cell.get("t") is None
    assert float(cell.find(f"{CELLS}v").text) > 45_000
    assert "yyyy-mm-dd hh:mm:ss" in styles
