"""Who says what to whom: a conversation made of the demo's words, the same for the same seed; nothing is stored."""

import random
from dataclasses import dataclass, field

from boards.models import Board
from dev.demo import texts

PUBLISHED, HIDDEN, DELETED = "PUBLISHED", "HIDDEN", "DELETED"
# Of 100 posts: on the politicians' board; there written by politicians themselves; of the rest, naming a politician.
ON_POLITICIANS_BOARD, BY_POLITICIANS, NAMING = 45, 10, 85
# So many tell everything they know about it: long enough for a summary.
LONG = 0.3
ANSWERED = 0.62
MOST_COMMENTS = 24
# Below 1 the site grows: the later days hold more posts than the first ones.
GROWTH = 0.6
# How often a text is told anew when it was told before.
MOST_TRIES = 20
# After so many texts, among posts by the ten thousand, old ones are told again: making them costs most of the time.
STOCK = 30_000


@dataclass(frozen=True)
class Speaker:
    """A member who speaks for a politician."""

    pk: int
    is_aide: bool
    label: str


@dataclass(frozen=True)
class People:
    """Everybody who may take part: keys of citizens; politicians (key and name) and who speaks for each."""

    citizens: list
    politicians: list
    speakers: dict


@dataclass(slots=True)
class Said:
    """A comment; `parent` is the place of the one it replies to, `gap` hours since the one before."""

    author: int
    text: str
    gap: float
    parent: int | None = None
    is_answer: bool = False
    is_aide: bool = False
    status: str = PUBLISHED
    likes: list = field(default_factory=list)
    dislikes: list = field(default_factory=list)


@dataclass(slots=True)
class Talk:
    """A post with everything below it."""

    board: str
    author: int
    politician: int | None
    is_by_politician: bool
    title: str
    text: str
    # Where between the beginning (0) and now (1) it is said.
    place: float = 0
    views: int = 0
    status: str = PUBLISHED
    edited_after: float = 0
    has_picture: bool = False
    comments: list = field(default_factory=list)
    likes: list = field(default_factory=list)
    dislikes: list = field(default_factory=list)


class Deck:
    """Draws from shuffled cards, so that nothing comes twice before everything came once."""

    def __init__(self, rng, cards):
        """Take the cards; the first draw shuffles them."""
        self.rng, self.cards, self.left = rng, list(cards), []

    def draw(self, suits=bool):
        """Draw the next card that suits; there must be one among the cards."""
        for place in range(len(self.left) - 1, -1, -1):
            if suits(self.left[place]):
                return self.left.pop(place)
        self.left = self.rng.sample(self.cards, len(self.cards)) + self.left
        return self.draw(suits)


class Conversation:
    """`posts` talks with `comments` comments in all, by `people`; `reactions` is the mean of a post."""

    def __init__(self, people, *, posts, comments, seed, reactions=6, pictures=0):
        """Shuffle what can be said."""
        self.people, self.posts, self.comments, self.reactions = people, posts, comments, reactions
        self.rng = rng = random.Random(seed)  # noqa: S311 - a repeatable story, no secret
        self.stories, self.reports = Deck(rng, texts.stories()), Deck(rng, texts.reports())
        self.general = {name: Deck(rng, lines) for name, lines in texts.general().items()}
        self.politicians = Deck(rng, people.politicians)
        self.speaking = Deck(rng, [pk for pk, _ in people.politicians if pk in people.speakers])
        self.told, self.stock = set(), {}
        self.pictured = {posts * (2 * place + 1) // (2 * pictures) for place in range(pictures)}

    def __iter__(self):
        """Yield the talks, the oldest first."""
        left = self.comments
        for number in range(self.posts):
            count = self._share(left, self.posts - number)
            left -= count
            talk, story = self._talk()
            talk.place = ((number + self.rng.random()) / self.posts) ** GROWTH
            talk.has_picture = number in self.pictured and talk.status == PUBLISHED
            self._comment(talk, story, count)
            self._react(talk)
            yield talk

    def _share(self, left, posts):
        """How many of the comments that are left the next of `posts` posts gets: a few get many, many get few."""
        if posts == 1:
            return left
        drawn = int(self.rng.expovariate(posts / (left + 0.01)) + 0.5)
        return min(drawn, MOST_COMMENTS, left)

    def _talk(self):
        rng = self.rng
        if rng.randrange(100) >= ON_POLITICIANS_BOARD:
            return self._by_citizen(Board.FREE)
        if rng.randrange(100) < BY_POLITICIANS and self.people.speakers:
            return self._by_politician()
        return self._by_citizen(Board.POLITICIAN, names=rng.randrange(100) < NAMING)

    def _by_politician(self):
        story, politician = self.reports.draw(), self.speaking.draw()
        speaker = self.rng.choice(self.people.speakers[politician])
        title = story.titles[0]
        return Talk(
            Board.POLITICIAN, speaker.pk, politician, is_by_politician=True, title=title, text=story.scene
        ), story

    def _by_citizen(self, board, *, names=False):
        rng = self.rng
        politician, who = self.politicians.draw() if names else (None, "")
        # A politician's answer must speak of what was asked.
        story = self.stories.draw((lambda story: story.answers) if politician in self.people.speakers else bool)
        author = rng.choice(self.people.citizens)
        title, text = self._new_words(story, who)
        talk = Talk(board, author, politician, is_by_politician=False, title=title, text=text)
        draw = rng.random()
        talk.status = HIDDEN if draw < 0.012 else DELETED if draw < 0.024 else PUBLISHED
        if talk.status == HIDDEN:
            talk.title, talk.text = self.general["spam_posts"].draw().split(" | ")
        talk.edited_after = rng.random() * 5 if rng.random() < 0.05 else 0
        return talk, story

    def _new_words(self, story, who):
        """Title and text of a story as nobody wrote it yet, as far as it has words and the stock has room."""
        known = self.stock.setdefault((story.scene, who), [])
        if known and len(self.told) >= STOCK:
            return self.rng.choice(known)
        title = self.rng.choice(story.titles)
        for _ in range(MOST_TRIES):
            text = self._text(story, who)
            if text not in self.told:
                break
        self.told.add(text)
        known.append((title, text))
        return title, text

    def _text(self, story, who):
        """A story as somebody writes it: with or without greeting, in one to four paragraphs."""
        rng, general = self.rng, self.general
        details = rng.sample(story.details, min(len(story.details), rng.choice((1, 1, 2))))
        request = rng.choice(story.requests) if story.requests else ""
        if rng.random() < LONG:
            details, request = story.details, " ".join(story.requests)
        opener = general["openers"].draw() if rng.random() < 0.35 else ""
        if who and rng.random() < 0.6:
            opener = f"{opener} {general['named'].draw().format(who=who)}".strip()
        closer = general["closers"].draw() if rng.random() < 0.45 else ""
        closer = closer if request else general["wishes"].draw()
        scene, middle, end = story.scene, " ".join(details), f"{request} {closer}".strip()
        shape = rng.randrange(3)
        if shape == 0:
            parts = [opener, scene, middle, end]
        elif shape == 1:
            parts = [f"{opener} {scene}", f"{middle} {end}"]
        else:
            parts = [f"{opener} {scene} {middle}", end]
        return "\n\n".join(part.strip() for part in parts if part.strip())

    def _comment(self, talk, story, count):
        rng = self.rng
        own = rng.sample(story.comments, len(story.comments))
        questions = list(story.questions)
        answer_at = self._answer_place(talk, count)
        while (place := len(talk.comments)) < count:
            left, draw = count - place, rng.random()
            if place == answer_at:
                self._answer(talk, story, thanks=left > 1 and draw < 0.6)
            elif questions and left > 1 and draw < 0.22:
                question, reply = questions.pop()
                self._say(talk, self._reader(talk), question)
                self._say(talk, talk.author, reply, parent=place)
            elif own and draw < 0.8:
                self._say(talk, self._reader(talk), own.pop())
            elif draw < 0.5 or draw > 0.92:
                self._reply(talk)
            else:
                self._remark(talk)

    def _answer_place(self, talk, count):
        """Where the answer of the named politician comes, or None."""
        speaks = not talk.is_by_politician and self.people.speakers.get(talk.politician)
        return min(count - 1, self.rng.randrange(4)) if count and speaks and self.rng.random() < ANSWERED else None

    def _answer(self, talk, story, *, thanks):
        rng, general = self.rng, self.general
        speaker = rng.choice(self.people.speakers[talk.politician])
        greeting = general["greetings"].draw().format(speaker=speaker.label)
        answer = rng.choice(story.answers)
        closing = f" {general['closings'].draw()}" if rng.random() < 0.5 else ""
        said = self._say(talk, speaker.pk, f"{greeting}\n{answer}{closing}", gap=rng.expovariate(1 / 14))
        said.is_answer, said.is_aide = True, speaker.is_aide
        if thanks:
            self._say(talk, talk.author, general["thanks"].draw(), parent=len(talk.comments) - 1)

    def _reply(self, talk):
        """A reply to somebody else's comment; comments have one level of replies."""
        roots = [
            place
            for place, said in enumerate(talk.comments)
            if said.parent is None and said.status == PUBLISHED and not said.is_answer
        ]
        if not roots:
            self._remark(talk)
            return
        parent = self.rng.choice(roots)
        by_author = self.rng.random() < 0.5
        author = talk.author if by_author else self._reader(talk)
        if author == talk.comments[parent].author:
            self._remark(talk)
            return
        text = self.general["author_replies" if by_author else "replies"].draw()
        self._say(talk, author, text, parent=parent)

    def _remark(self, talk):
        """A comment that fits everywhere; now and then one that was hidden, or taken back by its author."""
        said = self._say(talk, self._reader(talk), self.general["comments"].draw())
        draw = self.rng.random()
        if draw < 0.02:
            said.status, said.text = HIDDEN, self.general["spam_comments"].draw()
        elif draw < 0.05:
            said.status = DELETED

    def _reader(self, talk):
        """A citizen other than the author, preferably one who has said nothing here yet."""
        spoke = {talk.author, *(said.author for said in talk.comments)}
        for _attempt in range(4):
            reader = self.rng.choice(self.people.citizens)
            if reader not in spoke:
                return reader
        return reader if reader != talk.author else next(pk for pk in self.people.citizens if pk != talk.author)

    def _say(self, talk, author, text, *, parent=None, gap=None):
        said = Said(author, text, gap=gap or self.rng.expovariate(1 / 3), parent=parent)
        talk.comments.append(said)
        return said

    def _react(self, talk):
        talk.likes, talk.dislikes = self._reactions(talk.author, self.reactions)
        for said in talk.comments:
            said.likes, said.dislikes = self._reactions(said.author, self.reactions / 6)
        draw, reached = self.rng.random(), len(talk.likes) * 9 + len(talk.comments) * 6
        talk.views = reached + int(20 + 260 * draw * draw)

    def _reactions(self, author, mean):
        """Distinct members who like and who dislike; nobody reacts to their own words."""
        count = min(int(self.rng.expovariate(1 / mean)), len(self.people.citizens) - 1)
        if not count:
            return [], []
        members = [pk for pk in self.rng.sample(self.people.citizens, count) if pk != author]
        likes = [pk for pk in members if self.rng.random() < 0.84]
        return likes, [pk for pk in members if pk not in likes]
