"""What strangers sent is handed out so that nothing in it can run."""

import pytest
from django.core.files.base import ContentFile

from polibat.files import SANDBOX, private_storage, public_storage

pytestmark = pytest.mark.django_db


def test_files_run_nothing_wherever_they_are_handed_out(use_storage, client):
    use_storage("folder")
    shown = public_storage.save("images/a.webp", ContentFile(b"<script>alert(1)</script>"))
    taken = private_storage().save("exports/a.zip", ContentFile(b"<script>alert(1)</script>"))
    address = private_storage().download_url(taken, filename="a.zip", content_type="application/zip", seconds=60)
    for path in (public_storage.url(shown), address):
        answer = client.get(path)
        answer.close()
        assert (answer.status_code, answer["Content-Security-Policy"]) == (200, SANDBOX)
        assert answer["X-Content-Type-Options"] == "nosniff"
