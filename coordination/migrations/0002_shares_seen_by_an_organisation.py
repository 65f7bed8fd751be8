"""An index for what an organisation sees today; the one it replaces goes."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # built beside the reads and writes of a live table

    dependencies = [("coordination", "0001_initial")]

    operations = [
        AddIndexConcurrently(
            model_name="share",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=["organisation", "project_id"],
                include=("what", "until", "may_pass_on"),
                name="share_seen",
            ),
        ),
        RemoveIndexConcurrently(model_name="share", name="coordinatio_organis_8cb176_idx"),
    ]
