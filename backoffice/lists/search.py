"""Search for members: every comparison is answered by an index (spec L7, L8).

What stands in other tables is looked up first, the newest thousand at most, and compared by key.
"""

from django.db.models import Q

from accounts.models import Member
from boards.queries.staff_search import begins, keys_of

# 운영자 are no rows of these lists (spec L15).
KINDS = Member.COUNTED_KINDS
MEMBER_TYPES = [(kind.value, kind.label) for kind in KINDS]


def named(term):
    """Members of this id or with this in their nickname."""
    return begins("public_id", term) | Q(nickname_words__bigrams=term, nickname__icontains=term)


def keys_of_members(term):
    """The keys of the newest members of this id or nickname."""
    return keys_of(Member, named(term))
