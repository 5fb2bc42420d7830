"""Until when a member agreed to all that was asked: one column, so that nobody has to count consents on each request."""

from django.db import migrations, models

FROM_CONSENTS = """
UPDATE accounts_member AS member SET agreed_upto = agreed.upto
FROM (
    SELECT consent.member_id, max(version.effective_at) AS upto
    FROM accounts_consent AS consent JOIN policies_policyversion AS version ON version.id = consent.version_id
    GROUP BY consent.member_id
) AS agreed
WHERE agreed.member_id = member.id
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_append_only"), ("policies", "0003_agreement_anew")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="agreed_upto",
            field=models.DateTimeField(editable=False, null=True, verbose_name="동의한 정책의 시행일"),
        ),
        migrations.RunSQL(FROM_CONSENTS, migrations.RunSQL.noop),
    ]
