"""What the worker does for polls."""

from procrastinate.contrib.django import app

from polls.services.folding import fold_all


@app.periodic(cron="* * * * * */2")
@app.task(name="polls.fold_ballots", queueing_lock="polls.fold_ballots", lock="polls.fold_ballots")
def fold_ballots(timestamp):
    """Count the ballots that the last voters left; until then whoever shows results adds them."""
    fold_all()
