from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BoardStatistic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="날짜")),
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
                ("posts", models.IntegerField(default=0, verbose_name="게시글")),
                ("comments", models.IntegerField(default=0, verbose_name="댓글")),
                ("reported_posts", models.IntegerField(default=0, verbose_name="신고된 게시글")),
                ("reported_comments", models.IntegerField(default=0, verbose_name="신고된 댓글")),
                ("hidden_posts", models.IntegerField(default=0, verbose_name="숨긴 게시글")),
                ("hidden_comments", models.IntegerField(default=0, verbose_name="숨긴 댓글")),
                ("deleted_posts", models.IntegerField(default=0, verbose_name="삭제한 게시글")),
                ("deleted_comments", models.IntegerField(default=0, verbose_name="삭제한 댓글")),
                ("total_posts", models.IntegerField(default=0, verbose_name="누적 게시글")),
                ("total_comments", models.IntegerField(default=0, verbose_name="누적 댓글")),
            ],
            options={
                "verbose_name": "일별 게시판 통계",
                "verbose_name_plural": "일별 게시판 통계",
                "ordering": ["-day"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("day", "board"), name="boardstatistic_once"),
                    models.CheckConstraint(
                        condition=models.Q(("board__in", ["FREE", "POLITICIAN", "VOTE"])), name="boardstatistic_board"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberStatistic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="날짜")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("NORMAL", "일반회원"),
                            ("POLITICIAN", "정치인"),
                            ("ASSISTANT", "보좌진"),
                            ("ADMIN", "운영자"),
                        ],
                        max_length=12,
                        verbose_name="회원 구분",
                    ),
                ),
                ("joined", models.IntegerField(default=0, verbose_name="신규회원")),
                ("withdrawn", models.IntegerField(default=0, verbose_name="탈퇴회원")),
                ("suspended", models.IntegerField(default=0, verbose_name="정지회원")),
                ("banned", models.IntegerField(default=0, verbose_name="강퇴회원")),
                ("change", models.IntegerField(default=0, verbose_name="증감")),
                ("total", models.IntegerField(default=0, verbose_name="누적")),
            ],
            options={
                "verbose_name": "일별 회원 통계",
                "verbose_name_plural": "일별 회원 통계",
                "ordering": ["-day"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("day", "kind"), name="memberstatistic_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["NORMAL", "POLITICIAN", "ASSISTANT"])),
                        name="memberstatistic_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="날짜")),
                ("visitor", models.UUIDField(verbose_name="방문자")),
                (
                    "device",
                    models.CharField(
                        choices=[("PC", "PC"), ("MOBILE", "모바일"), ("TABLET", "태블릿"), ("OTHER", "기타")],
                        max_length=8,
                        verbose_name="기기",
                    ),
                ),
                ("is_member", models.BooleanField(verbose_name="로그인")),
            ],
            options={
                "verbose_name": "방문",
                "verbose_name_plural": "방문",
                "constraints": [
                    models.UniqueConstraint(fields=("day", "visitor"), name="visit_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("device__in", ["PC", "MOBILE", "TABLET", "OTHER"])), name="visit_device"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitStatistic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="날짜")),
                (
                    "device",
                    models.CharField(
                        choices=[("PC", "PC"), ("MOBILE", "모바일"), ("TABLET", "태블릿"), ("OTHER", "기타")],
                        max_length=8,
                        verbose_name="기기",
                    ),
                ),
                ("is_member", models.BooleanField(verbose_name="로그인")),
                ("visitors", models.IntegerField(default=0, verbose_name="방문자")),
                ("total", models.IntegerField(default=0, verbose_name="누적")),
            ],
            options={
                "verbose_name": "일별 방문자 통계",
                "verbose_name_plural": "일별 방문자 통계",
                "ordering": ["-day"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("day", "device", "is_member"), name="visitstatistic_once"),
                    models.CheckConstraint(
                        condition=models.Q(("device__in", ["PC", "MOBILE", "TABLET", "OTHER"])),
                        name="visitstatistic_device",
                    ),
                ],
            },
        ),
    ]
