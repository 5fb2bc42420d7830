"""Until when a member agreed to all that was asked: one column, so that nobody has to count consents on each request."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_append_only"), ("policies", "0003_agreement_anew")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="agreed_upto",
            field=models.DateTimeField(editable=False, null=True, verbose_name="동의한 정책의 시행일"),
        ),
    ]
