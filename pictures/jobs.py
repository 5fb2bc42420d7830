"""What the worker does for the pictures."""

from procrastinate.contrib.django import app

from pictures.services import bring_on
from pictures.services.cleanup import remove_incoming, remove_orphans


@app.periodic(cron="* * * * *")
@app.task(name="pictures.bring_on", queue="tidy", queueing_lock="pictures.bring_on", pass_context=False)
def bring_images_on(timestamp):
    """Move files that could not be moved at once to where they belong; tried again in a minute."""
    bring_on()


@app.periodic(cron="17 4 * * *")
@app.task(name="pictures.remove_orphans", queue="tidy", queueing_lock="pictures.remove_orphans")
def remove_orphan_images(timestamp):
    """Delete the pictures that no post took."""
    remove_orphans()


@app.periodic(cron="27 * * * *")
@app.task(name="pictures.remove_incoming", queue="tidy", queueing_lock="pictures.remove_incoming")
def remove_incoming_images(timestamp):
    """Delete what browsers put into the storage and nobody needs any more; tried again in an hour."""
    remove_incoming()
