"""Static files survive their way to production: hashed names, also inside CSS and between modules."""

from django.core.management import call_command
from django.test import override_settings


def test_collectstatic_finds_every_reference(tmp_path):
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "polibat.storage.StaticStorage"},
    }
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    manifest = (tmp_path / "staticfiles.json").read_text()
    assert '"js/app.js": "js/app.' in manifest
    hashed = next(tmp_path.glob("js/app.*.js")).read_text()
    assert "./toast.js" not in hashed
