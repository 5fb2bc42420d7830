"""The list of words: what it finds, what it leaves alone, and how it is kept."""

import json
import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from moderation.models import WatchWord
from moderation.services import add_word, import_words, set_word_aside, use_word_again
from moderation.services.word_filter import WordList, screen, words_in
from tests.kit.test_tables import sheet

HERE = Path(__file__).resolve()
DATA = next((folder / "shared" / "data" for folder in HERE.parents if (folder / "shared" / "data").is_dir()), None)
WORDS = WordList(
    [
        ("바보", False),
        ("badword", False),
        ("0101234", False),
        ("시발", False),
        ("같은 놈", False),
        ("새끼", False),
        ("새끼손가락", True),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("이 바보야", ["바보"]),
        (unicodedata.normalize("NFD", "이 바보야"), ["바보"]),
        ("바\u200b보", ["바보"]),
        ("바.보", ["바보"]),
        ("바\U000e0041보", ["바보"]),
        ("ｂａｄｗｏｒｄ 𝐛𝐚𝐝𝐰𝐨𝐫𝐝 ⓑⓐⓓⓦⓞⓡⓓ", ["badword"]),
        ("０１０-１２３４", ["0101234"]),
        ("바바보보", ["바보"]),
        ("너는 바 보 다", ["바보"]),
        ("정말 바보, 시발!", ["바보", "시발"]),
        ("바보 바보", ["바보"]),
        ("저런 같은놈", ["같은 놈"]),
        ("저런 같은 놈", ["같은 놈"]),
        ("다시 발표합니다", []),
        ("다시 발 표", []),
        ("바다 보기", []),
        ("새끼손가락", []),
        ("새끼손가락 새끼", ["새끼"]),
        ("", []),
        ("\x00\u202e🚩", []),
    ],
)
def test_word_list_finds(text, found):
    assert list(WORDS.find(text)) == found


def test_screen_says_how_much(db):
    assert screen("오늘 회의를 다시 발표합니다") == screen("")
    found = screen("멍청이, 개소리 그만")
    assert (found.words, found.score) == (("멍청이", "개소리"), 0.75)


def test_one_walk_finds_among_many_words_in_little_time(django_assert_num_queries, db):
    words = WordList([(f"가{number}나", False) for number in range(20_000)] + [("바보", False)])
    assert words.find("오늘 회의에서 나온 이야기입니다 " * 600 + "바보") == ("바보",)
    words_in("다시")
    with django_assert_num_queries(0):
        words_in("다시")


def test_add_word_is_used_at_once_and_can_be_set_aside(moderator, django_capture_on_commit_callbacks):
    assert words_in("두루뭉술이") == ()
    with django_capture_on_commit_callbacks(execute=True):
        word = add_word(WatchWord(word=" 두루 뭉술이 ", note="시험"), by=moderator)
    assert (word.word, word.key, word.by) == ("두루 뭉술이", "두루뭉술이", moderator)
    assert words_in("두루뭉술이") == ("두루 뭉술이",)
    with pytest.raises(ValidationError, match="이미 목록에"):
        add_word(WatchWord(word="두루뭉술이"), by=moderator)
    with django_capture_on_commit_callbacks(execute=True):
        assert set_word_aside(word, by=moderator) is True
        assert set_word_aside(word, by=moderator) is False
    assert words_in("두루뭉술이") == ()
    assert use_word_again(word, by=moderator) is True


@pytest.mark.parametrize("word", ["", "가", "!!", "가" * 41, "\u200b"])
def test_add_word_refuses(word, moderator):
    with pytest.raises(ValidationError):
        add_word(WatchWord(word=word), by=moderator)


def test_words_are_kept_by_staff(reader, moderator):
    with pytest.raises(PermissionDenied):
        add_word(WatchWord(word="두루뭉술이"), by=reader)
    with pytest.raises(PermissionDenied):
        import_words("두루뭉술이", by=reader)
    with pytest.raises(PermissionDenied):
        set_word_aside(WatchWord.objects.first(), by=reader)


@pytest.mark.parametrize(
    "text",
    [
        "# 설명\n하나둘\n\n셋넷\n하나둘\n",
        '{"badwords": ["하나둘", "셋넷"]}',
        '{"badWords": ["하나둘", "셋넷"]}',
        '["하나둘","셋넷"]',
    ],
)
def test_import_words_reads_lines_and_json(text, db):
    assert import_words(text) == (2, 0)
    assert import_words(text) == (0, 2)
    assert set(WatchWord.objects.filter(word__in=["하나둘", "셋넷"]).values_list("is_exception", flat=True)) == {False}


@pytest.mark.parametrize(
    "text",
    [
        *("", "# 설명뿐", "{", "[" * 100_000, '["나쁜말\\ud800"]'),
        *('{"words": []}', '{"badwords": [1]}', '{"badwords": "x"}', "[[]]"),
    ],
)
def test_import_words_refuses(text, db):
    with pytest.raises(ValidationError):
        import_words(text)


def test_import_words_command(tmp_path, db):
    file = tmp_path / "words.json"
    file.write_text(json.dumps({"badwords": ["하나둘", "셋넷"]}), encoding="utf-8")
    said = StringIO()
    call_command("import_words", file, stdout=said)
    assert said.getvalue() == "새 낱말 2개, 이미 있던 낱말 0개\n"
    file.write_bytes(b"\xff\xfe\x00")
    for path in (file, tmp_path / "none.txt"):
        with pytest.raises(CommandError):
            call_command("import_words", path)


def test_words_in_the_back_office(moderator, client_of):
    client = client_of(moderator)
    page = reverse("admin:moderation_watchword_add")
    assert client.post(page, {"word": "가"}).status_code == 422
    client.post(page, {"word": "두루뭉술이", "note": "시험"})
    address = reverse("admin:moderation_watchword_import")
    for content in (b"\xff\xfe{", b"", b"{"):
        assert client.post(address, {"file": SimpleUploadedFile("w.txt", content)}).status_code == 422
    done = client.post(address, {"file": SimpleUploadedFile("w.txt", "하나둘\n셋넷".encode())}, follow=True)
    assert "새 낱말 2개" in done.content.decode()
    row = WatchWord.objects.get(word="두루뭉술이")
    chosen = {"action": "set_word_aside", "_selected_action": [row.pk], "index": 0}
    client.post(reverse("admin:moderation_watchword_changelist"), chosen)
    row.refresh_from_db()
    assert not row.is_active
    # Who brought which word, and of a file how many; what was refused or changed nothing stands nowhere.
    client.post(reverse("admin:moderation_watchword_changelist"), chosen)
    entries = LogEntry.objects.order_by("pk")
    assert {entry.user for entry in entries} == {moderator}
    assert [entry.get_change_message() for entry in entries] == [
        "낱말 추가: ‘두루뭉술이’",
        "낱말 파일 넣기: w.txt에서 새 낱말 2개, 이미 있던 낱말 0개",
        "낱말 ‘두루뭉술이’: 쓰지 않기",
    ]
    assert [entry.object_id for entry in entries] == [str(row.pk), None, str(row.pk)]


@pytest.mark.parametrize("encoding", ["cp949", "utf-16"])
def test_words_come_from_files_as_staff_have_them(moderator, client_of, encoding):
    file = SimpleUploadedFile("낱말.txt", "하나둘\r\n셋넷\r\n".encode(encoding))
    done = client_of(moderator).post(reverse("admin:moderation_watchword_import"), {"file": file}, follow=True)
    assert "새 낱말 2개" in done.content.decode()


def test_words_come_from_the_first_column_of_a_spreadsheet(moderator, client_of):
    file = SimpleUploadedFile("낱말.xlsx", sheet([["하나둘", "메모"], ["셋넷", ""]]))
    done = client_of(moderator).post(reverse("admin:moderation_watchword_import"), {"file": file}, follow=True)
    assert "새 낱말 2개" in done.content.decode()


def measured(name):
    if DATA is None or not (DATA / name).is_dir():
        pytest.skip(f"../shared/data/{name} is not here")
    return DATA / name


def share(texts):
    found = [bool(words_in(text)) for text in texts]
    return sum(found) / len(found)


def test_false_alarms_on_petitions_are_few(db):
    texts = [
        json.loads(line)["content"]
        for file in sorted(measured("petitions").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    alarms = 1000 * share(texts)
    assert alarms < 12


def test_recall_on_insults_is_what_a_short_list_has(db):
    lines = (measured("moderation") / "curse.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.rsplit("|", 1) for line in lines if "|" in line]
    bad, fine = ([text for text, label in rows if label == value] for value in "10")
    assert share(bad) > 0.3
    assert share(fine) < 0.02


def test_first_words_are_there_after_migrating(db):
    assert WatchWord.objects.filter(is_exception=False, by=None).count() > 20
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM moderation_watchword WHERE is_exception")
        assert cursor.fetchone()[0] > 5
