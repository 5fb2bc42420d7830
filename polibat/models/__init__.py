"""What the kit itself keeps."""

from polibat.models.idempotency import RepeatableRequest
from polibat.models.jobs import JobFailure, TroubledJob
from polibat.models.limits import LimitWindow

__all__ = ["JobFailure", "LimitWindow", "RepeatableRequest", "TroubledJob"]
