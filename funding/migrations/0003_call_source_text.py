"""The text a call was read from; its default is the table's, so that the version still running writes calls."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("funding", "0002_versions_and_signature"),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="source_text",
            field=models.TextField(
                blank=True, db_default="", default="",
                help_text="Le texte collé d’où l’appel a été lu, tel qu’il a été relu.",
                verbose_name="texte de l’appel",
            ),
        ),
    ]
