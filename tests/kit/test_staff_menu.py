"""The back office's menu is made once for each set of levels and place, and nobody sees another's."""

import re

import pytest
from django.urls import reverse

from tests.markup import tidy

pytestmark = pytest.mark.django_db
ITEM = re.compile(r'<a href="(/admin/[^"]+)"( aria-current="page")?>([^<]+)</a>')


def menu(client, name):
    page = tidy(client.get(reverse(name)))
    nav = page[page.index('id="nav-sidebar"') : page.index("</nav>", page.index('id="nav-sidebar"'))]
    return [(words, bool(here)) for _, here, words in ITEM.findall(nav)]


def test_everybody_sees_the_menu_of_their_level_whoever_looked_before(client_of, moderator, superuser):
    for _ in range(2):
        of_moderator = menu(client_of(moderator), "admin:boards_post_changelist")
        of_superuser = menu(client_of(superuser), "admin:boards_post_changelist")
        assert ("게시글 관리", True) in of_moderator
        assert set(of_moderator) < set(of_superuser)


def test_the_menu_says_where_one_is(client_of, moderator):
    client = client_of(moderator)
    for name, words in (
        ("boards_post", "게시글 관리"),
        ("boards_comment", "댓글 관리"),
        ("boards_post", "게시글 관리"),
    ):
        here = [item for item, is_here in menu(client, f"admin:{name}_changelist") if is_here]
        assert here == [words]
    first, *others = menu(client, "backoffice:dashboard")
    assert first == ("대시보드", True)
    assert not any(is_here for _, is_here in others)


def test_the_menu_changes_with_the_level(client_of, moderator, django_user_model):
    before = menu(client_of(moderator), "admin:boards_post_changelist")
    moderator.groups.set([django_user_model.groups.rel.model.objects.get_or_create(name="admin")[0]])
    after = menu(client_of(moderator), "admin:boards_post_changelist")
    assert len(after) > len(before)
