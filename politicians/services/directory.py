"""Keeping the directory of politicians."""

import logging

from django.db import transaction

from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from polibat.db.ids import next_public_id
from polibat.text import clean_line
from polibat.text.bigrams import vector_of
from polibat.text.initials import initials_of
from politicians.models import Politician
from politicians.services.places import find_place

logger = logging.getLogger(__name__)

LINES = ("name", "hanja", "english", "position", "district", "office_phone")


@transaction.atomic
def store_politician(politician: Politician) -> Politician:
    """Store a new or changed politician together with the words by which people find them."""
    for field in LINES:
        setattr(politician, field, clean_line(getattr(politician, field)))
    politician.public_id = politician.public_id or next_public_id("PL")
    politician.mona_cd = politician.mona_cd or None
    politician.chosung = initials_of(politician.name)
    politician.words = vector_of(
        f"{politician.name} {politician.hanja} {politician.english}",
        str(politician.party or "무소속"),
        f"{politician.district} {politician.position}",
    )
    politician.full_clean()
    politician.region = find_place(politician)
    politician.save()
    invalidate(Tag.POLITICIANS)
    return politician
