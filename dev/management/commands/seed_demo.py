"""Fill an empty database with invented people who talk about everyday public affairs."""

import logging
import time
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Member
from dev.demo import people
from dev.demo.accesses import look_at_an_address
from dev.demo.conversation import Conversation
from dev.demo.deliveries import store_deliveries
from dev.demo.displays import show_displays
from dev.demo.documents import attach_documents
from dev.demo.figures import count_past_days
from dev.demo.moderation import keep_order
from dev.demo.notices import post_notices
from dev.demo.places import draw_map
from dev.demo.policies import amend_policies
from dev.demo.polls import open_polls
from dev.demo.scene import set_scene
from dev.demo.sentiment import label_texts
from dev.demo.suggestions import collect_suggestions
from dev.demo.write import MANY, Writer, tidy

MEMBERS, MANY_MEMBERS = 42, 2000
POSTS, COMMENTS_A_POST, COMMENTS_OF_MANY = 300, 5, 3
REACTIONS, REACTIONS_OF_MANY = 6, 1.5
DAYS, DAYS_OF_MANY = 60, 400
PICTURES = 8


@contextmanager
def _silent_services():
    """Leave out the line that each verb logs: nobody reads thousands of them about invented people."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


class Command(BaseCommand):
    """`seed_demo [--posts 300] [--comments 1500] [--members 42] [--seed 1] [--add] [--force]`."""

    help = "시연 데이터를 만듭니다: 꾸며 낸 회원과 정치인, 글, 댓글, 반응. 같은 --seed는 같은 내용을 만듭니다."

    def add_arguments(self, parser):
        """Declare sizes, seed and the two ways to insist."""
        parser.add_argument("--posts", type=int, default=POSTS, help=f"글 수 (기본 {POSTS}, 1,000,000까지 COPY로)")
        parser.add_argument("--comments", type=int, help="댓글 수 (기본: 글의 5배, 큰 데이터는 3배)")
        parser.add_argument("--members", type=int, help=f"회원 수 (기본 {MEMBERS}, 큰 데이터는 {MANY_MEMBERS:,})")
        parser.add_argument("--seed", type=int, default=1, help="같은 수는 같은 내용 (기본 1)")
        parser.add_argument("--add", action="store_true", help="이미 회원이 있는 데이터베이스에 더합니다.")
        parser.add_argument("--force", action="store_true", help="운영 설정(DEBUG 꺼짐)에서도 만듭니다.")

    def handle(self, *, posts, comments, members, seed, add, force, **options):
        """Refuse where demo data would do harm; else store people, their conversation, and what became of it."""
        self._refuse(posts, comments, add=add, force=force)
        is_much = posts >= MANY
        members = members or (MANY_MEMBERS if is_much else MEMBERS)
        if comments is None:
            comments = posts * (COMMENTS_OF_MANY if is_much else COMMENTS_A_POST)
        began = time.monotonic()
        with _silent_services(), transaction.atomic():
            everybody = people.find_people(members)
            is_first = everybody is None
            if is_first:
                self._say(f"회원 {members:,}명과 정치인을 만듭니다.")
                amend_policies()
                everybody = people.store_people(members, days=DAYS_OF_MANY if is_much else DAYS)
                attach_documents()
            if posts:
                self._write(everybody, posts=posts, comments=comments, seed=seed, is_much=is_much)
            if is_first:
                set_scene()
                store_deliveries()
                draw_map()
                if not is_much:
                    open_polls()
                    post_notices()
                    collect_suggestions()
                    label_texts()
                show_displays()
                look_at_an_address()
                keep_order()
                people.end_memberships()
            count_past_days(seed)
        if is_much:
            tidy(self._say)
        self._say(f"글 {posts:,}개와 댓글 {comments:,}개를 {time.monotonic() - began:.1f}초에 만들었습니다.")

    def _refuse(self, posts, comments, *, add, force):
        if not (settings.EMBEDDED or settings.DEBUG or force):
            raise CommandError("운영 설정에서는 시연 데이터를 만들지 않습니다. 정말 필요하면 --force를 붙이세요.")
        if posts < 0 or (comments or 0) < 0:
            raise CommandError("--posts와 --comments는 0 이상의 숫자입니다.")
        if Member.objects.exists() and not add:
            raise CommandError("이미 회원이 있어 시연 데이터를 만들지 않았습니다. 그래도 더하려면 --add를 붙이세요.")

    def _write(self, everybody, *, posts, comments, seed, is_much):
        conversation = Conversation(
            everybody,
            posts=posts,
            comments=comments,
            seed=seed,
            reactions=REACTIONS_OF_MANY if is_much else REACTIONS,
            pictures=0 if is_much else min(PICTURES, posts),
        )
        moderator = Member.objects.with_email("moderator@example.com").get()
        days = DAYS_OF_MANY if is_much else DAYS
        Writer(conversation, days=days, moderator=moderator, say=self._say).write()

    def _say(self, line):
        self.stderr.write(line)
