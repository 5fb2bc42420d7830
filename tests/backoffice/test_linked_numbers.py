"""Every number that leads somewhere leads to exactly its rows (spec L13, L14): dashboard, cards and cells of lists."""

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from backoffice.lists import LISTS
from backoffice.queries import drill_down
from insights.queries import labels
from insights.services.daily_statistics import close_days, prove
from moderation.models import Report
from polibat.days import PERIODS
from tests.backoffice.history import NOW, make_history
from tests.markup import tidy

DASHBOARD = "/admin/dashboard/"
STANDING, CHANGED = "회원 누적 현황", "회원 상태 변경 현황"
WRITTEN, HAPPENED = "게시글/댓글 누적 현황", "게시글/댓글 변동 상세현황"
# What is a link: by section and row the places of a number ("number", and "change" beside it). All else is none:
# net changes, sums of two lists, visitors.
IS_LINK = {
    (STANDING, ""): {"number"},
    **{(CHANGED, row): {"number"} for row in ("전체:", "일반회원:", "정치인:", "보좌진:")},
    **{(WRITTEN, row): {"number", "change"} for row in ("게시글", "댓글")},
    **{(HAPPENED, row): {"number"} for row in ("게시글", "댓글")},
}
NUMBER = re.compile(r"[+-]?[\d,]+(\.\d)?명?")
# Of links of one form in the cells of a list, so many are followed.
FOLLOWED = 2


class Numbers(HTMLParser):
    """The numbers in the cards of a dashboard's page: where each stands, what it says, and where it leads."""

    HEADS = {"h3": 0, "h4": 1, "h5": 2, "dt": 3}

    def __init__(self, text):
        """Read a page."""
        super().__init__()
        self.found, self.heads, self.open = [], ["", "", "", ""], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Go into a tag; a card begins anew."""
        given = dict(attrs)
        if tag in {"input", "link", "meta", "br", "img"}:
            return
        if tag == "li":
            self.heads[1:] = ["", "", ""]
        self.open.append((tag, given))

    def handle_endtag(self, tag):
        """Go out of a tag."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        """Keep a heading, or a number below the headings."""
        words = data.strip()
        tags = [tag for tag, _ in self.open]
        if not words or "section" not in tags:
            return
        for head, place in self.HEADS.items():
            if head in tags and "span" not in tags[tags.index(head) :]:
                self.heads[place:] = [words, *[""] * (3 - place)]
                return
        classes = {name for _, given in self.open for name in given.get("class", "").split()}
        is_change = bool(classes & {"figures-up", "figures-down"})
        if not NUMBER.fullmatch(words) or not (is_change or {"dd", "strong"} & set(tags)):
            return
        link = next((given.get("href") for tag, given in self.open if tag == "a"), None)
        number = float(re.sub("[+,명]", "", words))
        self.found.append((*self.heads, "change" if is_change else "number", number, link))


@pytest.fixture
def world(superuser):
    make_history(superuser)
    with time_machine.travel(NOW, tick=False):
        close_days()
        yield superuser


class Follower:
    """Follows links as staff do, and keeps what leads to another number of rows than it says."""

    def __init__(self, member, page, api):
        """Follow for `member`, signed in to the clients `page` and `api`."""
        self.member, self.page, self.api = member, page, api
        self.followed, self.opened, self.wrong = {}, {}, []
        self.seen, self.zeros = Counter(), Counter()

    def rows_at(self, address):
        """How many rows the admin's list has at an address; of addresses of one form the first is opened as a page."""
        if address not in self.followed:
            path, query = urlsplit(address)[2:4]
            form = (path, *(name for name, _ in parse_qsl(query)))
            if form in self.opened:
                request = RequestFactory().get(address)
                request.user = self.member
                found = self.opened[form].get_changelist_instance(request)
            else:
                found = self.page.get(address).context["cl"]
                self.opened[form] = found.model_admin
            self.followed[address] = found.result_count
        return self.followed[address]

    def rows_of(self, key, filters):
        """How many rows the API's list has."""
        asked = (key, *sorted(filters.items()))
        if asked not in self.followed:
            answer = self.api.get(f"/api/admin/{key}", {**filters, "limit": 1})
            assert answer.status_code == 200, answer.content.decode()
            self.followed[asked] = answer.json()["pagination"]["total"]
        return self.followed[asked]

    def check(self, what, number, found):
        """Count what was looked at, by its first word, and keep where the two differ."""
        self.seen[what[0]] += 1
        if number != found:
            self.wrong.append((*what, number, found))

    def check_dashboard(self, tab, period):
        """Every number of a tab: whether it is a link, and what it opens."""
        answer = self.page.get(DASHBOARD, {"tab": tab, f"{tab}-period": period})
        for section, card, box, row, place, number, link in Numbers(answer.text).found:
            what = (tab, period, section, card, box, row, place)
            is_link = place in IS_LINK.get((section, row), ())
            self.zeros[period] += is_link and number == 0
            self.check(("is a link", *what), bool(is_link and number), bool(link))
            if link:
                self.check(("dashboard", *what), number, self.rows_at(link))

    def check_figures_of_the_api(self, period):
        """The same figures in the API, whose lists have their rows; of decisions there is none."""
        for what, number, rows in figures_of(self.api, period):
            if rows.key != "decisions":
                self.check(("API", period, *what), number, self.rows_of(rows.key, rows.filters))

    def check_lists(self):
        """Cards of every list in the admin and in the API, cells of the admin's, and tasks of the first page."""
        for name, label, number, link in cards_in_admin(self.page):
            self.check(("card", name, label), number, self.rows_at(link))
        for key, name, number, filters in cards_in_api(self.api):
            self.check(("card of the API", key, name), number, self.rows_of(key, filters))
        for name, number, link in cells(self.page):
            self.check(("cell", name, link), number, self.rows_at(link))
        for task in self.page.get("/admin/").context["tasks"]:
            self.check(("task", task.label, task.url), task.count, self.rows_at(task.url))


def test_every_linked_number_opens_exactly_its_rows(world, client_of, api_of):
    follower = Follower(world, client_of(world), api_of(world))
    for period in PERIODS:
        for tab in labels.TABS:
            follower.check_dashboard(tab, period)
        follower.check_figures_of_the_api(period)
    follower.check_lists()
    assert follower.wrong == []
    # Nothing was left out, and little leads nowhere because it is 0.
    seen, of_members, of_texts, of_visitors = follower.seen, 4 * 2 + 4 * 4, 4 * 3 * 2 + 4 * 4 * 3, 7 * 2 + 7
    assert seen["is a link"] == 4 * (of_members + of_texts + of_visitors)
    assert +follower.zeros == {"day": 4}
    assert seen["dashboard"] + 4 == 4 * (4 + 4 * 4 + 4 * 2 * 2 + 4 * 2 * 4)
    assert seen["API"] == 4 * (4 + 4 * 4 + 4 * 2 * (2 + 2))
    assert seen["card"] == sum(bool(card.label) for page in lists_in_admin().values() for card in page.cards)
    assert (seen["task"] > 10, seen["cell"] > 25) == (True, True)
    assert {name for name, wrong in prove() if wrong} == set()


def figures_of(api, period):
    """Each number of the API's dashboard that counts rows, and which rows they are."""
    of_members = api.get("/api/admin/dashboard/members", {"period": period}).json()["data"]
    for kind in labels.KINDS:
        yield (kind,), of_members["cumulative"][kind]["current"], drill_down.members(kind)
        for change in labels.CHANGES:
            yield (change, kind), of_members["changes"][change][kind], drill_down.changes(period, kind, change)
    of_texts = api.get("/api/admin/dashboard/posts", {"period": period}).json()["data"]
    for board in labels.BOARDS:
        for what in ("posts", "comments"):
            written = of_texts["cumulative"][board][what]
            yield (board, what), written["current"], drill_down.texts(what, board)
            yield (board, what, "change"), written["change"], drill_down.texts(what, board, period)
            for variation, numbers in of_texts["changes"][board].items():
                rows = (
                    drill_down.texts(what, board, period)
                    if variation == "new"
                    else drill_down.events(variation, what, board, period)
                )
                yield (board, variation, what), numbers[what], rows


def lists_in_admin():
    """The lists of the admin, by model."""
    found = {model: getattr(model_admin, "staff_list", None) for model, model_admin in admin.site._registry.items()}
    return {model: staff_list for model, staff_list in found.items() if staff_list}


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def cards_in_admin(page):
    """The cards above each of the admin's lists: list, label, number, link."""
    for model, staff_list in lists_in_admin().items():
        address = list_of(model)
        text = tidy(page.get(address))
        found = re.findall(r'<a href="(\?[^"]*|\?)"><span>([^<]*)</span><strong>([\d,]+)', text)
        for link, label, number in found:
            yield staff_list.key, label, int(number.replace(",", "")), address + plain(link)


def plain(link):
    return link.replace("&amp;", "&")


def cards_in_api(api):
    """The cards of each list of the API: key, card, number, filters."""
    for page in LISTS.values():
        figures = api.get(f"/api/admin/{page.key}/stats").json()["data"]
        for card in page.cards:
            yield page.key, card.key, figures[card.key], card.filters


def cells(page):
    """Numbers in the cells of the admin's lists that lead to other lists, some of each form."""
    for model, staff_list in lists_in_admin().items():
        many, every = Counter(), {"state": "all"} if model is Report else {}
        text = tidy(page.get(list_of(model), {"size": 100, **every}))
        table = text[text.index('id="result_list"') :]
        for link, number in re.findall(r'<a href="(/admin/[a-z]+/[a-z]+/\?[^"]*)">([\d,]+)</a>', table):
            form = (urlsplit(link).path, *(key for key, _ in parse_qsl(plain(urlsplit(link).query))))
            many[form] += 1
            if many[form] <= FOLLOWED:
                yield staff_list.key, int(number.replace(",", "")), plain(link)
