"""The WSGI entry of the site."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polibat.settings")
# Before the settings are read: what serves pages waits for the database less long than the worker and commands.
os.environ.setdefault("POLIBAT_PROCESS", "web")

application = get_wsgi_application()
