"""What members agreed to so far, in a transaction of its own: the new column keeps nobody waiting meanwhile."""

from django.db import migrations

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
    dependencies = [("accounts", "0005_agreed_upto"), ("policies", "0003_agreement_anew")]

    operations = [migrations.RunSQL(FROM_CONSENTS, migrations.RunSQL.noop)]
