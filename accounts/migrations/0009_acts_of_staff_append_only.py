"""What happened to second factors, and what staff did in the back office, stays as it was written."""

from django.db import migrations

from polibat.history import append_only


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_two_factor"), ("admin", "0003_logentry_add_action_flag_choices")]

    operations = [append_only("accounts_twofactorchange"), append_only("django_admin_log")]
