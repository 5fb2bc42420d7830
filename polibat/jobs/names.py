"""The jobs that services queue: a service knows a job's name, a job calls services; neither imports the other."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias, cast

from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

# What a job can be told. procrastinate asks for dict and list, and never writes into them.
Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"


class Job(StrEnum):
    """A job by the name under which its app registers it."""

    MAKE_DATA_EXPORT = "accounts.make_export"
    MAKE_STAFF_EXPORT = "backoffice.make_staff_export"
    NAME_TOPICS = "assist.name_topics"
    RAISE_FLAG = "moderation.raise_flag"
    SCREEN_TEXT = "moderation.screen_text"
    SEND_CARD = "notifications.send_card"
    SEND_DELIVERY = "notifications.send_delivery"
    SUMMARISE_POST = "assist.summarise_post"


def queue_job(
    job: Job,
    *,
    queueing_lock: str | None = None,
    schedule_at: datetime | None = None,
    priority: int | None = None,
    **arguments: Json,
) -> int:
    """Queue `job` with its `arguments` in the caller's transaction, and return its id.

    Its queue, locks and retries are those of its app's task; of those that wait, the highest `priority` goes
    first. With a `queueing_lock`, a job that waits already raises procrastinate's AlreadyEnqueued. Raises TaskNotFound
    for a job that no app registers.
    """
    options = {"queueing_lock": queueing_lock, "schedule_at": schedule_at, "priority": priority}
    given = {name: value for name, value in options.items() if value is not None}
    return app.configure_task(job.value, allow_unknown=False, **given).defer(**cast("dict[str, JSONValue]", arguments))
