"""내보내기 in the back office: the rows that a list shows, with its columns, for whoever may look, on record."""

import csv
import io

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.urls import reverse

from backoffice.lists.stat_cards import CARDS
from backoffice.models import StaffExport
from backoffice.views import list_export
from tests import factories
from tests.backoffice.test_stat_cards import rows  # noqa: F401 - a fixture

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
    assert f'<a href="{link}">CSV</a>' in page
    heading, *found = table(client.get(link.replace("&amp;", "&")))
    assert heading[:5] == ["팝업 아이디", "팝업 제목", "팝업 내용", "팝업 이미지", "팝업 상태"]
    assert [(row[0], row[2], row[4]) for row in found] == [(shown.public_id, "'=1+1", "게시")]
    assert [row[0] for row in table(client.get(POPUPS))[1:]] == [ended.public_id, shown.public_id]
    record = StaffExport.objects.order_by("pk").first()
    assert (record.by, record.page, record.rows, record.filters) == (
        admin_member,
        "popups",
        1,
        {"q": "행사", "state": "SHOWN"},
    )
    sheet = client.get(POPUPS.replace(".csv", ".xlsx"))
    assert sheet.getvalue()[:2] == b"PK"
    assert "attachment" in sheet["Content-Disposition"]


@pytest.mark.parametrize("label", CARDS)
def test_every_list_with_cards_is_a_file_of_as_many_rows(label, rows, client_of, superuser):  # noqa: F811
    cache.clear()
    client, listed = client_of(superuser), label.replace(".", "/")
    address = reverse(f"admin:{label.replace('.', '_')}_changelist")
    assert f"{address}export.xlsx" in client.get(address).text
    # The admin lists staff among members; the file, like the cards, leaves them out.
    query = "?kind__exact=NORMAL" if label == "accounts.member" else ""
    found = client.get(address + query).context["cl"].result_count
    heading, *lines = table(client.get(f"/admin/{listed}/export.csv{query}"))
    assert [len(line) for line in lines] == [len(heading)] * found


def test_files_are_for_staff_who_may_look(client_of, citizen, moderator, admin_member):
    factories.banner(admin_member)
    assert client_of().get(BANNERS).status_code == 302
    assert client_of(citizen).get(BANNERS).status_code in {302, 403}
    assert len(table(client_of(moderator).get(BANNERS))) == 2
    client = client_of(moderator)
    assert client.post(BANNERS).status_code == 405
    for nothing in ("/admin/pages/nothing/export.csv", "/admin/admin/logentry/export.csv"):
        assert client.get(nothing).status_code == 404
    assert client.get(f"{BANNERS}?nonsense=1").status_code == 404
    assert StaffExport.objects.count() == 1


def test_too_many_rows_are_refused_in_words(client_of, admin_member, monkeypatch):
    monkeypatch.setattr(StaffExport, "MOST_AT_ONCE", 1)
    for _ in range(2):
        factories.popup(admin_member)
    page = client_of(admin_member).get(POPUPS, follow=True)
    assert page.redirect_chain
    assert list_export.TOO_MANY in page.text
    assert not StaffExport.objects.exists()


def test_every_list_with_cards_is_one_of_the_admin():
    known = {model._meta.label_lower for model in admin.site._registry}
    assert set(CARDS) <= known
