"""`manage.py train_sentiment FILE`: learn from the staff's own file how comments sound."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from assist.services import naive_bayes, trained_models
from assist.services.sentiment_lexicon import CLEAR


class Command(BaseCommand):
    """Train the model of the sentiment_gauge; it lies in the private storage from then on."""

    help = "댓글 온도 모형을 학습합니다. FILE은 '글<TAB>1(긍정)/0(부정)' 줄로 된 UTF-8 파일입니다."
    model_name = "sentiment"
    # From which score on a text counts as 1, to which as 0: those in use stand last.
    levels = ((0.5, 0.5), (0.56, 0.44), (0.7, 0.3), (CLEAR, 1 - CLEAR))

    def add_arguments(self, parser):
        """Declare the file."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--evaluate", action="store_true", help="저장하지 않고, 3/5로 배워 1/5로 고르고 나머지 1/5로 잽니다."
        )
        parser.add_argument("--harmless", type=Path, nargs="*", default=[], help="괜찮은 글만 한 줄에 하나씩 든 파일들")

    def handle(self, *, file, evaluate, harmless, **options):
        """Train, store, and say from how many lines; or say how well what was learned does on other lines."""
        try:
            with file.open(encoding="utf-8") as lines:
                rows = list(naive_bayes.rows_of(lines))
            if evaluate:
                self._evaluate(rows, [one.read_text(encoding="utf-8").splitlines() for one in harmless])
                return
            model = naive_bayes.train(rows)
        except (OSError, ValueError) as error:
            raise CommandError(f"{file}: {error}") from error
        trained_models.keep(self.model_name, model)
        self.stdout.write(f"{model['rows']:,}줄에서 특징 {len(model['odds']):,}개를 배웠습니다.")

    def _evaluate(self, rows, harmless):
        parts = naive_bayes.parts_of(rows)
        model = naive_bayes.train(parts["learn"])
        for name, words in (("choose", "고르기"), ("report", "보고")):
            for upper, lower in self.levels if name == "choose" else self.levels[-1:]:
                found = naive_bayes.sides_of(model, parts[name], upper=upper, lower=lower)
                self.stdout.write(f"{words} {upper:.2f}/{lower:.2f}: {_in_words(found)}")
        upper, lower = self.levels[-1]
        for lines in harmless:
            found = naive_bayes.sides_of(model, (("0", line) for line in lines), upper=upper, lower=lower)
            self.stdout.write(f"괜찮은 글 {len(lines):,}개: 1,000개에 {found['0', '1'] / len(lines) * 1000:.1f}개")


def _in_words(found):
    """Confusion and what follows from it."""
    rows = ", ".join(f"{label} → " + "/".join(f"{found[label, side]:,}" for side in "1-0") for label in "10")
    decided = sum(number for (_, side), number in found.items() if side != "-")
    right = (found["1", "1"] + found["0", "0"]) / decided if decided else 0
    said, are = found["1", "1"] + found["0", "1"], sum(found["1", side] for side in "1-0")
    precision, recall = found["1", "1"] / said if said else 0, found["1", "1"] / are if are else 0
    return f"{rows} · 정한 것의 정확도 {right:.3f} · 정밀도 {precision:.3f} · 재현율 {recall:.3f}"
