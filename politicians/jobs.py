"""What the worker does for applications."""

from procrastinate.contrib.django import app

from politicians.models import Document
from politicians.services import uploaded_documents


@app.periodic(cron="27 4 * * *")
@app.task(name="politicians.forget_documents", queue="tidy", queueing_lock="politicians.forget_documents")
def forget_documents(timestamp):
    """Delete documents 30 days after the decision; safe to run twice or late."""
    uploaded_documents.remove(Document.objects.outlived())
