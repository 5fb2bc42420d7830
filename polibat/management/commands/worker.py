"""The process that does the jobs."""

from django.conf import settings
from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from polibat.jobs.queue import note_failure


class Command(BaseCommand):
    """Do jobs until SIGTERM or SIGINT; what is being done then has a while to end."""

    help = "작업을 처리합니다. SIGTERM을 받으면 하던 일을 끝내고 멈춥니다."

    def add_arguments(self, parser):
        """How many at once; `--once` ends when nothing waits."""
        parser.add_argument("--concurrency", type=int, default=settings.WORKER_CONCURRENCY)
        parser.add_argument("--once", action="store_true", help="기다리는 작업이 없으면 끝냅니다.")

    def handle(self, *args, concurrency, once, **options):
        """Run the worker on connections of its own."""
        connector, defaults = app.connector, app.worker_defaults
        assert isinstance(connector, DjangoConnector)
        assert "task_middleware" in defaults
        with app.replace_connector(connector.get_worker_connector()) as worker_app:
            worker_app.run_worker(
                name="polibat",
                concurrency=max(1, concurrency),
                wait=not once,
                shutdown_graceful_timeout=settings.WORKER_PATIENCE,
                fetch_job_polling_interval=2,
                stalled_worker_timeout=settings.WORKER_STALLED,
                delete_jobs="successful",
                # Around ours stand procrastinate's, which give each job a connection that works.
                task_middleware=[*defaults["task_middleware"], note_failure],
            )
