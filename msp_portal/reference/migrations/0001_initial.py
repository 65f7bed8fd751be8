"""Extensions, French search without accents, and the reference lists."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

# unaccent() is only STABLE, because its dictionary could change; naming the dictionary makes it
# safe to promise IMMUTABLE, which indexes and generated columns ask for.
SEARCH_SQL = """
CREATE FUNCTION f_unaccent(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN public.unaccent('public.unaccent'::regdictionary, value);

CREATE FUNCTION f_search_key(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN btrim(regexp_replace(lower(f_unaccent(value)), '[^a-z0-9]+', ' ', 'g'));

CREATE TEXT SEARCH CONFIGURATION french_unaccent (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION french_unaccent
    ALTER MAPPING FOR asciihword, asciiword, hword, hword_asciipart, hword_part, word
    WITH unaccent, french_stem;
"""
SEARCH_SQL_BACK = """
DROP TEXT SEARCH CONFIGURATION french_unaccent;
DROP FUNCTION f_search_key(text);
DROP FUNCTION f_unaccent(text);
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(SEARCH_SQL, SEARCH_SQL_BACK),
        migrations.CreateModel(
            name='ActionKind',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
            ],
            options={
                'verbose_name': "type d’action",
                'verbose_name_plural': "types d’action",
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='actionkind_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='actionkind_code_ascii')],
            },
        ),
        migrations.CreateModel(
            name='AgeBand',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
                ('min_age', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='de')),
                ('max_age', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='à')),
            ],
            options={
                'verbose_name': "tranche d’âge",
                'verbose_name_plural': "tranches d’âge",
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='ageband_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='ageband_code_ascii'), models.CheckConstraint(condition=models.Q(('min_age__isnull', True), ('max_age__isnull', True), ('min_age__lte', models.F('max_age')), _connector='OR'), name='ageband_ends_in_order')],
            },
        ),
        migrations.CreateModel(
            name='CallKind',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
            ],
            options={
                'verbose_name': "type d’appel",
                'verbose_name_plural': "types d’appel",
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='callkind_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='callkind_code_ascii')],
            },
        ),
        migrations.CreateModel(
            name='EvidenceLevel',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
            ],
            options={
                'verbose_name': 'niveau de preuve',
                'verbose_name_plural': 'niveaux de preuve',
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='evidencelevel_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='evidencelevel_code_ascii')],
            },
        ),
        migrations.CreateModel(
            name='FilingPlatform',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
            ],
            options={
                'verbose_name': 'lieu de dépôt',
                'verbose_name_plural': 'lieux de dépôt',
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='filingplatform_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='filingplatform_code_ascii')],
            },
        ),
        migrations.CreateModel(
            name='FunderKind',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
            ],
            options={
                'verbose_name': 'type de financeur',
                'verbose_name_plural': 'types de financeur',
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='funderkind_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='funderkind_code_ascii')],
            },
        ),
        migrations.CreateModel(
            name='GeoLevel',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
            ],
            options={
                'verbose_name': 'échelle du territoire',
                'verbose_name_plural': 'échelles du territoire',
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='geolevel_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='geolevel_code_ascii')],
            },
        ),
        migrations.CreateModel(
            name='PreventionLevel',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
            ],
            options={
                'verbose_name': 'niveau',
                'verbose_name_plural': 'niveaux',
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='preventionlevel_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='preventionlevel_code_ascii')],
            },
        ),
        migrations.CreateModel(
            name='Profession',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
                ('kind', models.CharField(choices=[('RPPS', 'Profession du répertoire RPPS'), ('HORS_RPPS', 'Autre métier'), ('FONCTION', "Fonction dans l’équipe")], default='RPPS', max_length=10, verbose_name='nature')),
            ],
            options={
                'verbose_name': 'profession',
                'verbose_name_plural': 'professions',
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='profession_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='profession_code_ascii'), models.CheckConstraint(condition=models.Q(('kind__in', ['RPPS', 'HORS_RPPS', 'FONCTION'])), name='profession_kind')],
            },
        ),
        migrations.CreateModel(
            name='Public',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
                ('kind', models.CharField(choices=[('AGE', 'Âge'), ('SITUATION', 'Situation'), ('INTERMEDIAIRE', 'Public intermédiaire')], max_length=13, verbose_name='nature')),
            ],
            options={
                'verbose_name': 'public',
                'verbose_name_plural': 'publics',
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='public_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='public_code_ascii'), models.CheckConstraint(condition=models.Q(('kind__in', ['AGE', 'SITUATION', 'INTERMEDIAIRE'])), name='public_kind')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
                ('code', models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name='code')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('ars_name', models.CharField(max_length=80, verbose_name='agence régionale de santé')),
            ],
            options={
                'verbose_name': 'région',
                'verbose_name_plural': 'régions',
                'ordering': ('position', 'code'),
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^\\d{2}$')), name='region_code_shape'), models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='region_source_known')],
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
                ('code', models.CharField(max_length=3, primary_key=True, serialize=False, verbose_name='code')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('school_zone', models.CharField(blank=True, choices=[('A', 'Zone A'), ('B', 'Zone B'), ('C', 'Zone C'), ('', 'Calendrier propre')], default='', max_length=1, verbose_name='zone scolaire')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departments', to='reference.region', verbose_name='région')),
            ],
            options={
                'verbose_name': 'département',
                'verbose_name_plural': 'départements',
                'ordering': ('position', 'code'),
            },
        ),
        migrations.CreateModel(
            name='Setting',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
            ],
            options={
                'verbose_name': 'milieu',
                'verbose_name_plural': 'milieux',
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='setting_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='setting_code_ascii')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='reference.theme', verbose_name='thème général')),
            ],
            options={
                'verbose_name': 'thème',
                'verbose_name_plural': 'thèmes',
                'ordering': ('position', 'code'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BudgetAccount',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='libellé')),
                ('description', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
                ('side', models.CharField(choices=[('CHARGE', 'Charges'), ('PRODUIT', 'Produits'), ('EMPLOI_VOLONTAIRE', 'Emplois des contributions volontaires'), ('RESSOURCE_VOLONTAIRE', 'Contributions volontaires en nature')], max_length=20, verbose_name='côté')),
                ('collapsed_by_default', models.BooleanField(default=False, verbose_name='replié au départ')),
                ('hidden_by_default', models.BooleanField(default=False, verbose_name='masqué au départ')),
                ('asks_funder', models.BooleanField(default=False, verbose_name="demande le financeur et l’état (demandé, acquis)")),
                ('is_balance', models.BooleanField(default=False, verbose_name="ligne d’équilibre (excédent, insuffisance)")),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='reference.budgetaccount', verbose_name='compte')),
            ],
            options={
                'verbose_name': 'compte du budget',
                'verbose_name_plural': 'comptes du budget',
                'ordering': ('position', 'code'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='budgetaccount_source_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='budgetaccount_code_ascii'), models.CheckConstraint(condition=models.Q(('side__in', ['CHARGE', 'PRODUIT', 'EMPLOI_VOLONTAIRE', 'RESSOURCE_VOLONTAIRE'])), name='budgetaccount_side'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('code')), _negated=True), _connector='OR'), name='budgetaccount_not_its_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='Commune',
            fields=[
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('active', models.BooleanField(default=True, verbose_name='proposé')),
                ('source', models.CharField(choices=[('V1', 'vérifié dans un texte officiel'), ('V2', 'vérifié dans une source secondaire'), ('K', 'usage de la profession, à confirmer')], default='K', max_length=2, verbose_name='source')),
                ('edited_here', models.BooleanField(default=False, help_text='Le rechargement des listes ne modifie pas une ligne corrigée ici.', verbose_name='corrigé ici')),
                ('code', models.CharField(max_length=5, primary_key=True, serialize=False, verbose_name='code Insee')),
                ('name', models.CharField(max_length=80, verbose_name='nom')),
                ('postal_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, size=None, verbose_name='codes postaux')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='habitants')),
                ('epci_code', models.CharField(blank=True, max_length=9, verbose_name="Siren de l’intercommunalité")),
                ('epci_name', models.CharField(blank=True, max_length=160, verbose_name='intercommunalité')),
                ('search_key', models.GeneratedField(db_persist=True, expression=models.Func(models.F('name'), function='f_search_key'), output_field=models.TextField(), verbose_name='nom pour la recherche')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='communes', to='reference.department', verbose_name='département')),
            ],
            options={
                'verbose_name': 'commune',
                'verbose_name_plural': 'communes',
                'ordering': ('name', 'code'),
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('search_key'), name='gin_trgm_ops'), name='commune_search_trgm'), django.contrib.postgres.indexes.GinIndex(fields=['postal_codes'], name='commune_postal_codes'), models.Index(fields=['epci_code'], name='commune_epci')],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^(\\d{2}|2A|2B)\\d{3}$')), name='commune_code_shape'), models.CheckConstraint(condition=models.Q(('epci_code', ''), ('epci_code__regex', '^\\d{9}$'), _connector='OR'), name='commune_epci_shape'), models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='commune_source_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='department',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^(\\d{2}|2A|2B|97\\d)$')), name='department_code_shape'),
        ),
        migrations.AddConstraint(
            model_name='department',
            constraint=models.CheckConstraint(condition=models.Q(('school_zone__in', ['A', 'B', 'C', ''])), name='department_zone_known'),
        ),
        migrations.AddConstraint(
            model_name='department',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='department_source_known'),
        ),
        migrations.AddConstraint(
            model_name='theme',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['V1', 'V2', 'K'])), name='theme_source_known'),
        ),
        migrations.AddConstraint(
            model_name='theme',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9_+-]+$')), name='theme_code_ascii'),
        ),
        migrations.AddConstraint(
            model_name='theme',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('code')), _negated=True), _connector='OR'), name='theme_not_its_own_parent'),
        ),
    ]
