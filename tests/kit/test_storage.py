"""The storages: both keep the same promises, say when they are away, and are set up whole or not at all."""

import io
import os
import subprocess
import sys
import threading
from io import StringIO
from wsgiref.simple_server import make_server

import boto3
import pytest
from botocore.config import Config
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection

from assist.services import trained_models
from dev.embedded.data_directory import PROJECT
from polibat.files import StorageAway, endpoints, private_storage
from tests.storages import REGION, fetch

PROVED = [
    "확인    공개 파일 쓰기·읽기·지우기",
    "확인    비공개 파일 쓰기·읽기·지우기",
    "확인    공개 주소로 읽기(캐시 기한 포함)",
    "확인    비공개 파일은 서명 없이 읽히지 않음",
    "확인    서명한 주소로 내려받기",
    "확인    서명한 양식으로 올리기",
]


def check_storage():
    """What the command says, and whether it was content."""
    out = StringIO()
    try:
        call_command("check_storage", stdout=out, no_color=True)
    except CommandError as error:
        assert error.returncode == 1
        return out.getvalue().splitlines()[1:], False
    return out.getvalue().splitlines()[1:], True


@pytest.fixture
def served(settings, db):
    """The site, served as it is; pytest's own live server would serve uploads in ways of its own."""

    def serve():
        server.serve_forever(poll_interval=0.05)
        connection.close()

    server = make_server("127.0.0.1", 0, get_wsgi_application())
    settings.SITE_URL = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=serve)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def test_check_storage_proves_everything(storage, served):
    assert check_storage() == (PROVED, True)
    for folder in (default_storage, private_storage()):
        for name in ("images", "uploads", "uploads/incoming"):
            assert not folder.exists(name) or folder.listdir(name)[1] == []


def test_the_environment_alone_leads_to_a_bucket(use_storage, settings, s3_server):
    use_storage("s3")
    environment = {
        **os.environ,
        "EMBEDDED": "0",
        "SECRET_KEY": "x" * 50,
        "AWS_STORAGE_BUCKET_NAME": settings.AWS_STORAGE_BUCKET_NAME,
        "AWS_S3_REGION_NAME": REGION,
        "AWS_S3_ENDPOINT_URL": s3_server,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    command = [sys.executable, "manage.py", "check_storage", "--no-color"]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()) == (0, [f"저장소: {settings.BUCKET_ADDRESS}", *PROVED]), (
        done.stderr
    )


def test_check_storage_without_the_site_says_what_was_not_tried(use_storage, settings):
    use_storage("folder")
    settings.SITE_URL = "http://127.0.0.1:9"
    lines, is_content = check_storage()
    assert is_content
    assert lines[:2] == PROVED[:2]
    assert all(line.startswith("건너뜀") and "켜져 있지 않습니다" in line for line in lines[2:])


def test_check_storage_names_what_fails(use_storage, settings, s3_server):
    use_storage("s3")
    s3 = boto3.client("s3", endpoint_url=s3_server, aws_access_key_id="x", aws_secret_access_key="x")
    policy = s3.get_bucket_policy(Bucket=settings.AWS_STORAGE_BUCKET_NAME)["Policy"]
    open_policy = policy.replace("/public/*", "/private/*")
    s3.put_bucket_policy(Bucket=settings.AWS_STORAGE_BUCKET_NAME, Policy=open_policy)
    lines, is_content = check_storage()
    assert not is_content
    assert [line[:2] for line in lines] == ["확인", "확인", "실패", "실패", "확인", "확인"]
    assert "403" in lines[2]
    assert "private/를 공개하지 마세요" in lines[3]


def test_check_storage_of_one_that_is_away(use_storage):
    use_storage("away")
    lines, is_content = check_storage()
    assert not is_content
    assert [line[:2] for line in lines] == ["실패"] * 6


def test_storages_do_the_same(storage):
    private = private_storage()
    name = private.save("exports/가나.zip", ContentFile(b"zip"))
    assert (private.exists(name), private.size(name), private.listdir("exports")[1]) == (True, 3, ["가나.zip"])
    with private.open(name) as file:
        assert file.read() == b"zip"
    address = private.download_url(name, filename="내 정보.zip", content_type="application/zip", seconds=60)
    status, headers, content = fetch(address)
    assert (status, content, headers["Content-Type"]) == (200, b"zip", "application/zip")
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    private.delete(name)
    private.delete(name)
    for read in (private.open, private.size):
        with pytest.raises(FileNotFoundError) as missing:
            read(name)
        assert not isinstance(missing.value, StorageAway)
    # A name that is taken is never written over.
    first, second = (default_storage.save("images/a.webp", io.BytesIO(b"x")) for _ in range(2))
    assert first != second


def test_a_storage_that_is_away_says_so(use_storage, client):
    use_storage("away")
    private = private_storage()
    for ask in (
        private.probe,
        lambda: private.exists("x"),
        lambda: private.size("x"),
        lambda: private.listdir("x"),
        lambda: private.delete("x"),
        lambda: private.open("x"),
        lambda: private.save("x", ContentFile(b"x")),
        lambda: private.get_modified_time("x"),
    ):
        with pytest.raises(StorageAway):
            ask()


def test_a_trained_model_outlives_its_storage(use_storage):
    use_storage("s3")
    trained_models.clear_cache()
    assert trained_models.model_of("mood") is None
    model = {"kind": "naive-bayes-1", "rows": 2, "prior": 0.0, "odds": {"좋아": 1.0}}
    trained_models.store("mood", model)
    assert trained_models.model_of("mood") == model
    use_storage("away")
    trained_models._cached["mood"] = (0, model)
    assert trained_models.model_of("mood") == model
    trained_models.clear_cache()
    assert trained_models.model_of("mood") is None
    trained_models.clear_cache()


@pytest.mark.django_db
def test_health_shows_the_storage(storage, use_storage, client):
    assert client.get("/health/detailed").json()["parts"]["storage"] == {"status": "ok", "kind": storage}
    use_storage("away")
    answer = client.get("/health/detailed")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")
    assert answer.json()["parts"]["storage"] == {"status": "down", "error": "StorageAway"}


@pytest.mark.django_db
def test_health_of_a_folder_that_cannot_be_written(use_storage, client, settings):
    use_storage("folder")
    settings.MEDIA_ROOT.write_text("no folder")
    assert client.get("/health/detailed").json()["parts"]["storage"]["status"] == "down"


@pytest.mark.parametrize(
    ("name", "endpoint", "style", "address"),
    [
        ("files", "", "auto", "https://files.s3.ap-northeast-2.amazonaws.com"),
        ("files.example", "", "auto", "https://s3.ap-northeast-2.amazonaws.com/files.example"),
        ("files", "https://objects.example.kr/", "auto", "https://objects.example.kr/files"),
        ("files", "https://objects.example.kr", "virtual", "https://files.objects.example.kr"),
        ("files", "", "path", "https://s3.ap-northeast-2.amazonaws.com/files"),
    ],
)
def test_the_policy_of_pages_names_where_browsers_are_sent(name, endpoint, style, address):
    assert endpoints.bucket_address(name, region=REGION, endpoint=endpoint, style=style) == address
    how = {"addressing_style": endpoints.style_of(name, endpoint=endpoint, style=style)}
    s3 = boto3.client(
        "s3",
        region_name=REGION,
        endpoint_url=endpoints.endpoint_of(REGION, endpoint),
        config=Config(s3=how, signature_version="s3v4"),
        aws_access_key_id="x",
        aws_secret_access_key="x",
    )
    assert s3.generate_presigned_post(name, "k")["url"].rstrip("/") == address
    assert endpoints.origin_of(f"{address}/x") == address.removesuffix(f"/{name}")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, []),
        ({"AWS_STORAGE_BUCKET_NAME": "files", "AWS_S3_REGION_NAME": REGION}, []),
        ({"AWS_STORAGE_BUCKET_NAME": "files"}, ["E031"]),
        ({"AWS_S3_REGION_NAME": REGION, "CLOUDFRONT_URL": "https://files.polibat.com"}, ["E031", "E031"]),
        ({"AWS_STORAGE_BUCKET_NAME": "files", "AWS_S3_ENDPOINT_URL": "objects.example.kr"}, ["E032"]),
        (
            {"AWS_STORAGE_BUCKET_NAME": "f", "AWS_S3_REGION_NAME": REGION, "CLOUDFRONT_URL": "http://files.example"},
            ["E034"],
        ),
        ({"AWS_S3_ADDRESSING_STYLE": "host"}, ["E033"]),
        ({"AWS_ACCESS_KEY_ID": "only this"}, ["E030"]),
    ],
)
def test_settings_that_are_half_there_are_named(settings, monkeypatch, given, wrong):
    settings.HTTPS = True
    for name, value in given.items():
        setattr(settings, name, value)
        monkeypatch.setenv(name, value)
    found = run_checks(tags=["security"], include_deployment_checks=True)
    assert [each.id[8:] for each in found if each.id.startswith("polibat.E03")] == wrong
    assert all(each.hint for each in found if each.id.startswith("polibat.E03"))
