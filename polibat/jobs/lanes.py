"""Lanes of the worker: which queues share slots, so that what waits for somebody else holds up nothing but its like.

Whatever asks an outside service may hang until its time limit, many at once. Each such service has slots of its own;
what needs our database alone never waits behind any of them.
"""

import asyncio
import signal
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from procrastinate import App
from procrastinate.periodic import PeriodicRegistry
from procrastinate.worker import Worker

# For what the event loop does in threads besides jobs (it looks up names of hosts).
SPARE_THREADS = 2
# A lane that is not told of new jobs looks for them this often, in seconds.
LOOKS_EVERY = 2


@dataclass(frozen=True)
class Lane:
    """Queues that share `slots` jobs at once; `at_once` when somebody waits for what is done there."""

    name: str
    queues: tuple[str, ...]
    slots: int
    at_once: bool = False


LANES = {
    lane.name: lane
    for lane in (
        # The database alone: folding, counting, rescuing, telling that the queue stands still.
        Lane("quick", ("default",), slots=2, at_once=True),
        Lane("mail", ("mail",), slots=2, at_once=True),
        Lane("channel", ("teams",), slots=1),
        # What is flagged goes before what is nice to have: see the priority of moderation.screen_text.
        Lane("ai", ("ai", "screening"), slots=2),
        # Whatever writes or deletes files, which may lie in a bucket that does not answer.
        Lane("files", ("exports", "tidy"), slots=2),
    )
}


def lane_of(queue: str) -> Lane | None:
    """The lane that does the jobs of `queue`."""
    return next((lane for lane in LANES.values() if queue in lane.queues), None)


def run_lanes(app: App, lanes: Iterable[Lane], slots: Mapping[str, int], **options) -> bool:
    """Do the jobs of `lanes` until SIGTERM or SIGINT; False when a lane ended by itself, as it does without PostgreSQL.

    `slots` by the names of lanes replace their own numbers; `options` are those of procrastinate's workers.
    """
    app.perform_import_paths()
    workers = [_worker(app, lane, slots.get(lane.name, lane.slots), options) for lane in lanes]
    return asyncio.run(_run(app, workers))


def _worker(app: App, lane: Lane, slots: int, options: dict) -> Worker:
    """A worker of one lane, whose clock queues the jobs of that lane alone."""
    # Two clocks over one registry would disturb each other.
    own = App(connector=app.connector, worker_defaults=app.worker_defaults)
    own.tasks = app.tasks
    own.periodic_registry = PeriodicRegistry()
    own.periodic_registry.periodic_tasks = {
        key: periodic
        for key, periodic in app.periodic_registry.periodic_tasks.items()
        if periodic.task.queue in lane.queues
    }
    return Worker(
        app=own,
        # A tuple would be a row to PostgreSQL.
        queues=list(lane.queues),
        name=f"polibat-{lane.name}",
        concurrency=max(1, slots),
        listen_notify=lane.at_once,
        fetch_job_polling_interval=LOOKS_EVERY,
        install_signal_handlers=False,
        **options,
    )


async def _run(app: App, workers: Sequence[Worker]) -> bool:
    loop = asyncio.get_running_loop()
    # A slot without a thread would be none: as many threads as jobs at once, however few cores there are.
    threads = sum(worker.concurrency for worker in workers) + SPARE_THREADS
    loop.set_default_executor(ThreadPoolExecutor(threads, thread_name_prefix="job"))
    is_asked = False

    def stop() -> None:
        nonlocal is_asked
        is_asked = True
        for worker in workers:
            worker.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    async with app.open_async():
        running = [asyncio.ensure_future(worker.run()) for worker in workers]
        await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        # One that ended by itself takes the others along: a supervisor starts them all anew.
        for worker in workers:
            worker.stop()
        ended = await asyncio.gather(*running, return_exceptions=True)
    if faults := [fault for fault in ended if isinstance(fault, BaseException)]:
        raise faults[0]
    return is_asked
