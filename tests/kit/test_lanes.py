"""The lanes of the worker: every queue has one, each with a clock of its own, and what is quick waits for nobody."""

from procrastinate.contrib.django import app

from polibat.jobs.lanes import LANES, _worker, lane_of

# What people wait for, or what finds out that something stands still.
QUICK = {
    "polls.fold_ballots",
    "boards.flush_views",
    "polibat.rescue_jobs",
    "notifications.tell_stuck_queue",
    "notifications.report_errors",
    "notifications.look_after_mail",
    "notifications.mail_notifications",
    "accounts.end_suspensions",
    "moderation.detect_bursts",
}


def ours():
    """The tasks of our apps; procrastinate brings its own."""
    return [task for name, task in app.tasks.items() if not name.startswith(("procrastinate.", "builtin:"))]


def test_every_queue_belongs_to_one_lane():
    app.perform_import_paths()
    queues = [queue for lane in LANES.values() for queue in lane.queues]
    assert len(queues) == len(set(queues))
    assert {task.queue for task in ours()} == set(queues)


def test_what_is_quick_shares_no_slot_with_what_asks_others():
    assert {lane_of(app.tasks[name].queue).name for name in QUICK} == {"quick"}
    asks = {"notifications.send_delivery": "mail", "notifications.send_card": "channel"}
    asks |= {"assist.summarise_post": "ai", "moderation.screen_text": "ai", "accounts.make_export": "files"}
    assert {name: lane_of(app.tasks[name].queue).name for name in asks} == asks
    assert app.tasks["moderation.screen_text"].priority > app.tasks["assist.summarise_post"].priority


def test_each_lane_queues_its_own_jobs_by_the_clock_and_no_other_does():
    app.perform_import_paths()
    workers = [_worker(app, lane, lane.slots, {}) for lane in LANES.values()]
    told = [set(worker.app.periodic_registry.periodic_tasks) for worker in workers]
    # A lane without any would not notice that its connection is gone.
    assert all(told)
    assert sum(map(len, told)) == len(set.union(*told)) == len(app.periodic_registry.periodic_tasks)
