"""Asking the language model: with a schema for the answer, a time limit, retries, a breaker, a budget and a log.

Whoever asks gets an answer of the asked shape or `Unavailable`, and does without then.
"""

import hashlib
import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, ValidationError

from polibat.ai import breaker
from polibat.ai.models import AiDay, AiRequest

logger = logging.getLogger(__name__)

RETRIES = 2
LONGEST_ANSWER = 800
# A Hangul syllable is about one token and a half at worst; the difference is settled after the answer.
TOKENS_A_LETTER = 1.5
SCREENING_MODEL = "omni-moderation-latest"
Outcome = AiRequest.Outcome


class Unavailable(Exception):
    """No answer now: `reason` is `off`, `open`, `budget`, or the outcome of the request."""

    def __init__(self, reason):
        self.reason = reason
        super().__init__(reason)


class Shape(BaseModel):
    """What an answer has to look like: nothing missing, nothing besides."""

    model_config = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True)
class Prompt:
    """What a model is told, under a version: another wording is another version."""

    purpose: str
    version: str
    words: str
    shape: type = field(repr=False)


@dataclass
class _Use:
    """What a request came to."""

    prompt_tokens: int = 0
    answer_tokens: int = 0
    model: str = ""


def is_on():
    """Whether the site has a key at all."""
    return bool(settings.OPENAI_API_KEY)


def hash_of(text):
    """What a text is recognised by without being kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def ask(prompt, text):
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
            use.prompt_tokens, use.answer_tokens = answer.usage.prompt_tokens, answer.usage.completion_tokens
        if not answer.choices or answer.choices[0].message.refusal:
            raise Unavailable(Outcome.REFUSED)
        return prompt.shape.model_validate_json(answer.choices[0].message.content or "")


def screen(texts):
    """How likely each of `texts` breaks rules, 0 to 1, by the provider's moderation endpoint; raises Unavailable."""
    with _request("screening", "endpoint", "\n".join(texts), sum(map(len, texts)) + 1) as (client, use):
        use.model = SCREENING_MODEL
        answer = client.moderations.create(model=SCREENING_MODEL, input=list(texts))
        if len(answer.results) != len(texts):
            raise Unavailable(Outcome.INVALID)
        return [
            max((score for _, score in result.category_scores if isinstance(score, float)), default=0.0)
            for result in answer.results
        ]


@contextmanager
def _request(purpose, version, text, estimate):
    """A client for one request, whose costs and outcome are written down whatever becomes of it."""
    # Takes half a second to import, which no web process needs.
    import openai  # noqa: PLC0415

    if not is_on():
        raise Unavailable("off")
    if not breaker.lets_pass():
        raise Unavailable("open")
    day = timezone.localdate()
    if not AiDay.objects.reserve(estimate):
        raise Unavailable("budget")
    use, outcome, began = _Use(), Outcome.FAILED, time.monotonic()
    client = openai.OpenAI(
        api_key=settings.OPENAI_API_KEY,
        base_url=settings.OPENAI_BASE_URL or None,
        timeout=settings.AI_TIMEOUT,
        max_retries=RETRIES,
    )
    try:
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
        # What failed without an answer cost nothing that anybody told.
        AiDay.objects.settle(day, use.prompt_tokens + use.answer_tokens - estimate)
        if outcome in {Outcome.TIMEOUT, Outcome.LIMITED, Outcome.FAILED}:
            breaker.failed()
        else:
            breaker.succeeded()


def _write_down(purpose, version, text, *, use, outcome, began):
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
