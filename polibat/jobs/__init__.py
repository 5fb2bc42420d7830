"""The queue of jobs and what the kit itself does in the background; the worker finds every app's jobs by this name."""

from polibat.jobs import tasks

__all__ = ["tasks"]
