"""Asking the language model: with a schema for the answer, a time limit, a breaker, a budget and a log.

Whoever asks gets an answer of the asked shape or `Unavailable`, and does without or comes again: nothing is tried twice
here, because whoever waits holds a slot of the worker.
"""

import hashlib
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from django.conf import settings
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, ValidationError

from assist.models.ai_usage import AiDay, AiRequest
from polibat.cache.circuit_breaker import CircuitBreaker

if TYPE_CHECKING:
    from openai import OpenAI

logger = logging.getLogger(__name__)

LONGEST_ANSWER = 800
# A Hangul syllable is about one token and a half at worst; the difference is settled after the answer.
TOKENS_A_LETTER = 1.5
SCREENING_MODEL = "omni-moderation-latest"
Outcome = AiRequest.Outcome
# What passes by itself, so that another try later may go well.
PASSING = frozenset({Outcome.TIMEOUT, Outcome.LIMITED, Outcome.FAILED})

breaker = CircuitBreaker("ai")


class Unavailable(Exception):
    """No answer now: `reason` is `off`, `open`, `budget`, or the outcome of the request."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Shape(BaseModel):
    """What an answer has to look like: nothing missing, nothing besides."""

    model_config = ConfigDict(extra="forbid", strict=True)


S = TypeVar("S", bound=Shape)


@dataclass(frozen=True)
class Prompt(Generic[S]):
    """What a model is told, under a version: another wording is another version."""

    purpose: str
    version: str
    words: str
    shape: type[S] = field(repr=False)


@dataclass
class _Use:
    """What a request came to; `is_told` once the provider said so."""

    prompt_tokens: int = 0
    answer_tokens: int = 0
    model: str = ""
    is_told: bool = False

    def tell(self, prompt_tokens: int = 0, answer_tokens: int = 0) -> None:
        """Note the cost that was told."""
        self.prompt_tokens, self.answer_tokens, self.is_told = prompt_tokens, answer_tokens, True


def is_on() -> bool:
    """Whether the site has a key at all."""
    return bool(settings.OPENAI_API_KEY)


def hash_of(text: str) -> str:
    """What a text is recognised by without being kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def ask(prompt: Prompt[S], text: str) -> S:
    """What the model answers to `prompt` about `text`, as the prompt's shape; raises Unavailable."""
    estimate = int(len(prompt.words + text) * TOKENS_A_LETTER) + LONGEST_ANSWER
    with _request(prompt.purpose, prompt.version, text, estimate) as (client, use):
        use.model = settings.AI_MODEL
        answer = client.chat.completions.create(
            model=settings.AI_MODEL,
            temperature=0,
            max_completion_tokens=LONGEST_ANSWER,
            messages=[{"role": "system", "content": prompt.words}, {"role": "user", "content": text}],
            response_format={
                "type": "json_schema",
                "json_schema": {
                    "name": prompt.purpose,
                    "strict": True,
                    "schema": prompt.shape.model_json_schema(),
                },
            },
        )
        if answer.usage:
            use.tell(answer.usage.prompt_tokens, answer.usage.completion_tokens)
        if not answer.choices or answer.choices[0].message.refusal:
            raise Unavailable(Outcome.REFUSED)
        return prompt.shape.model_validate_json(answer.choices[0].message.content or "")


def screen(texts: Sequence[str]) -> list[float]:
    """How likely each of `texts` breaks rules, 0 to 1, by the provider's moderation endpoint; raises Unavailable."""
    with _request("screening", "endpoint", "\n".join(texts), sum(map(len, texts)) + 1) as (client, use):
        use.model = SCREENING_MODEL
        answer = client.moderations.create(model=SCREENING_MODEL, input=list(texts))
        # An answer of this endpoint costs nothing.
        use.tell()
        if len(answer.results) != len(texts):
            raise Unavailable(Outcome.INVALID)
        return [
            max((score for _, score in result.category_scores if isinstance(score, float)), default=0.0)
            for result in answer.results
        ]


@contextmanager
def _request(purpose: str, version: str, text: str, estimate: int) -> Iterator[tuple["OpenAI", _Use]]:
    """A client for one request, whose costs and outcome are written down whatever becomes of it."""
    # Takes half a second to import, which no web process needs.
    import openai  # noqa: PLC0415

    from assist.services.ai.usage_meter import Meter  # noqa: PLC0415 - imports it too

    if not is_on():
        raise Unavailable("off")
    day = _reserve(estimate)
    use, outcome, began, meter = _Use(), Outcome.FAILED, time.monotonic(), Meter()
    try:
        client = openai.OpenAI(
            api_key=settings.OPENAI_API_KEY,
            base_url=settings.OPENAI_BASE_URL or None,
            timeout=settings.AI_TIMEOUT,
            max_retries=0,
            http_client=meter,
        )
        with client:
            yield client, use
        outcome = Outcome.OK
    except openai.APITimeoutError as error:
        outcome = Outcome.TIMEOUT
        raise Unavailable(outcome) from error
    except openai.RateLimitError as error:
        outcome = Outcome.LIMITED
        raise Unavailable(outcome) from error
    except (ValidationError, openai.APIResponseValidationError, ValueError, TypeError, AttributeError) as error:
        # Whatever stands behind the address, it answers something else than it was asked for.
        outcome = Outcome.INVALID
        raise Unavailable(outcome) from error
    except openai.OpenAIError as error:
        raise Unavailable(outcome) from error
    except Unavailable as error:
        outcome = error.reason
        raise
    finally:
        _write_down(purpose, version, text, use=use, outcome=outcome, began=began)
        if use.is_told:
            meter.told()
        # What the provider may bill without telling stays reserved: the budget holds whatever it bills.
        used = use.prompt_tokens + use.answer_tokens + meter.untold * estimate
        AiDay.objects.settle(day, used - estimate)
        if outcome in PASSING:
            breaker.failed()
        else:
            breaker.succeeded()


def _reserve(estimate: int) -> date:
    """The day whose budget holds for a request; raises Unavailable.

    The breaker's only trial is taken last, so that nothing here can hold it.
    """
    if breaker.is_open():
        raise Unavailable("open")
    day = timezone.localdate()
    if not AiDay.objects.reserve(estimate, day=day):
        raise Unavailable("budget")
    if not breaker.lets_pass():
        AiDay.objects.give_back(day, estimate)
        raise Unavailable("open")
    return day


def _write_down(purpose: str, version: str, text: str, *, use: _Use, outcome: str, began: float) -> None:
    request = AiRequest.objects.create(
        purpose=purpose,
        prompt_version=version,
        model=use.model or settings.AI_MODEL,
        outcome=outcome,
        prompt_tokens=use.prompt_tokens,
        answer_tokens=use.answer_tokens,
        duration_ms=int((time.monotonic() - began) * 1000),
        content_hash=hash_of(text),
    )
    logger.info(
        "ai request",
        extra={"purpose": purpose, "outcome": str(outcome), "ms": request.duration_ms, "model": request.model},
    )
