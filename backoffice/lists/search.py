"""Search and the narrowing by ids: every comparison is answered by an index (spec L7, L8).

What stands in other tables is looked up first, the newest thousand at most, and compared by key.
"""

import django_filters
from django.db.models import Q

from accounts.models import Member
from boards.queries.staff_search import begins, keys_of
from polibat.api.filters import ALL, LabelledChoiceFilter
from polibat.text import clean_line

LONGEST = 100
# 운영자 are no rows of these lists (spec L15).
KINDS = [Member.Kind.NORMAL, Member.Kind.POLITICIAN, Member.Kind.AIDE]
MEMBER_TYPES = [(kind.value, kind.label) for kind in KINDS]


def named(term):
    """Members of this id or with this in their nickname."""
    return begins("public_id", term) | Q(nickname_words__bigrams=term, nickname__icontains=term)


def keys_of_members(term):
    """The keys of the newest members of this id or nickname."""
    return keys_of(Member, named(term))


def searched(condition):
    """A filter for `search`: `condition(term)` gives what a row has to fulfil."""

    def narrow(rows, name, value):
        term = clean_line(value)[:LONGEST].strip()
        return rows.filter(condition(term)) if term else rows

    return django_filters.CharFilter(method=narrow, help_text="아이디(앞부분), 닉네임, 제목이나 내용에서 찾습니다.")


def one(field):
    """A filter for the rows about the thing of one public id."""

    def narrow(rows, name, value):
        return rows.filter(**{field: clean_line(value).upper()})

    return django_filters.CharFilter(method=narrow, help_text="공개 아이디.")


def choice(field, choices, *, also=(), by=None):
    """A filter for one of `choices`, by key or label; `also` are other labels, `by` narrows in a way of its own."""
    keys = " | ".join(f"{key}({label})" for key, label in choices)
    return LabelledChoiceFilter(field_name=field, choices=[*choices, *also], by=by, help_text=f"{keys} | {ALL}")
