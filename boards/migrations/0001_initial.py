import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import pictures.models
import polibat.text.bigrams


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("polibat", "0002_functions"),
        ("accounts", "0002_members_and_policies"),
        ("politicians", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MemberCounts",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counts",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
                ("posts", models.PositiveIntegerField(default=0, verbose_name="작성한 글")),
                ("comments", models.PositiveIntegerField(default=0, verbose_name="작성한 댓글")),
                ("likes", models.PositiveIntegerField(default=0, verbose_name="받은 좋아요")),
                ("dislikes", models.PositiveIntegerField(default=0, verbose_name="받은 싫어요")),
                ("ballots", models.PositiveIntegerField(default=0, verbose_name="투표 참여")),
                ("given_likes", models.PositiveIntegerField(db_default=0, default=0, verbose_name="누른 좋아요")),
                ("given_dislikes", models.PositiveIntegerField(db_default=0, default=0, verbose_name="누른 싫어요")),
            ],
            options={
                "verbose_name": "회원 활동 합계",
                "verbose_name_plural": "회원 활동 합계",
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=20, unique=True, verbose_name="아이디")),
                (
                    "board",
                    models.CharField(
                        choices=[
                            ("FREE", "자유게시판"),
                            ("POLITICIAN", "정치인게시판"),
                            ("VOTE", "투표"),
                            ("NOTICE", "공지사항"),
                            ("SUGGESTION", "불편/제안"),
                        ],
                        max_length=12,
                        verbose_name="게시판",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PUBLISHED", "게시"),
                            ("PINNED", "게시(고정)"),
                            ("HIDDEN", "숨김"),
                            ("DELETED", "삭제"),
                        ],
                        default="PUBLISHED",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("is_by_politician", models.BooleanField(default=False, verbose_name="정치인 측 작성")),
                ("title", models.CharField(max_length=1000, verbose_name="제목")),
                ("body", models.TextField(verbose_name="내용")),
                ("body_text", models.TextField(editable=False)),
                ("excerpt", models.CharField(blank=True, editable=False, max_length=160)),
                ("has_image", models.BooleanField(default=False, editable=False, verbose_name="이미지")),
                (
                    "summary_line",
                    models.CharField(blank=True, db_default="", default="", editable=False, max_length=160),
                ),
                ("summary_is_ai", models.BooleanField(db_default=False, default=False, editable=False)),
                ("is_private", models.BooleanField(db_default=False, default=False, verbose_name="비공개")),
                ("removed_by_author", models.BooleanField(default=False, editable=False, verbose_name="작성자 삭제")),
                ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "published_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="작성일"),
                ),
                ("edited_at", models.DateTimeField(editable=False, null=True, verbose_name="수정일")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="작성자",
                    ),
                ),
                (
                    "politician",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="politicians.politician",
                        verbose_name="소통대상 정치인",
                    ),
                ),
            ],
            options={
                "verbose_name": "게시글",
                "verbose_name_plural": "게시글",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ViewFlush",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.CharField(max_length=32)),
            ],
            options={
                "verbose_name": "조회수 반영",
                "verbose_name_plural": "조회수 반영",
            },
        ),
        migrations.CreateModel(
            name="BoardCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.CharField(
                        choices=[
                            ("FREE", "자유게시판"),
                            ("POLITICIAN", "정치인게시판"),
                            ("VOTE", "투표"),
                            ("NOTICE", "공지사항"),
                            ("SUGGESTION", "불편/제안"),
                        ],
                        max_length=12,
                    ),
                ),
                ("block", models.PositiveIntegerField()),
                ("listed", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "게시판 합계",
                "verbose_name_plural": "게시판 합계",
                "constraints": [
                    models.UniqueConstraint(fields=("board", "block"), include=("listed",), name="boardcounter_once"),
                    models.CheckConstraint(condition=models.Q(("listed__lte", 1024)), name="boardcounter_fits"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(default=pictures.models.new_token, editable=False, max_length=32, unique=True),
                ),
                ("page_file", models.ImageField(upload_to="images/", verbose_name="본문 크기")),
                ("list_file", models.ImageField(upload_to="images/", verbose_name="목록 크기")),
                ("width", models.PositiveIntegerField(verbose_name="너비")),
                ("height", models.PositiveIntegerField(verbose_name="높이")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="등록일")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="images",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="올린 회원",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
            ],
            options={
                "verbose_name": "이미지",
                "verbose_name_plural": "이미지",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="MentionCounter",
            fields=[
                (
                    "politician",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mention_counter",
                        serialize=False,
                        to="politicians.politician",
                    ),
                ),
                ("named", models.PositiveIntegerField(default=0, verbose_name="지목된 글")),
                ("answered", models.PositiveIntegerField(default=0, verbose_name="답변한 글")),
            ],
            options={
                "verbose_name": "정치인 답변 합계",
                "verbose_name_plural": "정치인 답변 합계",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answered__lte", models.F("named"))), name="mentioncounter_rate"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=40, unique=True, verbose_name="아이디")),
                ("text", models.TextField(verbose_name="댓글")),
                (
                    "status",
                    models.CharField(
                        choices=[("PUBLISHED", "게시"), ("HIDDEN", "숨김"), ("DELETED", "삭제")],
                        default="PUBLISHED",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("is_answer", models.BooleanField(default=False, editable=False, verbose_name="답변")),
                ("removed_by_author", models.BooleanField(default=False, editable=False, verbose_name="작성자 삭제")),
                ("likes", models.PositiveIntegerField(default=0, editable=False, verbose_name="좋아요")),
                ("dislikes", models.PositiveIntegerField(default=0, editable=False, verbose_name="싫어요")),
                ("report_serial", models.PositiveIntegerField(default=0, editable=False)),
                ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="작성일"),
                ),
                ("edited_at", models.DateTimeField(editable=False, null=True, verbose_name="수정일")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="작성자",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="boards.comment",
                        verbose_name="원댓글",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
            ],
            options={
                "verbose_name": "댓글",
                "verbose_name_plural": "댓글",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "value",
                    models.CharField(
                        choices=[("LIKE", "좋아요"), ("DISLIKE", "싫어요")], max_length=8, verbose_name="구분"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="일시")),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to="boards.comment",
                        verbose_name="댓글",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reactions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
            ],
            options={
                "verbose_name": "좋아요/싫어요",
                "verbose_name_plural": "좋아요/싫어요",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="UnlistedCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("POST", "게시글"), ("COMMENT", "댓글")], max_length=7)),
                (
                    "board",
                    models.CharField(
                        choices=[
                            ("FREE", "자유게시판"),
                            ("POLITICIAN", "정치인게시판"),
                            ("VOTE", "투표"),
                            ("NOTICE", "공지사항"),
                            ("SUGGESTION", "불편/제안"),
                        ],
                        max_length=12,
                    ),
                ),
                ("status", models.CharField(max_length=9)),
                ("number", models.IntegerField(default=0)),
            ],
            options={
                "verbose_name": "게시되지 않은 글 합계",
                "verbose_name_plural": "게시되지 않은 글 합계",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "board", "status"), name="unlistedcounter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["POST", "COMMENT"])), name="unlistedcounter_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["HIDDEN", "DELETED"])), name="unlistedcounter_status"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.CharField(
                        choices=[
                            ("FREE", "자유게시판"),
                            ("POLITICIAN", "정치인게시판"),
                            ("VOTE", "투표"),
                            ("NOTICE", "공지사항"),
                            ("SUGGESTION", "불편/제안"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=400)),
                ("body", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "politician",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="politicians.politician",
                    ),
                ),
            ],
            options={
                "verbose_name": "임시 글",
                "verbose_name_plural": "임시 글",
                "constraints": [models.UniqueConstraint(fields=("member", "board"), name="draft_one_a_board")],
            },
        ),
        migrations.CreateModel(
            name="IncomingImage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(default=pictures.models.new_token, editable=False, max_length=32, unique=True),
                ),
                (
                    "content_type",
                    models.CharField(
                        choices=[
                            ("image/jpeg", "image/jpeg"),
                            ("image/png", "image/png"),
                            ("image/gif", "image/gif"),
                            ("image/webp", "image/webp"),
                        ],
                        error_messages={
                            "blank": "이미지 파일만 업로드 가능합니다. (jpg, png, gif, webp)",
                            "invalid_choice": "이미지 파일만 업로드 가능합니다. (jpg, png, gif, webp)",
                        },
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="boards.image",
                    ),
                ),
            ],
            options={
                "verbose_name": "올리는 중인 이미지",
                "verbose_name_plural": "올리는 중인 이미지",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("content_type__in", ["image/jpeg", "image/png", "image/gif", "image/webp"])
                        ),
                        name="incoming_image_type",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PostCounts",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counts",
                        serialize=False,
                        to="boards.post",
                    ),
                ),
                ("views", models.PositiveIntegerField(default=0, verbose_name="조회수")),
                ("likes", models.PositiveIntegerField(default=0, verbose_name="추천")),
                ("dislikes", models.PositiveIntegerField(default=0, verbose_name="싫어요")),
                ("comments", models.PositiveIntegerField(default=0, verbose_name="댓글")),
                ("answers", models.PositiveIntegerField(default=0, verbose_name="정치인 답변")),
                ("aide_answers", models.PositiveIntegerField(default=0, verbose_name="보좌진 답변")),
                ("comment_serial", models.PositiveIntegerField(default=0)),
                ("report_serial", models.PositiveIntegerField(default=0)),
                ("is_unread", models.BooleanField(db_default=False, default=False, editable=False)),
            ],
            options={
                "verbose_name": "게시글 수치",
                "verbose_name_plural": "게시글 수치",
                "indexes": [
                    models.Index(condition=models.Q(("is_unread", True)), fields=["post"], name="post_counts_unread")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="document",
                        serialize=False,
                        to="boards.post",
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "verbose_name": "검색 문서",
                "verbose_name_plural": "검색 문서",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["words"], name="searchdocument_words"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("status__in", ["PUBLISHED", "PINNED"])), fields=["board", "-id"], name="post_listed"
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("politician__isnull", False), ("status__in", ["PUBLISHED", "PINNED"])),
                fields=["politician", "-id"],
                name="post_listed_politician",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["author", "-id"], name="post_author"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["board", "-published_at", "-id"], name="post_date"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["-published_at", "-id"], name="post_moment"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                models.OrderBy(
                    django.db.models.functions.comparison.Coalesce("edited_at", "published_at"), descending=True
                ),
                models.OrderBy(models.F("id"), descending=True),
                name="post_updated",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("status__in", ["HIDDEN", "DELETED"])),
                fields=["status", "-published_at", "-id"],
                name="post_unlisted",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=django.contrib.postgres.indexes.GinIndex(
                polibat.text.bigrams.Pairs("title"), name="post_title_pairs"
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(fields=("author", "submission"), name="post_once_a_submission"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("board__in", ["FREE", "POLITICIAN", "VOTE", "NOTICE", "SUGGESTION"])),
                name="post_board",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_private", False), ("board", "SUGGESTION"), _connector="OR"),
                name="post_private_suggestions_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["PUBLISHED", "PINNED", "HIDDEN", "DELETED"])), name="post_status"
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("board", "POLITICIAN"), ("politician__isnull", True), _connector="OR"),
                name="post_free_names_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_by_politician", False),
                    models.Q(("board", "POLITICIAN"), _negated=True),
                    ("politician__isnull", False),
                    _connector="OR",
                ),
                name="post_by_politician_names_them",
            ),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(condition=models.Q(("post__isnull", True)), fields=["created_at"], name="image_orphan"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["post", "id"], name="comment_post"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["author", "-id"], name="comment_author"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["-created_at", "-id"], name="comment_date"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.OrderBy(
                    django.db.models.functions.comparison.Coalesce("edited_at", "created_at"), descending=True
                ),
                models.OrderBy(models.F("id"), descending=True),
                name="comment_updated",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("status__in", ["HIDDEN", "DELETED"])),
                fields=["status", "-created_at", "-id"],
                name="comment_unlisted",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=django.contrib.postgres.indexes.GinIndex(
                polibat.text.bigrams.Pairs("text"), name="comment_text_pairs"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(fields=("author", "submission"), name="comment_once_a_submission"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["PUBLISHED", "HIDDEN", "DELETED"])), name="comment_status"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True), name="comment_not_its_own_parent"
            ),
        ),
        migrations.AddIndex(
            model_name="reaction",
            index=models.Index(fields=["member", "value"], name="reaction_by_member"),
        ),
        migrations.AddIndex(
            model_name="reaction",
            index=models.Index(
                condition=models.Q(("post__isnull", False)),
                fields=["member", "value", "-id"],
                name="reaction_mine_post",
            ),
        ),
        migrations.AddIndex(
            model_name="reaction",
            index=models.Index(
                condition=models.Q(("comment__isnull", False)),
                fields=["member", "value", "-id"],
                name="reaction_mine_comment",
            ),
        ),
        migrations.AddIndex(
            model_name="reaction",
            index=models.Index(fields=["-created_at", "-id"], name="reaction_moment"),
        ),
        migrations.AddConstraint(
            model_name="reaction",
            constraint=models.UniqueConstraint(fields=("member", "post"), name="reaction_once_a_post"),
        ),
        migrations.AddConstraint(
            model_name="reaction",
            constraint=models.UniqueConstraint(fields=("member", "comment"), name="reaction_once_a_comment"),
        ),
        migrations.AddConstraint(
            model_name="reaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comment__isnull", True), ("post__isnull", False)),
                    models.Q(("comment__isnull", False), ("post__isnull", True)),
                    _connector="OR",
                ),
                name="reaction_one_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="reaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__in", ["LIKE", "DISLIKE"])), name="reaction_value"
            ),
        ),
    ]
