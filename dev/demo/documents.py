"""What the demo's applicant brought along: a certificate that says that it is none."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from politicians.models import Application
from politicians.services.uploaded_documents import store, validate_documents

WORDS = ("CERTIFICATE OF OFFICE", "SAMPLE - FOR DEMONSTRATION ONLY", "No person of this name exists.")


def attach_documents():
    """Let the applications that wait bring a certificate in two forms."""
    for application in Application.objects.waiting():
        store(
            application, validate_documents([_upload("재직증명서_견본.pdf", "PDF"), _upload("신분증_견본.png", "PNG")])
        )


def _upload(name, form):
    page = Image.new("RGB", (827, 1169), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 60, 766, 1108), outline="#1769c0", width=6)
    for place, line in enumerate(WORDS):
        pen.text((120, 200 + 90 * place), line, fill="#333333", font_size=32)
    stored = io.BytesIO()
    page.save(stored, form)
    return SimpleUploadedFile(name, stored.getvalue())
