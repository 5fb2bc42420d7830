"""`manage.py train_screening FILE`: learn from the staff's own file which texts staff should look at first."""

from assist.management.commands import train_sentiment


class Command(train_sentiment.Command):
    """Train the model of the screening; it orders the staff's list and hides nothing."""

    help = "먼저 살펴볼 글 모형을 학습합니다. FILE은 '글<TAB>1(문제)/0(괜찮음)' 줄로 된 UTF-8 파일입니다."
    model_name = "screening"
    # What moderation.services.external_classifier asks for; the lower side has no meaning there.
    levels = ((0.5, 0), (0.8, 0), (0.95, 0), (0.9, 0))
