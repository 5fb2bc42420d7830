"""`manage.py train_mood FILE`: learn from the operators' own file how comments sound."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from polibat import naive_bayes, trained


class Command(BaseCommand):
    """Train the model of the thermometer; it lies in the private storage from then on."""

    help = "댓글 온도 모형을 학습합니다. FILE은 '글<TAB>1(긍정)/0(부정)' 줄로 된 UTF-8 파일입니다."
    model_name = "mood"

    def add_arguments(self, parser):
        """Declare the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        """Train, store, and say from how many lines."""
        try:
            with file.open(encoding="utf-8") as lines:
                model = naive_bayes.train(naive_bayes.rows_of(lines))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file}: {error}") from error
        trained.keep(self.model_name, model)
        self.stdout.write(f"{model['rows']:,}줄에서 특징 {len(model['odds']):,}개를 배웠습니다.")
