import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffChannelEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=80, unique=True, verbose_name="사건")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="일시")),
            ],
            options={
                "verbose_name": "운영 채널 소식",
                "verbose_name_plural": "운영 채널 소식",
            },
        ),
        migrations.CreateModel(
            name="NotificationPreference",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="notification_preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
                (
                    "muted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="끈 알림",
                    ),
                ),
                (
                    "mail",
                    models.CharField(
                        choices=[("NOW", "바로"), ("DAILY", "하루 한 번"), ("OFF", "끔")],
                        db_default="NOW",
                        default="NOW",
                        max_length=5,
                        verbose_name="메일",
                    ),
                ),
                (
                    "mail_muted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="끈 메일",
                    ),
                ),
            ],
            options={
                "verbose_name": "알림 설정",
                "verbose_name_plural": "알림 설정",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("muted__overlap", ["DECISION", "APPLICATION", "DATA", "STAFF"]), _negated=True
                        ),
                        name="notification_preference_keeps_what_is_due",
                        violation_error_message="회원 자격과 운영 조치 알림은 끌 수 없습니다.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mail__in", ["NOW", "DAILY", "OFF"])), name="notification_preference_mail"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.BinaryField(max_length=32, unique=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[("BOUNCED", "반송됨"), ("COMPLAINED", "스팸 신고"), ("UNSUBSCRIBED", "수신 거부")],
                        max_length=12,
                        verbose_name="이유",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="일시")),
            ],
            options={
                "verbose_name": "메일 수신 중지",
                "verbose_name_plural": "메일 수신 중지",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ["BOUNCED", "COMPLAINED", "UNSUBSCRIBED"])),
                        name="suppression_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=40, verbose_name="종류")),
                ("event", models.CharField(max_length=160, verbose_name="사건")),
                ("recipient", models.CharField(blank=True, max_length=20, verbose_name="받는 사람")),
                ("sealed", models.TextField(blank=True, editable=False)),
                ("about", models.CharField(blank=True, max_length=20, verbose_name="글")),
                ("url", models.CharField(blank=True, max_length=300, verbose_name="주소")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("QUEUED", "보낼 예정"),
                            ("SENDING", "보내는 중"),
                            ("ACCEPTED", "전달됨"),
                            ("BOUNCED", "반송됨"),
                            ("COMPLAINED", "수신 거부 신고"),
                            ("FAILED", "보내지 못함"),
                            ("DROPPED", "보내지 않음"),
                        ],
                        default="QUEUED",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="이유")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="시도")),
                ("message_id", models.CharField(blank=True, max_length=120, verbose_name="Message-ID")),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="등록")),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="다음 시도")),
                ("claimed_at", models.DateTimeField(null=True, verbose_name="마지막 시도")),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="전달")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="끝")),
                ("opened_at", models.DateTimeField(null=True, verbose_name="확인")),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="받는 회원",
                    ),
                ),
            ],
            options={
                "verbose_name": "메일",
                "verbose_name_plural": "메일",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["QUEUED", "SENDING"])),
                        fields=["next_at"],
                        name="delivery_due",
                    ),
                    models.Index(
                        condition=models.Q(("about", ""), _negated=True), fields=["about"], name="delivery_about"
                    ),
                    models.Index(
                        condition=models.Q(("message_id", ""), _negated=True),
                        fields=["message_id"],
                        name="delivery_message",
                    ),
                    models.Index(fields=["recipient", "kind", "-claimed_at"], name="delivery_recipient"),
                    models.Index(fields=["state", "-id"], name="delivery_state"),
                    models.Index(condition=models.Q(("about", "")), fields=["queued_at"], name="delivery_queued"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "recipient"), name="delivery_once_an_event"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["QUEUED", "SENDING", "ACCEPTED", "BOUNCED", "COMPLAINED", "FAILED", "DROPPED"],
                            )
                        ),
                        name="delivery_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["SENDING", "ACCEPTED"]), _negated=True),
                            models.Q(("message_id", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="delivery_names_its_message",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ACCEPTED"), _negated=True),
                            ("accepted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="delivery_accepted_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url", ""), ("url__regex", "^/([^/\\\\]|$)"), _connector="OR"),
                        name="delivery_url_is_internal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("COMMENT", "내 글의 댓글"),
                            ("REPLY", "내 댓글의 답글"),
                            ("ANSWER", "정치인의 답변"),
                            ("NAMED", "정치인 지목"),
                            ("DECISION", "운영 조치"),
                            ("REPORT", "신고 결과"),
                            ("SUGGESTION", "불편/제안 답변"),
                            ("APPLICATION", "가입 신청 결과"),
                            ("DATA", "내 정보 내려받기"),
                            ("STAFF", "운영자 알림"),
                        ],
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="내용")),
                ("url", models.CharField(blank=True, max_length=300, verbose_name="주소")),
                ("event", models.CharField(blank=True, editable=False, max_length=120, null=True, verbose_name="사건")),
                (
                    "mail",
                    models.CharField(
                        blank=True,
                        choices=[("DUE", "보낼 메일"), ("DAILY", "하루 소식에 넣을 메일")],
                        db_default="",
                        default="",
                        editable=False,
                        max_length=5,
                        verbose_name="메일",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="일시")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="읽은 일시")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="일으킨 회원",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
            ],
            options={
                "verbose_name": "알림",
                "verbose_name_plural": "알림",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["member", "-id"], name="notification_member"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["member"], name="notification_unread"
                    ),
                    models.Index(
                        condition=models.Q(("mail", ""), _negated=True), fields=["mail", "id"], name="notification_mail"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "COMMENT",
                                    "REPLY",
                                    "ANSWER",
                                    "NAMED",
                                    "DECISION",
                                    "REPORT",
                                    "SUGGESTION",
                                    "APPLICATION",
                                    "DATA",
                                    "STAFF",
                                ],
                            )
                        ),
                        name="notification_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url", ""), ("url__regex", "^/([^/\\\\]|$)"), _connector="OR"),
                        name="notification_url_is_internal",
                    ),
                    models.UniqueConstraint(fields=("member", "event"), name="notification_once_an_event"),
                ],
            },
        ),
    ]
