"""The storages that a site may have, for tests: a folder, a bucket of a real S3 server on loopback, one that is away.

`use_storage("s3")` puts the site on one of them for the length of a test; `storage` runs it on the folder and on S3.
"""

import json
import socket
import uuid
from http.client import HTTPConnection
from urllib.parse import urlsplit

import boto3
import pytest
from csp.constants import SELF
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.functional import empty
from moto.server import ThreadedMotoServer

from polibat.files import private
from polibat.files.endpoints import bucket_address, style_of

REGION = "ap-northeast-2"
KEYS = {"access_key": "test", "secret_key": "test"}


@pytest.fixture(scope="session")
def s3_server():
    """The address of moto's S3 server."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def use_storage(settings, tmp_path, request):
    """`use_storage(kind)`: files lie in a folder, in a bucket ("s3"), or nowhere that could be reached ("away")."""

    def use(kind, **how):
        settings.STORAGES = settings.STORAGES | STORAGES[kind](settings, tmp_path, request, **how)
        private._private_files._wrapped = empty

    yield use
    private._private_files._wrapped = empty


@pytest.fixture(params=["folder", "s3"])
def storage(request, use_storage):
    """The test runs on a folder and on S3; which one it is."""
    use_storage(request.param)
    return request.param


def _folder(settings, tmp_path, request):
    settings.MEDIA_ROOT = tmp_path / "public"
    return {
        "default": {"BACKEND": "polibat.files.PublicFolder"},
        "private": {
            "BACKEND": "polibat.files.PrivateFolder",
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        },
    }


def _s3(settings, tmp_path, request, *, endpoint=None):
    endpoint, bucket = endpoint or request.getfixturevalue("s3_server"), f"polibat-{uuid.uuid4().hex}"
    s3 = boto3.client("s3", endpoint_url=endpoint, region_name=REGION, **_boto_keys())
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    everybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
    policy = {"Version": "2012-10-17", "Statement": [everybody | {"Resource": f"arn:aws:s3:::{bucket}/public/*"}]}
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
    return _bucket(settings, endpoint, bucket)


def _away(settings, tmp_path, request):
    """An address at which nobody listens; the socket keeps others from it until the test is over."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    request.addfinalizer(taken.close)
    return _bucket(settings, f"http://127.0.0.1:{taken.getsockname()[1]}", "polibat")


STORAGES = {"folder": _folder, "s3": _s3, "away": _away}


def _bucket(settings, endpoint, bucket):
    """The settings of a bucket, as polibat.settings makes them from the environment."""
    settings.AWS_STORAGE_BUCKET_NAME = bucket
    settings.AWS_S3_ENDPOINT_URL = endpoint
    settings.BUCKET_ADDRESS = bucket_address(bucket, endpoint=endpoint)
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    there = {"img-src": [*directives["img-src"], endpoint], "connect-src": [SELF, endpoint]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives | there}
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint,
        "region_name": REGION,
        "addressing_style": style_of(bucket, endpoint=endpoint),
        **KEYS,
    }
    public = {"location": "public", "address": f"{settings.BUCKET_ADDRESS}/public"}
    return {
        "default": {"BACKEND": "polibat.files.PublicS3", "OPTIONS": options | public},
        "private": {"BACKEND": "polibat.files.PrivateS3", "OPTIONS": options | {"location": "private"}},
    }


def _boto_keys():
    return {"aws_access_key_id": KEYS["access_key"], "aws_secret_access_key": KEYS["secret_key"]}


def put(url, fields, content, *, name="사진.png"):
    """Send a form of the storage with a file, as a browser does that is signed in nowhere; the status."""
    if url.startswith("/"):
        upload = SimpleUploadedFile(name, content, fields["Content-Type"])
        return Client(enforce_csrf_checks=True).post(url, {**fields, "file": upload}).status_code
    parts = [f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()]
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
    body = "".join([*parts, head]).encode() + content + b"\r\n--b--\r\n"
    return _http("POST", url, body, {"Content-Type": "multipart/form-data; boundary=b"})[0]


def fetch(url):
    """Status, headers and content of an address, as anybody gets them."""
    if url.startswith("/"):
        answer = Client().get(url)
        return answer.status_code, answer.headers, answer.getvalue()
    return _http("GET", url)


def _http(method, url, body=None, headers=None):
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request(method, f"{parts.path}?{parts.query}", body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()
