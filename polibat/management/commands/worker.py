"""The process that does the jobs."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from polibat.jobs.lanes import LANES, run_lanes
from polibat.jobs.queue import note_failure


class Command(BaseCommand):
    """Do jobs until SIGTERM or SIGINT; what is being done then has a while to end."""

    help = "작업을 처리합니다. SIGTERM을 받으면 하던 일을 끝내고 멈춥니다."

    def add_arguments(self, parser):
        """Which lanes; `--once` ends when nothing waits."""
        names = ", ".join(LANES)
        parser.add_argument("--lanes", nargs="+", choices=LANES, default=list(LANES), help=f"맡을 줄: {names}")
        parser.add_argument("--once", action="store_true", help="기다리는 작업이 없으면 끝냅니다.")

    def handle(self, *args, lanes, once, **options):
        """Run a worker a lane, on connections of their own."""
        connector, defaults = app.connector, app.worker_defaults
        assert isinstance(connector, DjangoConnector)
        assert "task_middleware" in defaults
        shared = {
            "shutdown_graceful_timeout": settings.WORKER_PATIENCE,
            "stalled_worker_timeout": settings.WORKER_STALLED,
            "delete_jobs": "successful",
            # Around ours stand procrastinate's, which give each job a connection that works.
            "task_middleware": [*defaults["task_middleware"], note_failure],
        }
        chosen = [LANES[name] for name in lanes]
        with app.replace_connector(connector.get_worker_connector()) as worker_app:
            if once:
                queues = [queue for lane in chosen for queue in lane.queues]
                worker_app.run_worker(name="polibat", queues=queues, wait=False, **shared)
            elif not run_lanes(worker_app, chosen, settings.WORKER_SLOTS, **shared):
                raise CommandError("작업 처리기가 데이터베이스와 끊겨 멈췄습니다. 다시 시작해 주세요.")
