"""The sentiment of a comment by a short lexicon of this project's own, or by a model that staff trained.

The words are about how people speak of everyday public affairs. No name, party or group of people is among them.
"""

import re

from assist.models import Method, SentimentLabel
from assist.services import naive_bayes, trained_models

Sentiment = SentimentLabel.Sentiment
GOOD = """
좋 고맙 감사 훌륭 응원 찬성 동의 공감 다행 기대 반갑 반가 기쁘 기뻐 만족 최고 편리 편해 편하 친절 도움 든든
믿음 믿음직 칭찬 박수 멋지 멋져 멋진 환영 희망 안심 유익 필요한 필요합 지지 잘했 잘하 잘해 잘됐 꼼꼼 빠르 빨라
깨끗 안전해 나아졌 나아지 해결됐 해결되 해결해 주셔 수고 옳 맞습니다 맞아요 맞는 추천 행복 즐겁 즐거 재미있
재밌 아름답 따뜻 뿌듯 대단 성실 현명 합리 공정 ㅎㅎ 👍 ❤ 😊 👏 🙏
"""
BAD = """
나쁘 나빠 싫 화나 화가 짜증 답답 실망 불편 불만 반대 걱정 우려 위험 무섭 힘들 힘드 어렵 느리 느려 더럽 시끄럽
부족 낭비 엉망 최악 한심 형식적 거짓 속이 무시 무책임 무관심 외면 방치 불안 불공평 불공정 부당 억울 후회 별로
문제 심각 늦 비싸 비싼 지겹 지쳤 포기 소용없 의미없 쓸모없 아깝 아쉽 아쉬 황당 어이없 부끄럽 창피 핑계 변명
탁상 졸속 불신 의심 망치 망했 고장 사고 민폐 차별 ㅠㅠ ㅜㅜ 👎 😡 😢
"""
# What turns the word before or after it into its opposite.
NOT_BEFORE = re.compile(r"(?:안|못|별로|전혀|덜)\s?$")
NOT_AFTER = re.compile(
    r"^\S{0,3}(?:지\s?(?:는|가|도|를)?\s?(?:않|못|마|말)|[은는이가을를도]?\s?(?:안\s|못\s|아니|없)|없)"
)
VALUES = {word: value for value, words in ((1, GOOD), (-1, BAD)) for word in words.split()}
# The longest first: 불편하 is no 편하.
WORD = re.compile("|".join(re.escape(word) for word in sorted(VALUES, key=len, reverse=True)))
CLEAR = 0.62


def balance_of(text: str) -> int:
    """Good words less bad words, each turned round where it is denied."""
    total = 0
    for found in WORD.finditer(text):
        is_denied = NOT_BEFORE.search(text[: found.start()]) or NOT_AFTER.search(text[found.end() :])
        total += -VALUES[found[0]] if is_denied else VALUES[found[0]]
    return total


def sentiment_of(text: str) -> tuple[Sentiment, Method]:
    """The sentiment of `text` and how it was found."""
    if model := trained_models.model_of("sentiment"):
        score = naive_bayes.score(model, text)
        return _side(score - 0.5, margin=CLEAR - 0.5), Method.MODEL
    return _side(balance_of(text), margin=0), Method.LEXICON


def _side(value: float, *, margin: float) -> Sentiment:
    if abs(value) <= margin:
        return Sentiment.NEUTRAL
    return Sentiment.POSITIVE if value > 0 else Sentiment.NEGATIVE
