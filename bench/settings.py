"""The site's settings, with one more address: a constant page to compare with."""

from polibat.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
