"""`.env.example` and the static files tell the truth about what a serving site needs."""

import re

from django.core.management import call_command

from dev.embedded.data_directory import PROJECT


def test_env_example_names_every_setting():
    read = set(re.findall(r'env\.\w+\("([A-Z_0-9]+)"', (PROJECT / "polibat" / "settings.py").read_text()))
    named = set(re.findall(r"^#([A-Z_0-9]+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE))
    missing = sorted(read - named)
    assert missing == [], f".env.example에 뜻과 함께 적어 주세요(#이름=): {', '.join(missing)}"


def test_static_files_are_collected_with_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [path.suffix[1:] for path in (PROJECT / "static").rglob("*.*")]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "polibat.files.StaticStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
