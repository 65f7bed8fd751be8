import django.core.serializers.json
import django.db.models.deletion
import msp_portal.kit.models.documents
import msp_portal.kit.models.files
import uuid
from django.conf import settings
from django.db import migrations, models


FROZEN = """
CREATE FUNCTION kit_snapshot_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'kit_snapshot is frozen: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kit_snapshot_frozen BEFORE UPDATE OR DELETE ON kit_snapshot
    FOR EACH ROW EXECUTE FUNCTION kit_snapshot_frozen();
"""
NO_LONGER_FROZEN = """
DROP TRIGGER IF EXISTS kit_snapshot_frozen ON kit_snapshot;
DROP FUNCTION IF EXISTS kit_snapshot_frozen();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('kit', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RenderedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='identifiant')),
                ('kind', models.CharField(max_length=60, verbose_name='type')),
                ('about_id', models.BigIntegerField()),
                ('content_hash', models.CharField(max_length=64, verbose_name='empreinte du contenu')),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('filename', models.CharField(max_length=150, verbose_name='nom du fichier')),
                ('source', models.TextField(blank=True, verbose_name='contenu à mettre en page')),
                ('state', models.CharField(choices=[('queued', 'en attente'), ('rendering', 'en cours'), ('ready', 'prêt'), ('failed', 'pas abouti')], default='queued', max_length=10, verbose_name='état')),
                ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='avancement (%)')),
                ('step', models.CharField(default='En attente', max_length=60, verbose_name='étape')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='ce qui s’est passé')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='essais')),
                ('illustrative', models.BooleanField(default=False, verbose_name='contient des données d’illustration')),
                ('created_at', models.DateTimeField(verbose_name='demandé le')),
                ('claimed_at', models.DateTimeField(null=True, verbose_name='commencé le')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='fini le')),
                ('file', models.FileField(blank=True, max_length=200, upload_to=msp_portal.kit.models.documents.document_path, verbose_name='fichier')),
                ('pages', models.PositiveIntegerField(null=True, verbose_name='pages')),
                ('size', models.PositiveBigIntegerField(null=True, verbose_name='taille (octets)')),
                ('about_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandé par')),
            ],
            options={
                'verbose_name': 'document',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='type')),
                ('about_id', models.BigIntegerField()),
                ('data', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='données')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                ('created_at', models.DateTimeField(verbose_name='figé le')),
                ('about_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='figé par')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='kit.rendereddocument', verbose_name='document')),
            ],
            options={
                'verbose_name': 'version envoyée',
                'verbose_name_plural': 'versions envoyées',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='identifiant')),
                ('file', models.FileField(max_length=200, upload_to=msp_portal.kit.models.files.private_path, verbose_name='fichier')),
                ('name', models.CharField(max_length=150, verbose_name='nom')),
                ('mime', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveBigIntegerField(verbose_name='taille (octets)')),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='empreinte')),
                ('who_can_see', models.CharField(max_length=200, verbose_name='qui peut voir')),
                ('created_at', models.DateTimeField(verbose_name='déposé le')),
                ('uploaded_by', models.ForeignKey(help_text='Vide quand le portail l’a fait lui-même.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déposé par')),
            ],
            options={
                'verbose_name': 'fichier',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='rendereddocument',
            index=models.Index(condition=models.Q(('state__in', ['queued', 'rendering'])), fields=['state', 'claimed_at'], name='document_to_make'),
        ),
        migrations.AddConstraint(
            model_name='rendereddocument',
            constraint=models.UniqueConstraint(fields=('kind', 'about_type', 'about_id', 'content_hash'), name='document_once_per_content'),
        ),
        migrations.AddConstraint(
            model_name='rendereddocument',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'rendering', 'ready', 'failed'])), name='document_state_known'),
        ),
        migrations.AddConstraint(
            model_name='rendereddocument',
            constraint=models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='document_progress'),
        ),
        migrations.AddConstraint(
            model_name='rendereddocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(models.Q(('file', ''), _negated=True), ('finished_at__isnull', False), ('pages__gte', 1), ('progress', 100), ('size__gte', 1)), _connector='OR'), name='document_ready_has_file'),
        ),
        migrations.AddConstraint(
            model_name='rendereddocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='document_failed_says_why'),
        ),
        migrations.AddConstraint(
            model_name='rendereddocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'rendering'), _negated=True), models.Q(('attempts__gte', 1), ('claimed_at__isnull', False)), _connector='OR'), name='document_rendering_claimed'),
        ),
        migrations.AddConstraint(
            model_name='rendereddocument',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'ready'), models.Q(('source', ''), _negated=True), _connector='OR'), name='document_source_kept_until_ready'),
        ),
        migrations.AddIndex(
            model_name='snapshot',
            index=models.Index(fields=['about_type', 'about_id', 'kind', '-created_at'], name='snapshot_about'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='snapshot_has_fingerprint'),
        ),
        migrations.AddConstraint(
            model_name='storedfile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='file_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='storedfile',
            constraint=models.CheckConstraint(condition=models.Q(('who_can_see', ''), _negated=True), name='file_says_who_can_see'),
        ),
        migrations.AddConstraint(
            model_name='storedfile',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='file_has_fingerprint'),
        ),
        migrations.RunSQL(FROZEN, NO_LONGER_FROZEN),
    ]
