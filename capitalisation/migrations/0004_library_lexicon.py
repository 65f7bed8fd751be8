"""Which lexicon each sheet was read with; empty: to be read again (after ``migrate``)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("capitalisation", "0003_library_facets"),
    ]

    operations = [
        migrations.AddField(
            model_name="libraryentry",
            name="lexicon_mark",
            field=models.CharField(
                db_default="", default="", editable=False, max_length=12,
                verbose_name="lexique avec lequel la fiche a été lue",
            ),
        ),
    ]
