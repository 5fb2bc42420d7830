"""What the worker does for the files that staff take away."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from backoffice.models import StaffExport
from backoffice.services.exports import staff_export_maker


@app.task(
    name="backoffice.make_staff_export",
    queue="exports",
    lock="backoffice.make_staff_export",
    retry=RetryStrategy(max_attempts=StaffExport.TRIES, exponential_wait=5),
)
def make_staff_export(export_id):
    """Make one large file; tried again while the storage is away."""
    staff_export_maker.make(export_id)


@app.periodic(cron="52 * * * *")
@app.task(name="backoffice.forget_staff_exports", queue="tidy", queueing_lock="backoffice.forget_staff_exports")
def forget_staff_exports(timestamp):
    """Delete the files whose day is over, and give up what nobody makes any more."""
    staff_export_maker.tidy()
