import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("boards", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="poll",
                        serialize=False,
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="시작일시")),
                ("ends_at", models.DateTimeField(verbose_name="마감일시")),
                ("allows_multiple", models.BooleanField(default=False, verbose_name="복수 선택")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="조기 마감일시")),
                (
                    "close_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="조기 마감 사유"),
                ),
                ("voters", models.PositiveIntegerField(default=0, editable=False, verbose_name="참여수")),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="조기 마감한 운영자",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="boards.image",
                        verbose_name="대표 이미지",
                    ),
                ),
            ],
            options={
                "verbose_name": "투표",
                "verbose_name_plural": "투표",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("submission", models.UUIDField(editable=False, null=True)),
                (
                    "cast_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="투표일시"),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="투표한 회원",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="polls.poll",
                        verbose_name="투표",
                    ),
                ),
            ],
            options={
                "verbose_name": "투표 이력",
                "verbose_name_plural": "투표 이력",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PollOption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="순서")),
                ("name", models.CharField(max_length=300, verbose_name="이름")),
                ("affiliation", models.CharField(blank=True, max_length=300, verbose_name="소속/설명")),
                (
                    "colour",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("blue", "파랑"),
                            ("coral", "산호"),
                            ("yellow", "노랑"),
                            ("orange", "주황"),
                            ("teal", "청록"),
                            ("violet", "보라"),
                            ("green", "초록"),
                            ("pink", "분홍"),
                            ("brown", "갈색"),
                            ("slate", "회청"),
                        ],
                        max_length=10,
                        verbose_name="색",
                    ),
                ),
                ("votes", models.PositiveIntegerField(default=0, editable=False, verbose_name="득표수")),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="boards.image",
                        verbose_name="이미지",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="polls.poll",
                        verbose_name="투표",
                    ),
                ),
            ],
            options={
                "verbose_name": "투표 선택지",
                "verbose_name_plural": "투표 선택지",
                "ordering": ["poll", "order"],
            },
        ),
        migrations.CreateModel(
            name="BallotChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ballot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="polls.ballot",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="polls.poll",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="choices",
                        to="polls.polloption",
                    ),
                ),
            ],
            options={
                "verbose_name": "투표 결과",
                "verbose_name_plural": "투표 결과",
            },
        ),
        migrations.AddField(
            model_name="ballot",
            name="options",
            field=models.ManyToManyField(
                related_name="ballots", through="polls.BallotChoice", to="polls.polloption", verbose_name="투표 결과"
            ),
        ),
        migrations.CreateModel(
            name="UncountedBallot",
            fields=[
                (
                    "ballot",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="uncounted",
                        serialize=False,
                        to="polls.ballot",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="polls.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "집계 전 투표",
                "verbose_name_plural": "집계 전 투표",
            },
        ),
        migrations.AddIndex(
            model_name="poll",
            index=models.Index(condition=models.Q(("closed_at__isnull", True)), fields=["ends_at"], name="poll_end"),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="poll_ends_after_start",
                violation_error_code="dates",
                violation_error_message="마감일시는 시작일시보다 늦어야 합니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("close_reason", ""), ("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        models.Q(("close_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="poll_closed_with_reason",
                violation_error_message="조기 마감에는 사유가 필요합니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polloption",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("poll", "order"),
                name="polloption_order_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="polloption",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("poll", "name"),
                name="polloption_name_once",
                violation_error_code="duplicate",
                violation_error_message="중복된 옵션이 있습니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polloption",
            constraint=models.CheckConstraint(
                condition=models.Q(("order__gte", 1), ("order__lte", 10)),
                name="polloption_ten_at_most",
                violation_error_code="too_many",
                violation_error_message="투표 옵션은 최대 10개까지 가능합니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="polloption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "colour__in",
                        ["blue", "coral", "yellow", "orange", "teal", "violet", "green", "pink", "brown", "slate"],
                    )
                ),
                name="polloption_colour",
                violation_error_message="목록에 있는 색을 골라 주세요.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotchoice",
            constraint=models.UniqueConstraint(fields=("ballot", "option"), name="ballotchoice_once"),
        ),
        migrations.AddIndex(
            model_name="ballot",
            index=models.Index(fields=["member", "-id"], name="ballot_member"),
        ),
        migrations.AddIndex(
            model_name="ballot",
            index=models.Index(fields=["-cast_at", "-id"], name="ballot_moment"),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                fields=("poll", "member"),
                name="ballot_once_a_poll",
                violation_error_code="voted",
                violation_error_message="이미 참여한 투표입니다.",
            ),
        ),
    ]
