"""Posts that ask about the same: grouped by shared bigrams, named and quoted in their own words."""

import math
from collections import Counter
from dataclasses import dataclass

from assist.services.sentences import bigrams_of, has_substance, overlap, sentences_of, shortened
from boards.models import Post

READ = 600  # characters of a post
MOST_QUOTES, LONGEST_QUOTE = 3, 140
ALIKE = 0.2
# From how much in common on two sentences say the same.
SAME = 0.9


@dataclass
class Quote:
    """A sentence of a post."""

    post: Post
    sentence: str


@dataclass
class Group:
    """Posts that ask about the same; `is_ai` where the model worded the name."""

    name: str
    posts: list
    quotes: list
    is_ai: bool = False

    @property
    def number(self) -> int:
        """How many posts."""
        return len(self.posts)


def weights_of(post: Post) -> Counter[str]:
    """The bigrams of a post; what stands in the title counts twice."""
    found = Counter(bigrams_of(post.body_text[:READ]))
    found.update(dict.fromkeys(bigrams_of(post.title), 2))
    return found


def grouped(keys: list[int], grams: dict[int, Counter[str]]) -> list[list[int]]:
    """`keys` in groups of what is alike by the weighted bigrams `grams`, the largest first; the same answer each time.

    Each joins the group whose members it resembles most on average; bigrams that most have say nothing.
    """
    rarity = Counter(gram for key in keys for gram in grams[key])
    number = len(keys)
    vectors = {}
    for key in keys:
        weights = {
            gram: weight * math.log(1 + number / rarity[gram])
            for gram, weight in grams[key].items()
            if rarity[gram] > 1 and (number < 5 or rarity[gram] < number * 0.8)
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors[key] = {gram: weight / length for gram, weight in weights.items()}
    groups = []
    for key in keys:
        scores = [(_alike(vectors[key], centre) / size, -place) for place, (centre, size, _) in enumerate(groups)]
        best, place = max(scores, default=(0.0, 0))
        if best >= ALIKE:
            centre, size, members = groups[-place]
            for gram, weight in vectors[key].items():
                centre[gram] = centre.get(gram, 0.0) + weight
            groups[-place] = (centre, size + 1, [*members, key])
        else:
            groups.append((dict(vectors[key]), 1, [key]))
    return [members for _, _, members in sorted(groups, key=lambda group: -group[1])]


def _alike(vector: dict[str, float], centre: dict[str, float]) -> float:
    return sum(weight * centre.get(gram, 0.0) for gram, weight in vector.items())


def group_of(posts: list[Post], grams: dict[int, Counter[str]]) -> Group:
    """A group with its most typical post's title as the name, and sentences that say what the others say."""
    shared = Counter(gram for post in posts for gram in grams[post.pk])

    def typical(words: str) -> float:
        found = bigrams_of(words)
        return sum(shared[gram] for gram in found if shared[gram] > 1) / (len(found) or 1)

    ranked = sorted(posts, key=lambda post: -typical(f"{post.title} {post.body_text[:READ]}"))
    quotes = []
    for post in ranked:
        if len(quotes) == MOST_QUOTES:
            break
        # Nobody is quoted for what another was quoted for already, nor for a formula.
        sentences = [
            one
            for one in sentences_of(post.body_text[: READ * 2])
            if has_substance(one) and all(overlap(one, quote.sentence) < SAME for quote in quotes)
        ]
        if sentences:
            quotes.append(Quote(post, shortened(max(sentences, key=typical), LONGEST_QUOTE)))
    named = max(posts, key=lambda post: typical(post.title))
    return Group(named.title, posts, quotes)
