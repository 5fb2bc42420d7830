"""Changes of status and looks at addresses stay as they were written (spec M11, V8)."""

from django.db import migrations

from polibat.history import append_only


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_one_code_at_a_time")]

    operations = [append_only("accounts_statuschange"), append_only("accounts_emailaccess")]
