import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import moderation.models.target


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_members_and_policies"),
        ("boards", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reporter",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
                ("false_reports", models.PositiveIntegerField(default=0, verbose_name="허위 신고")),
            ],
            options={
                "verbose_name": "허위 신고 수",
                "verbose_name_plural": "허위 신고 수",
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[("HIDE", "숨김"), ("DELETE", "삭제"), ("REPUBLISH", "게시")],
                        max_length=10,
                        verbose_name="조치",
                    ),
                ),
                ("before", models.CharField(max_length=10, verbose_name="변경 전")),
                ("after", models.CharField(max_length=10, verbose_name="변경 후")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("ABUSE", "욕설/비하발언"),
                            ("OBSCENE", "음란/선정성"),
                            ("ADVERTISING", "홍보성 컨텐츠"),
                            ("BIAS", "정치적 편향성"),
                            ("FALSEHOOD", "허위정보 유포"),
                            ("SPAM", "스팸/도배"),
                            ("PRIVACY", "개인정보침해"),
                            ("OTHER", "기타"),
                        ],
                        db_default="OTHER",
                        default="OTHER",
                        max_length=12,
                        verbose_name="사유 구분",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        error_messages={"blank": "사유를 입력해 주세요."}, max_length=500, verbose_name="사유"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="처리일시")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="비어 있으면 자동",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="처리자",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="boards.comment",
                        verbose_name="댓글",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
            ],
            options={
                "verbose_name": "조치 이력",
                "verbose_name_plural": "조치 이력",
                "ordering": ["-pk"],
            },
            bases=(moderation.models.target.AboutText, models.Model),
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="이의 내용")),
                (
                    "state",
                    models.CharField(
                        choices=[("WAITING", "검토 대기"), ("UPHELD", "인용"), ("REJECTED", "기각")],
                        default="WAITING",
                        editable=False,
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="처리 사유")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="신청일시"),
                ),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="처리일시")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="처리자",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        error_messages={"unique": "이 조치에는 이미 이의신청을 하셨습니다."},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objection",
                        to="moderation.decision",
                        verbose_name="조치",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="신청자",
                    ),
                ),
            ],
            options={
                "verbose_name": "이의신청",
                "verbose_name_plural": "이의신청",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=60, unique=True, verbose_name="아이디")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("ABUSE", "욕설/비하발언"),
                            ("OBSCENE", "음란/선정성"),
                            ("ADVERTISING", "홍보성 컨텐츠"),
                            ("BIAS", "정치적 편향성"),
                            ("FALSEHOOD", "허위정보 유포"),
                            ("SPAM", "스팸/도배"),
                            ("PRIVACY", "개인정보침해"),
                            ("OTHER", "기타"),
                        ],
                        max_length=12,
                        verbose_name="신고 사유",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="상세 내용")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "접수대기"),
                            ("REVIEWING", "검토중"),
                            ("DONE", "처리완료"),
                            ("IMPOSSIBLE", "처리불가"),
                            ("LATER", "추후검토"),
                        ],
                        default="WAITING",
                        editable=False,
                        max_length=12,
                        verbose_name="조치여부",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="신고일시"),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="boards.comment",
                        verbose_name="댓글",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="신고자",
                    ),
                ),
            ],
            options={
                "verbose_name": "신고",
                "verbose_name_plural": "신고",
                "ordering": ["-pk"],
            },
            bases=(moderation.models.target.AboutText, models.Model),
        ),
        migrations.CreateModel(
            name="ReviewFlag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=300, verbose_name="걸린 말")),
                ("score", models.FloatField(verbose_name="정도")),
                (
                    "state",
                    models.CharField(
                        choices=[("OPEN", "확인 전"), ("SETTLED", "확인함")],
                        default="OPEN",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="메모")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="표시일시")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="확인일시")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="확인한 운영자",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_flags",
                        to="boards.comment",
                        verbose_name="댓글",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_flags",
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
            ],
            options={
                "verbose_name": "확인할 글",
                "verbose_name_plural": "확인할 글",
                "ordering": ["-score", "created_at", "pk"],
            },
            bases=(moderation.models.target.AboutText, models.Model),
        ),
        migrations.CreateModel(
            name="RightChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="순번")),
                ("is_taken", models.BooleanField(verbose_name="정지")),
                (
                    "reason",
                    models.CharField(
                        error_messages={"blank": "사유를 입력해 주세요."}, max_length=500, verbose_name="사유"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="처리일시")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="비어 있으면 자동",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="처리자",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="right_changes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
            ],
            options={
                "verbose_name": "신고 권한 이력",
                "verbose_name_plural": "신고 권한 이력",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="WatchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40, verbose_name="낱말")),
                ("key", models.CharField(editable=False, max_length=40, unique=True)),
                (
                    "is_exception",
                    models.BooleanField(
                        default=False,
                        help_text="목록의 낱말을 품고 있지만 문제없는 말(예: ‘새끼손가락’)",
                        verbose_name="예외",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, editable=False, verbose_name="사용")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="메모")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="등록일시"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="등록한 운영자",
                    ),
                ),
            ],
            options={
                "verbose_name": "낱말 목록",
                "verbose_name_plural": "낱말 목록",
                "ordering": ["word"],
            },
        ),
        migrations.CreateModel(
            name="AbuseFlag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("REACTIONS", "1분에 반응 50번"),
                            ("REPORTS", "1시간에 신고 10번"),
                            ("ACCOUNTS", "1시간에 한 주소에서 가입 여러 번"),
                            ("FLOOD", "10분에 한 글에 댓글이나 반응이 몰림"),
                        ],
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                ("address_hash", models.CharField(blank=True, max_length=64, verbose_name="주소(해시)")),
                ("evidence", models.PositiveIntegerField(verbose_name="횟수")),
                ("windows", models.PositiveIntegerField(default=1, verbose_name="되풀이")),
                ("first_seen", models.DateTimeField(default=django.utils.timezone.now, verbose_name="처음")),
                ("last_seen", models.DateTimeField(default=django.utils.timezone.now, verbose_name="마지막")),
                (
                    "state",
                    models.CharField(
                        choices=[("OPEN", "확인 전"), ("SETTLED", "확인함")],
                        default="OPEN",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="메모")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="확인일시")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="확인한 운영자",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="abuse_flags",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="abuse_flags",
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
            ],
            options={
                "verbose_name": "이상 징후",
                "verbose_name_plural": "이상 징후",
                "ordering": ["-last_seen", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "OPEN")),
                        fields=("kind", "member", "address_hash", "post"),
                        name="abuseflag_one_open",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["REACTIONS", "REPORTS", "ACCOUNTS", "FLOOD"])),
                        name="abuseflag_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["OPEN", "SETTLED"])), name="abuseflag_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address_hash", ""), ("member__isnull", False), ("post", None)),
                            models.Q(("member", None), ("post", None), models.Q(("address_hash", ""), _negated=True)),
                            models.Q(
                                ("address_hash", ""), ("kind", "FLOOD"), ("member", None), ("post__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="abuseflag_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("expires_at", models.DateTimeField(verbose_name="담당 종료")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="담당자",
                    ),
                ),
                (
                    "comment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claim",
                        to="boards.comment",
                        verbose_name="댓글",
                    ),
                ),
                (
                    "post",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claim",
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
            ],
            options={
                "verbose_name": "담당",
                "verbose_name_plural": "담당",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("comment__isnull", True), ("post__isnull", False)),
                            models.Q(("comment__isnull", False), ("post__isnull", True)),
                            _connector="OR",
                        ),
                        name="claim_one_target",
                    )
                ],
            },
            bases=(moderation.models.target.AboutText, models.Model),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["-created_at", "-id"], name="decision_date"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comment__isnull", True), ("post__isnull", False)),
                    models.Q(("comment__isnull", False), ("post__isnull", True)),
                    _connector="OR",
                ),
                name="decision_one_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("verb__in", ["HIDE", "DELETE", "REPUBLISH"])), name="decision_verb"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="decision_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        ["ABUSE", "OBSCENE", "ADVERTISING", "BIAS", "FALSEHOOD", "SPAM", "PRIVACY", "OTHER"],
                    )
                ),
                name="decision_category",
            ),
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(
                condition=models.Q(("state", "WAITING")), fields=["created_at"], name="objection_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["WAITING", "UPHELD", "REJECTED"])), name="objection_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="objection_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by__isnull", True), ("decided_at__isnull", True), ("state", "WAITING")),
                    models.Q(
                        models.Q(("state", "WAITING"), _negated=True),
                        ("by__isnull", False),
                        ("decided_at__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="objection_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("member")), _negated=True),
                name="objection_not_decided_by_its_author",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["-created_at", "-id"], name="report_date"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("state__in", ["WAITING", "REVIEWING", "LATER"])),
                fields=["created_at"],
                name="report_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("reporter", "post"),
                name="report_once_a_post",
                violation_error_code="reported",
                violation_error_message="이미 신고한 글입니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("reporter", "comment"),
                name="report_once_a_comment",
                violation_error_code="reported",
                violation_error_message="이미 신고한 댓글입니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comment__isnull", True), ("post__isnull", False)),
                    models.Q(("comment__isnull", False), ("post__isnull", True)),
                    _connector="OR",
                ),
                name="report_one_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", "OTHER"), _negated=True), models.Q(("text", ""), _negated=True), _connector="OR"
                ),
                name="report_other_says_what",
                violation_error_message="기타 사유는 내용을 적어 주세요.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", ["ABUSE", "OBSCENE", "ADVERTISING", "BIAS", "FALSEHOOD", "SPAM", "PRIVACY", "OTHER"])
                ),
                name="report_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["WAITING", "REVIEWING", "DONE", "IMPOSSIBLE", "LATER"])),
                name="report_state",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewflag",
            index=models.Index(
                condition=models.Q(("state", "OPEN")), fields=["-score", "created_at"], name="reviewflag_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewflag",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "OPEN")), fields=("post",), name="reviewflag_open_post"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewflag",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "OPEN")), fields=("comment",), name="reviewflag_open_comment"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewflag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comment__isnull", True), ("post__isnull", False)),
                    models.Q(("comment__isnull", False), ("post__isnull", True)),
                    _connector="OR",
                ),
                name="reviewflag_one_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewflag",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["OPEN", "SETTLED"])), name="reviewflag_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="rightchange",
            constraint=models.UniqueConstraint(fields=("member", "number"), name="rightchange_one_a_number"),
        ),
        migrations.AddConstraint(
            model_name="rightchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("is_taken", True),
                        (
                            "number",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.Value(2),
                                    "*",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("number"), "/", models.Value(2)
                                    ),
                                ),
                                "+",
                                models.Value(1),
                            ),
                        ),
                    ),
                    models.Q(
                        ("is_taken", False),
                        (
                            "number",
                            django.db.models.expressions.CombinedExpression(
                                models.Value(2),
                                "*",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("number"), "/", models.Value(2)
                                ),
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="rightchange_takes_turns",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="rightchange_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="watchword",
            constraint=models.CheckConstraint(
                condition=models.Q(("key", ""), _negated=True), name="watchword_has_letters"
            ),
        ),
    ]
