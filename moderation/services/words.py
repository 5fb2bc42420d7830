"""Keeping the list of words."""

import json
import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Member
from moderation.models import WatchWord
from moderation.services.word_filter import invalidate_words, key_of
from polibat.db.deeds import log_deed
from polibat.security.permission import require
from polibat.text import clean_line

logger = logging.getLogger(__name__)

MOST_WORDS = 20_000
NOT_A_LIST = 'JSON은 ["낱말", …]이나 {"badwords": ["낱말", …]} 모양이어야 합니다.'


@transaction.atomic
def add_word(word: WatchWord, *, by: Member) -> WatchWord:
    """Store an unsaved WatchWord, or put the same word that was set aside back to use.

    Raises PermissionDenied and ValidationError (too short, already there).
    """
    require(by, "moderation.change_watchword")
    word.word, word.note, word.by, word.key = clean_line(word.word), clean_line(word.note), by, key_of(word.word)
    word.clean_fields(exclude=["key", "by"])
    word.clean()
    if not word.key:
        raise ValidationError({"word": ValidationError("글자가 들어 있는 낱말을 적어 주세요.", code="letters")})
    unique = ["key"]
    changed = ["word", "is_exception", "note", "by", "is_active"]
    if WatchWord.objects.filter(key=word.key, is_active=True).exists():
        raise ValidationError({"word": ValidationError("이미 목록에 있는 낱말입니다.", code="unique")})
    WatchWord.objects.bulk_create([word], update_conflicts=True, unique_fields=unique, update_fields=changed)
    invalidate_words()
    log_deed(logger, "word added", extra={"by": by.pk})
    return WatchWord.objects.get(key=word.key)


@transaction.atomic
def set_word_aside(word: WatchWord, *, by: Member) -> bool:
    """Take a word out of use; False when it is. Raises PermissionDenied."""
    return _use(word, by=by, is_active=False)


@transaction.atomic
def use_word_again(word: WatchWord, *, by: Member) -> bool:
    """Put a word back to use; False when it is. Raises PermissionDenied."""
    return _use(word, by=by, is_active=True)


def _use(word: WatchWord, *, by: Member, is_active: bool) -> bool:
    require(by, "moderation.change_watchword")
    changed = WatchWord.objects.filter(pk=word.pk, is_active=not is_active).update(is_active=is_active, by=by)
    invalidate_words()
    return bool(changed)


@transaction.atomic
def import_words(text: str, *, by: Member | None = None, is_exception: bool = False) -> tuple[int, int]:
    """Add the words of a file (lines, or JSON) that the list lacks; how many were new, and how many it had.

    `by` is empty for the command alone. Lines that begin with `#` say nothing. Raises PermissionDenied and
    ValidationError (nothing to read, too many, a shape that is no list).
    """
    if by is not None:
        require(by, "moderation.change_watchword")
    given = {}
    for line in words_of_file(text):
        word = clean_line(line)[: WatchWord.LONGEST]
        key = key_of(word)
        if len(key) > 1:
            given.setdefault(key, word)
    if not given:
        raise ValidationError("파일에 낱말이 없습니다.", code="empty")
    if len(given) > MOST_WORDS:
        raise ValidationError(f"낱말은 한 번에 {MOST_WORDS:,}개까지 넣을 수 있습니다.", code="too_many")
    before = WatchWord.objects.count()
    rows = [WatchWord(key=key, word=word, is_exception=is_exception, by=by) for key, word in given.items()]
    WatchWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    added = WatchWord.objects.count() - before
    invalidate_words()
    log_deed(logger, "words imported", extra={"added": added, "by": by and by.pk})
    return added, len(given) - added


def words_of_file(text: str) -> list[str]:
    """The words in a text: of JSON, a list or the first list in an object; else one a line."""
    text = text.lstrip("\ufeff").strip()
    if not text.startswith(("{", "[")):
        return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    try:
        found = json.loads(text)
        # Half a letter ("\\ud800") is JSON, and nothing that can be kept.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ValidationError("JSON을 읽을 수 없습니다.", code="json") from error
    if isinstance(found, dict):
        lists = [value for name, value in found.items() if name.casefold() == "badwords"]
        found = lists[0] if lists else None
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise ValidationError(NOT_A_LIST, code="json")
    return found
