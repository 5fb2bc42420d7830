"""Bounces and complaints from SES by SNS: only what is really signed by it is believed."""

import base64
import http.server
import json
import threading
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.core.cache import cache
from django.utils import timezone

from accounts.services import queue_member_mail
from notifications.models.delivery import Delivery, Suppression
from notifications.services import sns
from notifications.services.mail_sender import attempt
from tests import factories

pytestmark = pytest.mark.django_db
TOPIC = "arn:aws:sns:ap-northeast-2:000000000000:polibat-mail"
State = Delivery.State


@pytest.fixture(scope="module")
def amazon():
    """A certificate of our own, served on loopback, with the key that signs."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.test")])
    now = timezone.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            if self.path == "/elsewhere.pem":
                self.send_response(302)
                self.send_header("Location", "/certificate.pem")
                self.end_headers()
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(certificate.public_bytes(Encoding.PEM))

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.key, server.asked = key, asked
    server.origin = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook(client, settings, amazon):
    """`hook(message, …)`: send a message to our address, signed unless told otherwise; the status of the answer."""
    settings.SES_TOPICS, settings.SNS_HOSTS = [TOPIC], [amazon.origin]
    cache.clear()

    def send(message, *, version="2", change=None, certificate="/certificate.pem", moment=None):
        body = {
            "Type": "Notification",
            "MessageId": "m-1",
            "TopicArn": TOPIC,
            "Timestamp": moment or f"{timezone.now():%Y-%m-%dT%H:%M:%S.000Z}",
            "SignatureVersion": version,
            "SigningCertURL": amazon.origin + certificate if certificate.startswith("/") else certificate,
            **({"Message": json.dumps(message)} if isinstance(message, dict) else {}),
            **(message if isinstance(message, dict) and "Type" in message else {}),
        }
        hashed = SHA1() if version == "1" else SHA256()  # noqa: S303 - what SNS signs with
        body["Signature"] = base64.b64encode(amazon.key.sign(sns.canonical(body), PKCS1v15(), hashed)).decode()
        body |= change or {}
        return client.post("/hooks/ses/", json.dumps(body), content_type="text/plain; charset=UTF-8").status_code

    return send


@pytest.fixture
def sent(mailoutbox):
    """A member's mail that the provider took."""
    member = factories.MemberFactory()
    queue_member_mail(member, template="welcome", context={})
    attempt(Delivery.objects.get().key)
    return Delivery.objects.get(), mailoutbox[0].to[0]


def bounce(address, delivery, *, kind="Permanent", status="5.1.1"):
    return {
        "notificationType": "Bounce",
        "bounce": {"bounceType": kind, "bouncedRecipients": [{"emailAddress": address, "status": status}]},
        "mail": {"messageId": "ses-1", "headers": [{"name": "Message-ID", "value": delivery.message_id}]},
    }


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_bounce_ends_the_delivery_and_stops_mail(hook, sent, version, mailoutbox):
    delivery, address = sent
    assert hook(bounce(address, delivery), version=version) == 204
    assert hook(bounce(address, delivery), version=version) == 204  # SNS repeats itself
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.BOUNCED, "5.1.1 반송됨")
    queue_member_mail(delivery.member, template="password_changed", context={})
    attempt(Delivery.objects.get(kind="password_changed").key)
    assert len(mailoutbox) == 1


def test_a_full_mailbox_changes_nothing(hook, sent):
    delivery, address = sent
    assert hook(bounce(address, delivery, kind="Transient")) == 204
    delivery.refresh_from_db()
    assert delivery.state == State.ACCEPTED
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("status", ["5.7.1", "5.6.0", "5.2.2"])
def test_a_bounce_that_is_about_us_says_nothing_against_the_address(hook, sent, status):
    delivery, address = sent
    assert hook(bounce(address, delivery, status=status)) == 204
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.FAILED, f"{status} 반송됨")
    assert not Suppression.objects.exists()


def test_a_complaint_is_known_by_the_tag_of_the_mail(hook, sent):
    delivery, address = sent
    notice = {
        "eventType": "Complaint",
        "complaint": {"complainedRecipients": [{"emailAddress": address.upper()}]},
        "mail": {"tags": {"delivery": [delivery.key.hex]}},
    }
    assert hook(notice) == 204
    delivery.refresh_from_db()
    assert delivery.state == State.COMPLAINED
    assert Suppression.objects.get().reason == "COMPLAINED"
    assert bytes(Suppression.objects.get().mark) == bytes(delivery.member.email_index)


@pytest.mark.parametrize(
    "change",
    [
        {"Message": json.dumps({"notificationType": "Bounce"})},
        {"Signature": base64.b64encode(b"x" * 256).decode()},
        {"Signature": "?"},
        {"Signature": None},
        {"SignatureVersion": "3"},
        {"TopicArn": "arn:aws:sns:ap-northeast-2:111111111111:somebody"},
        {"Type": "Something"},
        {"SigningCertURL": "https://evil.s3.amazonaws.com/certificate.pem"},
        {"SigningCertURL": "https://sns.evil.example/certificate.pem"},
        {"SigningCertURL": "file:///etc/passwd"},
        {"SigningCertURL": ["x"]},
        {"SigningCertURL": None},
    ],
)
def test_what_is_not_signed_by_sns_changes_nothing(hook, sent, change):
    delivery, address = sent
    assert hook(bounce(address, delivery), change=change) == 403
    delivery.refresh_from_db()
    assert delivery.state == State.ACCEPTED
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("age", [timedelta(minutes=61), timedelta(minutes=-6)])
def test_a_message_of_another_time_changes_nothing(hook, sent, age):
    delivery, address = sent
    told = f"{timezone.now() - age:%Y-%m-%dT%H:%M:%S.000Z}"
    assert hook(bounce(address, delivery), moment=told) == 403
    assert hook(bounce(address, delivery), moment="yesterday") == 403
    assert hook(bounce(address, delivery), moment="2026-11-23T05:00:00") == 403
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("path", ["/elsewhere.pem", "/certificate.txt"])
def test_a_certificate_from_elsewhere_is_not_believed(hook, sent, path):
    assert hook(bounce(sent[1], sent[0]), certificate=path) == 403


def test_the_hosts_of_certificates_are_those_of_sns_alone(settings):
    for host, known in (
        ("https://sns.ap-northeast-2.amazonaws.com", True),
        ("https://sns.us-gov-west-1.amazonaws.com", True),
        ("http://sns.ap-northeast-2.amazonaws.com", False),
        ("https://sns.s3.amazonaws.com", False),
        ("https://sns.s3-website.amazonaws.com", False),
        ("https://sns.s3-ap-northeast-2.amazonaws.com", False),
        ("https://sns.ap-northeast-2.s3.amazonaws.com", False),
        ("https://evil-sns.ap-northeast-2.amazonaws.com", False),
        ("https://snsxap-northeast-2.amazonaws.com", False),
        ("https://sns.ap-northeast-2xamazonaws.com", False),
        ("https://evil.s3.amazonaws.com", False),
        ("https://sns.x.amazonaws.com.evil.example", False),
        ("https://sns.evil.example/.amazonaws.com", False),
        ("https://sns.a@evil.amazonaws.com", False),
        ("https://sns.x.amazonaws.com:444", False),
    ):
        assert sns.is_host_of_sns(host) is known, host


def test_a_subscription_is_confirmed_at_a_known_host(hook, amazon):
    message = {"Type": "SubscriptionConfirmation", "Token": "t", "Message": "m"}
    assert hook({**message, "SubscribeURL": f"{amazon.origin}/?Action=ConfirmSubscription"}) == 204
    assert amazon.asked[-1] == "/?Action=ConfirmSubscription"
    assert hook({**message, "SubscribeURL": "https://evil.example/"}) == 403


def test_the_address_is_closed_without_topics_and_says_what_is_malformed(client, hook, settings):
    for body, status in ((b"\xff\xfe{", 400), (b"[]", 400), (b"null", 400), (b"{", 400), (b"{}", 403)):
        answer = client.post("/hooks/ses/", body, content_type="text/plain")
        assert (body, answer.status_code) == (body, status)
    assert hook({"notificationType": "Bounce"}) == 400
    assert hook({"notificationType": "Delivery"}) == 204
    settings.SES_TOPICS = []
    assert client.post("/hooks/ses/", b"{}", content_type="text/plain").status_code == 404
