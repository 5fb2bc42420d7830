"""The models that staff trained: kept in the private storage, read once a minute at most."""

import logging
import time

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from assist.services import naive_bayes
from assist.services.naive_bayes import Model
from polibat.files import StorageAway

logger = logging.getLogger(__name__)

CACHE_SECONDS = 60
_cached = {}


def path_of(name: str) -> str:
    """Where the model `name` lies."""
    return f"models/{name}.json"


def store(name: str, model: Model) -> None:
    """Store a trained model in the place of the one before."""
    storage = storages["private"]
    if storage.exists(path_of(name)):
        storage.delete(path_of(name))
    storage.save(path_of(name), ContentFile(naive_bayes.dump(model)))
    _cached.pop(name, None)


def model_of(name: str) -> Model | None:
    """The trained model `name`; None when staff trained none."""
    until, model = _cached.get(name, (0, None))
    if until < time.monotonic():
        try:
            model = _read(name)
        except StorageAway:
            # The one that was read last goes on.
            logger.warning("trained model not read", extra={"model": name})
        _cached[name] = (time.monotonic() + CACHE_SECONDS, model)
    return model


def _read(name: str) -> Model | None:
    storage = storages["private"]
    if not storage.exists(path_of(name)):
        return None
    with storage.open(path_of(name)) as file:
        return naive_bayes.load(file.read())


def clear_cache() -> None:
    """Look again at the next question."""
    _cached.clear()
