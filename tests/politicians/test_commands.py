"""`import_politicians` from both kinds of file and from the Open API."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from politicians.models import Party, Politician, Term
from politicians.services.importers import assembly_20, legislators, open_assembly
from politicians.services.importers.records import Record, RefusedRow
from tests.politicians import assembly_stub
from tests.politicians.assembly_stub import page, refusal

pytestmark = pytest.mark.django_db

SHARED = project.BASE_DIR.parent / "shared" / "data" / "politicians"
LEGISLATORS = ",".join(legislators.COLUMNS)
ASSEMBLY_20 = ",".join(assembly_20.COLUMNS)
PEOPLE = """\
GA001,20,한가람,韓佳藍,HAN GARAM,새빛당,새빛당,가온시 갑,constituency,국토위원회,F,1970-01-31,1
GA001,22,한가람,韓佳藍,HAN GARAM,푸른들당,새빛당,가온시 을,constituency,"행정위원회, 예산위원회",F,1970-01-31,2
GA002,22,강하늘,,KANG HANEUL,무소속,무소속,비례대표,proportional,,M,1980-02-28,1
GA003,20,남산들,,NAM SANDEUL,새빛당,새빛당,나래군,constituency,,M,1960-05-05,3
"""


def run(source, *args, **kwargs):
    """Run the command; what it said."""
    out = io.StringIO()
    call_command("import_politicians", str(source), *args, stdout=out, stderr=io.StringIO(), no_color=True, **kwargs)
    return out.getvalue()


@pytest.fixture
def csv(tmp_path):
    """Write a file of a header and rows."""

    def write(header, rows, *, encoding="utf-8"):
        path = tmp_path / "source.csv"
        path.write_bytes(f"{header}\n{rows}".encode(encoding))
        return path

    return write


@pytest.fixture
def stub(settings):
    """The stand-in for the Open API."""
    with assembly_stub.serving(settings) as running:
        yield running


def everything():
    """All that an import may write, comparable."""
    return (
        list(Politician.objects.order_by("pk").values()),
        list(Term.objects.order_by("pk").values()),
        list(Party.objects.order_by("pk").values()),
    )


# Files -----------------------------------------------------------------------------------------------------------


def test_import_politicians_reads_legislators_with_every_term(csv):
    said = run(csv(LEGISLATORS, PEOPLE))
    assert "새로 만듦 3 · 바뀜 1 · 그대로 0 · 거절 0 · 재직 종료 0" in said
    garam = Politician.objects.get(name="한가람")
    assert (garam.party.name, garam.district, garam.committees) == ("푸른들당", "가온시 을", "행정위원회, 예산위원회")
    assert (garam.hanja, garam.english, garam.gender, garam.mona_cd) == ("韓佳藍", "HAN GARAM", "F", "GA001")
    assert garam.is_in_office
    newest, oldest = garam.terms.all()
    assert (newest.assembly, newest.path_of_parties, newest.seniority) == (22, ["새빛당", "푸른들당"], 2)
    assert (oldest.assembly, oldest.path_of_parties, oldest.district) == (20, ["새빛당"], "가온시 갑")
    assert Politician.objects.get(name="강하늘").party is None
    assert not Politician.objects.get(name="남산들").is_in_office
    assert list(Politician.objects.matching("ㅎㄱㄹ")) == [garam]


def test_import_politicians_changes_nothing_the_second_time(csv):
    path = csv(LEGISLATORS, PEOPLE)
    run(path)
    before = everything()
    said = run(path)
    assert "새로 만듦 0 · 바뀜 0 · 그대로 4 · 거절 0 · 재직 종료 0" in said
    assert "바뀐 것이 없습니다." in said
    assert everything() == before


def test_import_politicians_takes_one_term_alone(csv):
    said = run(csv(LEGISLATORS, PEOPLE), "--term", "22")
    assert "새로 만듦 2" in said
    assert "다른 대수라 건너뜀 2" in said
    assert set(Term.objects.values_list("assembly", flat=True)) == {22}


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        (
            "이름,한자,생년월일,정당,선거구명,선거구 구분명,위원회,재선구분명,당선대수,성별,전화,국회의원코드",
            "cp949",
        ),
        (
            "HG_NM,HJ_NM,BTH_DATE,POLY_NM,ORIG_NM,ELECT_GBN_NM,CMITS,REELE_GBN_NM,UNITS,SEX_GBN_NM,TEL_NO,MONA_CD",
            "utf-8",
        ),
    ],
)
def test_import_politicians_reads_the_files_of_the_assembly(csv, header, encoding):
    rows = """\
한가람,韓佳藍,1970. 1. 31.,새빛당,서울 종로구,지역구,"행정위원회, 예산위원회",재선,"제20대, 제22대",여,02-1,GA001
강하늘,,1980년 2월 28일,무소속,,비례대표,,초선,22,남,,GA002
"""
    assert "새로 만듦 2" in run(csv(header, rows, encoding=encoding))
    garam = Politician.objects.get(mona_cd="GA001")
    assert (garam.birth_date.isoformat(), garam.district, garam.gender) == ("1970-01-31", "서울 종로구", "F")
    assert [term.assembly for term in garam.terms.all()] == [22]
    haneul = Politician.objects.get(mona_cd="GA002").terms.get()
    assert (haneul.assembly, haneul.district, haneul.is_proportional) == (22, "비례대표", True)


def test_import_politicians_dry_run_writes_nothing(csv):
    said = run(csv(LEGISLATORS, PEOPLE), "--dry-run")
    assert "새로 만듦 3" in said
    assert "아무것도 저장하지 않았습니다" in said
    assert everything() == ([], [], [])


def test_import_politicians_keeps_the_history_of_parties_and_offices(csv):
    run(csv(LEGISLATORS, PEOPLE))
    run(csv(LEGISLATORS, PEOPLE.replace("푸른들당,새빛당,가온시 을", "무소속,새빛당,가온시 을")))
    said = run(csv(LEGISLATORS, PEOPLE.replace("푸른들당,새빛당,가온시 을", "한바다당,새빛당,가온시 을")))
    assert "바뀜 1 · 그대로 3" in said
    garam = Politician.objects.get(name="한가람")
    assert garam.terms.first().path_of_parties == ["새빛당", "푸른들당", "무소속", "한바다당"]
    said = run(csv(LEGISLATORS, "GA009,23,새사람,,,새빛당,새빛당,가온시 갑,constituency,,F,1990-01-01,1\n"))
    assert "새로 만듦 1" in said
    assert "재직 종료 2" in said
    garam.refresh_from_db()
    assert not garam.is_in_office
    assert garam.terms.count() == 2


def test_import_politicians_matches_by_name_and_birth_date_without_a_code(csv):
    run(csv(LEGISLATORS, PEOPLE))
    rows = (
        "한가람,韓佳藍,HAN GARAM,1970-01-31,새빛당,가온시 갑,국토위원회,초선( 20대 ),02-111-1111,,old@example.com\n"
        '남산들,,,1960-05-05,새빛당,나래군,,"3선( 18대 , 19대 , 20대 )",02-2-2,nara.example.com,n@example.com\n'
        "한가람,,,1999-09-09,새빛당,가온시 병,,초선( 20대 ),,,\n"
    )
    path = csv(ASSEMBLY_20, rows, encoding="utf-8-sig")
    assert "새로 만듦 1 · 바뀜 1 · 그대로 1" in run(path)
    assert "바뀐 것이 없습니다." in run(path)
    assert Politician.objects.filter(name="한가람").count() == 2
    garam = Politician.objects.get(mona_cd="GA001")
    assert garam.office_phone == ""  # the number of an office of two assemblies ago
    nam = Politician.objects.get(name="남산들")
    assert (nam.office_phone, nam.office_email) == ("02-2-2", "n@example.com")
    assert nam.homepage == "http://nara.example.com"


def test_import_politicians_gives_a_code_to_whom_it_knew_by_name(csv):
    run(csv(ASSEMBLY_20, "남산들,,,1960-05-05,새빛당,나래군,,초선( 20대 ),,,\n"))
    run(csv(LEGISLATORS, PEOPLE))
    assert Politician.objects.get(name="남산들").mona_cd == "GA003"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("GA010,22,,,,당,당,구,constituency,,F,1970-01-01,1", "이름이 없습니다."),
        (",22,이름,,,당,당,구,constituency,,F,1970-01-01,1", "의원 코드(member_id)가 없습니다."),
        ("GA010,스물둘,이름,,,당,당,구,constituency,,F,1970-01-01,1", "대수 '스물둘'을(를) 읽을 수 없습니다."),
        ("GA010,22,이름,,,당,당,구,constituency,,F,1970-13-01,1", "생년월일 '1970-13-01'을(를) 읽을 수 없습니다."),
        ("GA010,22,이름,,,당,당,구,constituency,,F,0970-01-01,1", "생년월일 '0970-01-01'이(가) 올바르지 않습니다."),
        ("GA010,22,이름,,,당,당,구,constituency,,?,1970-01-01,1", "성별 '?'을(를) 읽을 수 없습니다."),
        ("GA010,22,이름,,,당,당,구,elsewhere,,F,1970-01-01,1", "선거구 구분 'elsewhere'을(를) 읽을 수 없습니다."),
        ("GA010,22,이름,,,당,당,구,constituency,,F,1970-01-01,많음", "선수 '많음'을(를) 읽을 수 없습니다."),
        ("GA010,22,이름,,,당", "열이 13개여야 하는데 6개입니다."),
        (f"GA010,22,{'이' * 61},,,당,당,구,constituency,,F,1970-01-01,1", "60"),
        (f"GA010,22,이름,,,{'당' * 61},당,구,constituency,,F,1970-01-01,1", "60"),
        ("GA002,22,강하늘,,,무소속,무소속,비례대표,proportional,,M,1980-02-28,1", "4번째 줄에 이미 있습니다."),
    ],
)
def test_import_politicians_refuses_a_broken_row_alone(csv, row, reason):
    said = run(csv(LEGISLATORS, f"{PEOPLE}{row}\nGA011,22,마지막,,,새빛당,새빛당,구,constituency,,F,1970-01-01,1\n"))
    assert "새로 만듦 4" in said
    assert "거절 1" in said
    [line] = [line for line in said.splitlines() if line.startswith("거절")]
    assert line.startswith("거절  6번째 줄")
    assert reason in line
    assert Politician.objects.filter(name="마지막").exists()


def test_import_politicians_notes_a_broken_address_and_stores_the_rest(csv):
    rows = "남산들,,,1960-05-05,새빛당,나래군,,초선( 20대 ),02-1,http://<x>,not-an-address\n"
    said = run(csv(ASSEMBLY_20, rows))
    assert "이메일 주소 'not-an-address'" in said
    assert "홈페이지 주소 'http://<x>'" in said
    nam = Politician.objects.get()
    assert (nam.office_phone, nam.office_email, nam.homepage) == ("02-1", "", "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "빈 파일입니다."),
        ("이름,정당\n가,나\n".encode(), "알 수 없는 형식의 머리글입니다: 이름, 정당"),
        (f"{LEGISLATORS}\n{PEOPLE}".encode() + b"\xff\xfe", "글자를 읽을 수 없는 파일입니다."),
        (f"{LEGISLATORS}\n{PEOPLE}".encode("utf-16")[:-1], "글자를 읽을 수 없는 파일입니다."),
        (f'{LEGISLATORS}\n{PEOPLE}GA9,22,"끝나지 않는'.encode(), "CSV 형식이 깨져 있습니다."),
    ],
)
def test_import_politicians_changes_nothing_for_a_broken_file(tmp_path, content, message):
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        run(path)
    assert message in str(refused.value)
    assert everything() == ([], [], [])


def test_import_politicians_names_the_columns_it_knows(csv):
    with pytest.raises(CommandError) as refused:
        run(csv("a,b", "1,2\n"))
    assert ", ".join(legislators.COLUMNS) in str(refused.value)
    assert ", ".join(assembly_20.COLUMNS) in str(refused.value)


def test_import_politicians_says_what_is_missing(tmp_path):
    with pytest.raises(CommandError, match="파일을 읽을 수 없습니다"):
        run(tmp_path / "nowhere.csv")
    with pytest.raises(CommandError, match="--term은 1에서 99"):
        run(tmp_path / "nowhere.csv", "--term", "0")


def test_import_politicians_draws_a_bar_for_a_person(csv, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    told = []
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        call_command("import_politicians", str(csv(LEGISLATORS, PEOPLE)), stdout=io.StringIO())
        told.append(stream.getvalue())
    assert "저장: 100%|" in told[0]
    assert told[1].split("\r")[-1].strip() == "저장: 4/4"


# The real members, where the data lies beside the project --------------------------------------------------------


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not here: the real members are not tried")
def test_import_politicians_brings_in_the_real_members():
    said = run(SHARED / "legislators.csv", "--term", "22")
    assert "새로 만듦 305 · 바뀜 0 · 그대로 0 · 거절 0" in said
    assert Politician.objects.filter(is_in_office=True).count() == 305
    assert Term.objects.count() == 305
    assert "바뀐 것이 없습니다." in run(SHARED / "legislators.csv", "--term", "22")
    assert Politician.objects.matching("서울 종로").count() == 1


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not here: the real members are not tried")
def test_import_politicians_brings_in_every_real_row_of_both_files():
    run(SHARED / "legislators.csv")
    assert Term.objects.count() == 947
    people = Politician.objects.count()
    said = run(SHARED / "assembly_20.csv")
    assert "새로 만듦 1 " in said  # one person's birth date differs between the two sources
    assert "거절 0" in said
    assert Politician.objects.count() == people + 1
    assert "바뀐 것이 없습니다." in run(SHARED / "assembly_20.csv")


# The Open API ----------------------------------------------------------------------------------------------------


def test_import_politicians_reads_every_page_of_the_open_assembly(stub):
    stub.rows = [assembly_stub.row(number) for number in range(230)]
    assert "새로 만듦 230 · 바뀜 0 · 그대로 0 · 거절 0 · 재직 종료 0" in run("open-assembly")
    assert [asked["pIndex"] for asked in stub.asked] == ["1", "2", "3"]
    assert {asked["KEY"] for asked in stub.asked} == {"geheimer-schluessel"}
    known = Politician.objects.get(mona_cd="STUB0000")
    assert (known.office_phone, known.office_email) == ("02-000-0000", "office@example.com")
    assert (known.homepage, known.gender, known.district) == ("http://www.example.com", "F", "가온시 갑")
    assert [term.assembly for term in known.terms.all()] == [22]
    assert "바뀐 것이 없습니다." in run("open-assembly")


def test_import_politicians_never_keeps_names_of_staff(stub):
    stub.rows = [assembly_stub.row(1)]
    run("open-assembly")
    assert "비밀인물" not in json.dumps(everything(), default=str, ensure_ascii=False)


def test_import_politicians_marks_who_left_and_who_changed_party(stub):
    stub.rows = [assembly_stub.row(1), assembly_stub.row(2)]
    run("open-assembly")
    stub.rows = [assembly_stub.row(1, POLY_NM="한바다당", TEL_NO=None)]
    assert "바뀜 1 · 그대로 0 · 거절 0 · 재직 종료 1" in run("open-assembly")
    stayed, left = Politician.objects.order_by("mona_cd")
    assert stayed.terms.get().path_of_parties == ["새빛당", "한바다당"]
    assert stayed.office_phone == "02-000-0000"
    assert (stayed.is_in_office, left.is_in_office) == (True, False)
    assert left.terms.count() == 1
    stub.rows = [assembly_stub.row(1, POLY_NM="한바다당"), assembly_stub.row(2)]
    assert "바뀜 1 · 그대로 1" in run("open-assembly")
    assert Politician.objects.filter(is_in_office=True).count() == 2


def test_import_politicians_retires_nobody_while_a_row_is_refused(stub):
    stub.rows = [assembly_stub.row(1), assembly_stub.row(2)]
    run("open-assembly")
    stub.rows = [assembly_stub.row(1), assembly_stub.row(2, HG_NM="")]
    said = run("open-assembly")
    assert "거절 1 · 재직 종료 0" in said
    assert "재직 종료는 반영하지 않았습니다" in said
    assert Politician.objects.filter(is_in_office=True).count() == 2


def test_import_politicians_needs_an_assembly_from_the_row_or_from_the_operator(stub):
    stub.rows = [assembly_stub.row(1, UNITS=None)]
    assert "대수(UNITS)가 없습니다. --term으로 지정해 주세요." in run("open-assembly")
    assert "새로 만듦 1" in run("open-assembly", "--term", "22")


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (200, json.dumps(refusal("ERROR-290", "인증키가 유효하지 않습니다.")), "유효하지 않습니다. (ERROR-290)"),
        (200, json.dumps(refusal("INFO-200", "해당하는 데이터가 없습니다.")), "(INFO-200)"),
        (200, json.dumps(page([], total=2, code="ERROR-500", message="서버 오류")), "서버 오류 (ERROR-500)"),
        (200, json.dumps(page([], total=102)), "102명 가운데 100명만 보냈습니다"),
        (200, json.dumps(page(["x"], total=102)), "2번째 쪽이 알려진 형식이 아닙니다"),
        (200, json.dumps({"other": []}), "2번째 쪽이 알려진 형식이 아닙니다"),
        (200, "[]", "2번째 쪽이 알려진 형식이 아닙니다"),
        (200, "<html>점검 중</html>", "응답이 JSON이 아닙니다"),
        (200, b"\xff\xfe\x00", "응답이 JSON이 아닙니다"),
        (500, "", "HTTP 500"),
        (404, "", "HTTP 404"),
    ],
)  # fmt: skip
def test_import_politicians_changes_nothing_when_a_page_is_broken(stub, status, body, message):
    stub.rows = [assembly_stub.row(number) for number in range(102)]
    stub.answers[2] = (status, body if isinstance(body, bytes) else body.encode())
    with pytest.raises(CommandError) as refused:
        run("open-assembly")
    assert message in str(refused.value)
    assert "geheimer-schluessel" not in str(refused.value)
    assert everything() == ([], [], [])


def test_import_politicians_does_not_wait_for_ever(stub, monkeypatch):
    monkeypatch.setattr(open_assembly, "TIMEOUT_SECONDS", 0.2)
    stub.is_silent = True
    with pytest.raises(CommandError, match="시간 초과"):
        run("open-assembly")


def test_import_politicians_says_that_nobody_listens_or_the_key_is_missing(settings):
    settings.ASSEMBLY_API_KEY = "k"
    settings.ASSEMBLY_API_URL = "http://127.0.0.1:9/portal/openapi"
    with pytest.raises(CommandError, match="연결 실패"):
        run("open-assembly")
    settings.ASSEMBLY_API_URL = "file:///etc"
    with pytest.raises(CommandError, match="http나 https"):
        run("open-assembly")
    settings.ASSEMBLY_API_KEY = ""
    with pytest.raises(CommandError, match="ASSEMBLY_API_KEY"):
        run("open-assembly")


def test_record_needs_a_name_and_somebody_behind_it():
    fields = {"line": 1, "assembly": 22, "party": "", "district": "", "is_proportional": False}
    with pytest.raises(RefusedRow, match="이름이 없습니다"):
        Record(name="", mona_cd="X", **fields)
    with pytest.raises(RefusedRow, match="누구인지 알 수 없습니다"):
        Record(name="한가람", **fields)


def test_every_source_stays_inside_the_project():
    assert not list(Path(project.BASE_DIR, "tests").rglob("*.csv"))
