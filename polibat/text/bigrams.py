"""Korean search without a dictionary: text as character bigrams in a `tsvector`, and queries over them.

`국회에서` becomes 국회, 회에, 에서 and each syllable alone; `Seoul` becomes s, se, seo and so on: words are found by
how they begin. A query asks for whole lexemes only: beginnings of lexemes (`:*`) would be gathered from the whole
table.
"""

import re
import unicodedata

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, Field, Func, Lookup, TextField

from polibat.text.folding import fold

# Hangul, jamo, hanja and kana are cut into bigrams; every other letter or digit belongs to a word.
SYLLABLES = "ᄀ-ᇿ぀-ヿㄱ-ㆎ㐀-䶿一-鿿가-힣"
RUN = re.compile(rf"(?P<syllables>[{SYLLABLES}]+)|(?P<word>[^\W_{SYLLABLES}]+)")
LONGEST_PREFIX = 8  # of a word; what follows is seen by whoever compares the texts
MOST_LEXEMES = 120  # of one query


def lexemes_of(text):
    """The distinct lexemes under which `text` is found."""
    found = {}
    for run in RUN.finditer(fold(text)):
        if word := run["word"]:
            found.update((word[:end], None) for end in range(1, min(len(word), LONGEST_PREFIX) + 1))
            continue
        syllables = run["syllables"]
        found.update(
            (syllables[start : start + size], None) for size in (1, 2) for start in range(len(syllables) - size + 1)
        )
    return list(found)


def vector_of(text, *others, mark=""):
    """A `tsvector` literal of the lexemes of `text`, each with `mark` in front.

    With `others`, the lexemes of the first text have weight A, those of the others B and C. A mark keeps fields apart
    too, and unlike a weight it is answered by the index alone: marks for what grows, weights for small tables.
    """
    if not others:
        return " ".join(f"'{mark}{lexeme}'" for lexeme in lexemes_of(text))
    weights = {}
    for weight, part in zip("ABC", (text, *others), strict=False):
        for lexeme in lexemes_of(part):
            weights.setdefault(lexeme, []).append(weight)
    return " ".join(
        f"'{mark}{lexeme}':{','.join(f'{at}{weight}' for at, weight in enumerate(found, 1))}"
        for lexeme, found in weights.items()
    )


def query_of(text, *, mark="", weight=""):
    """A `tsquery` literal for texts that hold every word of `text`; "" when there is nothing to search for."""
    found = {}
    for run in RUN.finditer(fold(text)):
        syllables = run["syllables"] or ""
        if len(syllables) > 1:
            found.update((syllables[at : at + 2], None) for at in range(len(syllables) - 1))
        else:
            found[syllables or run["word"][:LONGEST_PREFIX]] = None
    suffix = f":{weight}" if weight else ""
    return " & ".join(f"'{mark}{lexeme}'{suffix}" for lexeme in list(found)[:MOST_LEXEMES])


@SearchVectorField.register_lookup
class Bigrams(Lookup):
    """`words__bigrams="국회"`: rows whose vector holds what was typed; none when nothing searchable was typed."""

    lookup_name = "bigrams"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        """Return `vector @@ query`."""
        query = query_of(self.rhs)
        if not query:
            raise EmptyResultSet
        vector, params = self.process_lhs(compiler, connection)
        return f"{vector} @@ %s::tsquery", [*params, query]


@SearchVectorField.register_lookup
class Fits(Lookup):
    """`words__fits=query_of("국회")`: the same for a query that was made before, which may not be empty."""

    lookup_name = "fits"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        """Return `vector @@ query`."""
        vector, params = self.process_lhs(compiler, connection)
        return f"{vector} @@ %s::tsquery", [*params, self.rhs]


class Pairs(Func):
    """The pairs of neighbouring characters of a text, made by the database: what an index for `__holds` keeps."""

    function = "text_pairs"
    output_field: Field = ArrayField(TextField())


@CharField.register_lookup
@TextField.register_lookup
class Holds(Lookup):
    """`title__holds="버스"`: texts with these characters in a row, found by an index on Pairs.

    Without regard to case, width and form: NFKC on both sides, jamo included.

    None when fewer than two characters were given: everything would have to be read.
    """

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        """Return that the pairs are there, and that they stand together."""
        term = unicodedata.normalize("NFKC", self.rhs)
        if len(term) < 2:
            raise EmptyResultSet
        text, params = self.process_lhs(compiler, connection)
        like = "%" + re.sub(r"([\\%_])", r"\\\1", term) + "%"
        together = f"lower(normalize({text}, NFKC)) LIKE lower(%s)"
        return f"(text_pairs({text}) @> text_pairs(%s) AND {together})", [*params, term, *params, like]
