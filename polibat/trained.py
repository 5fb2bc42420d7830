"""The models that operators trained: kept in the private storage, read once a minute at most."""

import time

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from polibat import naive_bayes

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
    """The trained model `name`; None when operators trained none."""
    until, model = _kept.get(name, (0, None))
    if until < time.monotonic():
        storage = storages["private"]
        model = None
        if storage.exists(path_of(name)):
            with storage.open(path_of(name)) as file:
                model = naive_bayes.load(file.read())
        _kept[name] = (time.monotonic() + LOOK_AGAIN, model)
    return model


def forget():
    """Look again at the next question."""
    _kept.clear()
