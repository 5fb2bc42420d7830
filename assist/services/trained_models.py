"""The models that staff trained: kept in the private storage, read once a minute at most."""

import logging
import time

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from assist.services import naive_bayes
from polibat.files import StorageAway

logger = logging.getLogger(__name__)

LOOK_AGAIN = 60
_kept = {}


def path_of(name):
    """Where the model `name` lies."""
    return f"models/{name}.json"


def keep(name, model):
    """Store a trained model in the place of the one before."""
    storage = storages["private"]
    if storage.exists(path_of(name)):
        storage.delete(path_of(name))
    storage.save(path_of(name), ContentFile(naive_bayes.dump(model)))
    _kept.pop(name, None)


def model_of(name):
    """The trained model `name`; None when staff trained none."""
    until, model = _kept.get(name, (0, None))
    if until < time.monotonic():
        try:
            model = _read(name)
        except StorageAway:
            # The one that was read last goes on.
            logger.warning("trained model not read", extra={"model": name})
        _kept[name] = (time.monotonic() + LOOK_AGAIN, model)
    return model


def _read(name):
    storage = storages["private"]
    if not storage.exists(path_of(name)):
        return None
    with storage.open(path_of(name)) as file:
        return naive_bayes.load(file.read())


def forget():
    """Look again at the next question."""
    _kept.clear()
