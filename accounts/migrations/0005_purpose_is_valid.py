from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_proof_and_purpose")]

    operations = [ValidateConstraint("emailaccess", "emailaccess_kind")]
