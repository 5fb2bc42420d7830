"""The polls' ids, and keys of two columns: what is chosen on a ballot is an option of the ballot's poll."""

from django.db import migrations

from polibat.db.ids import create_sequences

SAME_POLL = """
    ALTER TABLE polls_ballot ADD CONSTRAINT ballot_with_its_poll UNIQUE (id, poll_id);
    ALTER TABLE polls_polloption ADD CONSTRAINT polloption_with_its_poll UNIQUE (id, poll_id);
    ALTER TABLE polls_ballotchoice
        ADD CONSTRAINT ballotchoice_ballot_of_poll FOREIGN KEY (ballot_id, poll_id)
            REFERENCES polls_ballot (id, poll_id) DEFERRABLE INITIALLY DEFERRED,
        ADD CONSTRAINT ballotchoice_option_of_poll FOREIGN KEY (option_id, poll_id)
            REFERENCES polls_polloption (id, poll_id) DEFERRABLE INITIALLY DEFERRED;
    ALTER TABLE polls_uncountedballot
        ADD CONSTRAINT uncountedballot_of_poll FOREIGN KEY (ballot_id, poll_id)
            REFERENCES polls_ballot (id, poll_id) DEFERRABLE INITIALLY DEFERRED
"""
UNDO = """
    ALTER TABLE polls_uncountedballot DROP CONSTRAINT uncountedballot_of_poll;
    ALTER TABLE polls_ballotchoice
        DROP CONSTRAINT ballotchoice_ballot_of_poll, DROP CONSTRAINT ballotchoice_option_of_poll;
    ALTER TABLE polls_polloption DROP CONSTRAINT polloption_with_its_poll;
    ALTER TABLE polls_ballot DROP CONSTRAINT ballot_with_its_poll
"""


class Migration(migrations.Migration):
    dependencies = [("polls", "0001_initial")]

    operations = [
        *create_sequences("VP"),
        migrations.RunSQL(SAME_POLL, UNDO),
    ]
