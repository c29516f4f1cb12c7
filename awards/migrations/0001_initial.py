import awards.models.rules
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('regencies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('award_year', models.PositiveSmallIntegerField(verbose_name='tahun penghargaan')),
                ('assessed_year', models.PositiveSmallIntegerField(verbose_name='tahun penilaian')),
                ('phase', models.CharField(choices=[('persiapan', 'Persiapan'), ('pengisian', 'Pengisian'), ('verifikasi', 'Verifikasi'), ('kandidat', 'Penetapan kandidat'), ('penilaian', 'Penilaian'), ('pleno', 'Pleno'), ('hasil_sementara', 'Hasil sementara'), ('sanggah', 'Masa sanggah'), ('diumumkan', 'Diumumkan'), ('diarsipkan', 'Diarsipkan')], default='persiapan', editable=False, max_length=16, verbose_name='tahap')),
                ('filling_deadline', models.DateTimeField(blank=True, null=True, verbose_name='batas pengisian')),
                ('verification_deadline', models.DateTimeField(blank=True, null=True, verbose_name='batas verifikasi')),
                ('presentation_date', models.DateField(blank=True, null=True, verbose_name='hari pertama paparan')),
                ('ceremony_date', models.DateField(blank=True, null=True, verbose_name='hari penganugerahan')),
                ('notice', models.TextField(blank=True, verbose_name='pengumuman perubahan jadwal')),
                ('sk_number', models.CharField(blank=True, max_length=80, verbose_name='nomor SK Tim Sembilan')),
                ('sk_date', models.DateField(blank=True, null=True, verbose_name='tanggal SK')),
                ('aggregate', models.CharField(choices=[('mean', 'Rata-rata'), ('trimmed_mean', 'Rata-rata terpangkas'), ('median', 'Median')], default='trimmed_mean', max_length=12, verbose_name='cara menggabungkan nilai')),
                ('trim', models.PositiveSmallIntegerField(default=1, verbose_name='nilai terpangkas di tiap ujung')),
                ('quorum', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1)], verbose_name='kuorum')),
                ('places', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MaxValueValidator(4)], verbose_name='angka desimal')),
                ('tie_break', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=awards.models.rules.default_tie_break, size=None, verbose_name='urutan pemecah nilai sama')),
                ('disclosure', models.CharField(choices=[('full', 'Lengkap: angka, lembar nilai anonim, dan peringkat'), ('ranks', 'Peringkat saja')], default='full', max_length=5, verbose_name='yang diumumkan')),
                ('sample_data', models.BooleanField(default=False, verbose_name='data contoh')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='regencies.province', verbose_name='provinsi')),
            ],
            options={
                'verbose_name': 'tahun penghargaan',
                'verbose_name_plural': 'tahun penghargaan',
                'ordering': ['-award_year', 'province'],
                'constraints': [models.UniqueConstraint(fields=('province', 'award_year'), name='edition_once'), models.UniqueConstraint(fields=('province', 'assessed_year'), name='edition_assesses_year_once'), models.CheckConstraint(condition=models.Q(('phase__in', ['persiapan', 'pengisian', 'verifikasi', 'kandidat', 'penilaian', 'pleno', 'hasil_sementara', 'sanggah', 'diumumkan', 'diarsipkan'])), name='edition_phase_known'), models.CheckConstraint(condition=models.Q(('assessed_year__lt', models.F('award_year'))), name='edition_assesses_a_past_year', violation_error_message='Tahun penilaian mendahului tahun penghargaan.'), models.CheckConstraint(condition=models.Q(('quorum__gte', 1)), name='edition_quorum_positive')],
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(verbose_name='alamat singkat')),
                ('name', models.CharField(max_length=120, verbose_name='nama')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='categories', to='awards.edition', verbose_name='tahun penghargaan')),
            ],
            options={
                'verbose_name': 'kategori',
                'verbose_name_plural': 'kategori',
                'ordering': ['edition', 'slug'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'slug'), name='category_once')],
            },
        ),
        migrations.CreateModel(
            name='EditionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('award_year', models.PositiveSmallIntegerField(verbose_name='tahun penghargaan')),
                ('assessed_year', models.PositiveSmallIntegerField(verbose_name='tahun penilaian')),
                ('phase', models.CharField(choices=[('persiapan', 'Persiapan'), ('pengisian', 'Pengisian'), ('verifikasi', 'Verifikasi'), ('kandidat', 'Penetapan kandidat'), ('penilaian', 'Penilaian'), ('pleno', 'Pleno'), ('hasil_sementara', 'Hasil sementara'), ('sanggah', 'Masa sanggah'), ('diumumkan', 'Diumumkan'), ('diarsipkan', 'Diarsipkan')], default='persiapan', editable=False, max_length=16, verbose_name='tahap')),
                ('filling_deadline', models.DateTimeField(blank=True, null=True, verbose_name='batas pengisian')),
                ('verification_deadline', models.DateTimeField(blank=True, null=True, verbose_name='batas verifikasi')),
                ('presentation_date', models.DateField(blank=True, null=True, verbose_name='hari pertama paparan')),
                ('ceremony_date', models.DateField(blank=True, null=True, verbose_name='hari penganugerahan')),
                ('notice', models.TextField(blank=True, verbose_name='pengumuman perubahan jadwal')),
                ('sk_number', models.CharField(blank=True, max_length=80, verbose_name='nomor SK Tim Sembilan')),
                ('sk_date', models.DateField(blank=True, null=True, verbose_name='tanggal SK')),
                ('aggregate', models.CharField(choices=[('mean', 'Rata-rata'), ('trimmed_mean', 'Rata-rata terpangkas'), ('median', 'Median')], default='trimmed_mean', max_length=12, verbose_name='cara menggabungkan nilai')),
                ('trim', models.PositiveSmallIntegerField(default=1, verbose_name='nilai terpangkas di tiap ujung')),
                ('quorum', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1)], verbose_name='kuorum')),
                ('places', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MaxValueValidator(4)], verbose_name='angka desimal')),
                ('tie_break', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=awards.models.rules.default_tie_break, size=None, verbose_name='urutan pemecah nilai sama')),
                ('disclosure', models.CharField(choices=[('full', 'Lengkap: angka, lembar nilai anonim, dan peringkat'), ('ranks', 'Peringkat saja')], default='full', max_length=5, verbose_name='yang diumumkan')),
                ('sample_data', models.BooleanField(default=False, verbose_name='data contoh')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.edition')),
                ('province', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='regencies.province', verbose_name='provinsi')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9)], verbose_name='kursi')),
                ('element', models.CharField(max_length=120, verbose_name='unsur')),
                ('position', models.CharField(choices=[('chair', 'Ketua'), ('secretary', 'Sekretaris'), ('member', 'Anggota')], default='member', max_length=10, verbose_name='kedudukan')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='awards.edition', verbose_name='tahun penghargaan')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL, verbose_name='akun')),
            ],
            options={
                'verbose_name': 'kursi Tim Sembilan',
                'verbose_name_plural': 'kursi Tim Sembilan',
                'ordering': ['edition', 'number'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='seat_number_once'), models.UniqueConstraint(fields=('edition', 'user'), name='seat_person_once'), models.UniqueConstraint(condition=models.Q(('position', 'chair')), fields=('edition',), name='seat_one_chair', violation_error_message='Tim Sembilan sudah memiliki ketua.'), models.CheckConstraint(condition=models.Q(('number__range', (1, 9))), name='seat_one_to_nine')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report_version', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='versi laporan')),
                ('candidate', models.BooleanField(blank=True, null=True, verbose_name='kandidat')),
                ('reason', models.TextField(blank=True, verbose_name='alasan')),
                ('presentation_at', models.DateTimeField(blank=True, null=True, verbose_name='jadwal paparan')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='awards.category', verbose_name='kategori')),
                ('regency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='regencies.regency', verbose_name='kabupaten/kota')),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_entries', to='regencies.yearlyreport', verbose_name='laporan yang dinilai')),
            ],
            options={
                'verbose_name': 'peserta',
                'verbose_name_plural': 'peserta',
                'ordering': ['category', 'regency'],
                'constraints': [models.UniqueConstraint(fields=('category', 'regency'), name='entry_once'), models.CheckConstraint(condition=models.Q(('candidate', None), models.Q(('candidate', True), ('report__isnull', False)), models.Q(('candidate', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='entry_candidate_has_report_or_reason', violation_error_message='Kandidat memerlukan laporan; yang bukan kandidat memerlukan alasan.')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.CharField(max_length=160, verbose_name='nomor dan tanggal surat')),
                ('content', models.TextField(verbose_name='isi sanggahan')),
                ('status', models.CharField(choices=[('received', 'Diterima'), ('accepted', 'Dikabulkan'), ('rejected', 'Ditolak')], default='received', max_length=8, verbose_name='status')),
                ('answer', models.TextField(blank=True, verbose_name='jawaban')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='awards.category', verbose_name='kategori')),
                ('regency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='regencies.regency', verbose_name='kabupaten/kota')),
            ],
            options={
                'verbose_name': 'sanggahan',
                'verbose_name_plural': 'sanggahan',
                'ordering': ['category', 'regency'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status', 'received'), models.Q(('answer', ''), _negated=True), _connector='OR'), name='objection_answered', violation_error_message='Sanggahan yang diputus memerlukan jawaban.')],
            },
        ),
        migrations.CreateModel(
            name='PlenaryDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), size=None, verbose_name='urutan kode daerah, terbaik lebih dulu')),
                ('reason', models.TextField(verbose_name='alasan')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='diputuskan pada')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plenary_decisions', to='awards.category', verbose_name='kategori')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dicatat oleh')),
            ],
            options={
                'verbose_name': 'keputusan pleno',
                'verbose_name_plural': 'keputusan pleno',
                'ordering': ['decided_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='plenary_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='nomor')),
                ('live', models.BooleanField(default=True, verbose_name='berlaku')),
                ('document', models.BinaryField(verbose_name='dokumen')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='SHA-256')),
                ('sealed_document', models.BinaryField(null=True, verbose_name='dokumen lengkap yang disegel')),
                ('reason', models.TextField(blank=True, verbose_name='alasan perubahan')),
                ('published_at', models.DateTimeField(verbose_name='diumumkan pada')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='awards.category', verbose_name='kategori')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='oleh')),
            ],
            options={
                'verbose_name': 'pengumuman',
                'verbose_name_plural': 'pengumuman',
                'ordering': ['category', '-number'],
                'constraints': [models.UniqueConstraint(fields=('category', 'number'), name='publication_number_once'), models.UniqueConstraint(condition=models.Q(('live', True)), fields=('category',), name='publication_one_live'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='publication_correction_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='SpecialAward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='nama penghargaan')),
                ('citation', models.TextField(blank=True, verbose_name='alasan penghargaan')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='special_awards', to='awards.category', verbose_name='kategori')),
                ('regency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='special_awards', to='regencies.regency', verbose_name='kabupaten/kota')),
            ],
            options={
                'verbose_name': 'penghargaan khusus',
                'verbose_name_plural': 'penghargaan khusus',
                'ordering': ['category', 'title'],
                'constraints': [models.UniqueConstraint(fields=('category', 'title', 'regency'), name='special_award_once')],
            },
        ),
        migrations.CreateModel(
            name='CategoryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False, verbose_name='alamat singkat')),
                ('name', models.CharField(max_length=120, verbose_name='nama')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.category')),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.edition', verbose_name='tahun penghargaan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CriterionGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=4, verbose_name='kode')),
                ('name', models.CharField(max_length=80, verbose_name='nama')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='awards.category', verbose_name='kategori')),
            ],
            options={
                'verbose_name': 'kelompok kriteria',
                'verbose_name_plural': 'kelompok kriteria',
                'ordering': ['category', 'code'],
                'constraints': [models.UniqueConstraint(fields=('category', 'code'), name='criterion_group_once')],
            },
        ),
        migrations.CreateModel(
            name='SeatEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9)], verbose_name='kursi')),
                ('element', models.CharField(max_length=120, verbose_name='unsur')),
                ('position', models.CharField(choices=[('chair', 'Ketua'), ('secretary', 'Sekretaris'), ('member', 'Anggota')], default='member', max_length=10, verbose_name='kedudukan')),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.edition', verbose_name='tahun penghargaan')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.seat')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='akun')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('report_version', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='versi laporan')),
                ('candidate', models.BooleanField(blank=True, null=True, verbose_name='kandidat')),
                ('reason', models.TextField(blank=True, verbose_name='alasan')),
                ('presentation_at', models.DateTimeField(blank=True, null=True, verbose_name='jadwal paparan')),
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.category', verbose_name='kategori')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.entry')),
                ('regency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='regencies.regency', verbose_name='kabupaten/kota')),
                ('report', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='regencies.yearlyreport', verbose_name='laporan yang dinilai')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Recusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='alasan')),
                ('declared_at', models.DateTimeField(auto_now_add=True, verbose_name='dinyatakan pada')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='awards.entry', verbose_name='peserta')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='awards.seat', verbose_name='kursi')),
            ],
            options={
                'verbose_name': 'benturan kepentingan',
                'verbose_name_plural': 'benturan kepentingan',
                'ordering': ['entry', 'seat'],
                'constraints': [models.UniqueConstraint(fields=('seat', 'entry'), name='recusal_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='recusal_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='ScoreSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('desk', 'Penilaian berkas'), ('interview', 'Paparan dan wawancara')], max_length=9, verbose_name='tahap')),
                ('status', models.CharField(choices=[('draft', 'Draf'), ('locked', 'Terkunci')], default='draft', max_length=6, verbose_name='status')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='versi isian')),
                ('locked_at', models.DateTimeField(blank=True, null=True, verbose_name='dikunci pada')),
                ('reopen_reason', models.TextField(blank=True, verbose_name='alasan dibuka kembali')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='awards.entry', verbose_name='peserta')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='awards.seat', verbose_name='kursi')),
            ],
            options={
                'verbose_name': 'lembar nilai',
                'verbose_name_plural': 'lembar nilai',
                'ordering': ['entry', 'seat', 'stage'],
                'constraints': [models.UniqueConstraint(fields=('seat', 'entry', 'stage'), name='sheet_once'), models.CheckConstraint(condition=models.Q(models.Q(('locked_at', None), ('status', 'draft')), models.Q(('locked_at__isnull', False), ('status', 'locked')), _connector='OR'), name='sheet_locked_has_time')],
            },
        ),
        migrations.CreateModel(
            name='ObjectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('letter', models.CharField(max_length=160, verbose_name='nomor dan tanggal surat')),
                ('content', models.TextField(verbose_name='isi sanggahan')),
                ('status', models.CharField(choices=[('received', 'Diterima'), ('accepted', 'Dikabulkan'), ('rejected', 'Ditolak')], default='received', max_length=8, verbose_name='status')),
                ('answer', models.TextField(blank=True, verbose_name='jawaban')),
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.category', verbose_name='kategori')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.objection')),
                ('regency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='regencies.regency', verbose_name='kabupaten/kota')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlenaryDecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('order', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), size=None, verbose_name='urutan kode daerah, terbaik lebih dulu')),
                ('reason', models.TextField(verbose_name='alasan')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='diputuskan pada')),
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.category', verbose_name='kategori')),
                ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dicatat oleh')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.plenarydecision')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PublicationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField(verbose_name='nomor')),
                ('live', models.BooleanField(default=True, verbose_name='berlaku')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('reason', models.TextField(blank=True, verbose_name='alasan perubahan')),
                ('published_at', models.DateTimeField(verbose_name='diumumkan pada')),
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.category', verbose_name='kategori')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.publication')),
                ('published_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='oleh')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SpecialAwardEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=160, verbose_name='nama penghargaan')),
                ('citation', models.TextField(blank=True, verbose_name='alasan penghargaan')),
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.category', verbose_name='kategori')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.specialaward')),
                ('regency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='regencies.regency', verbose_name='kabupaten/kota')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=6, verbose_name='kode')),
                ('name', models.CharField(max_length=160, verbose_name='nama')),
                ('guidance', models.TextField(blank=True, verbose_name='panduan menilai')),
                ('weight', models.DecimalField(decimal_places=3, max_digits=6, validators=[django.core.validators.MinValueValidator(Decimal('0.001')), django.core.validators.MaxValueValidator(100)], verbose_name='bobot')),
                ('source', models.CharField(choices=[('figures', 'Angka laporan'), ('panel', 'Penilaian Tim Sembilan')], max_length=8, verbose_name='sumber')),
                ('stage', models.CharField(choices=[('desk', 'Penilaian berkas'), ('interview', 'Paparan dan wawancara')], default='desk', max_length=9, verbose_name='tahap')),
                ('indicator', models.CharField(blank=True, choices=[('coverage', 'Cakupan (UCJ)'), ('coverage_growth_pp', 'Peningkatan cakupan (poin persen)'), ('target_attainment', 'Capaian terhadap target UCJ daerah'), ('participant_growth_pct', 'Pertumbuhan peserta (%)')], max_length=24, null=True, verbose_name='indikator')),
                ('full_mark', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, verbose_name='angka untuk nilai 100')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='urutan')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='awards.category', verbose_name='kategori')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='awards.criteriongroup', verbose_name='kelompok')),
            ],
            options={
                'verbose_name': 'kriteria',
                'verbose_name_plural': 'kriteria',
                'ordering': ['category', 'position', 'code'],
                'constraints': [models.UniqueConstraint(fields=('category', 'code'), name='criterion_once'), models.CheckConstraint(condition=models.Q(('weight__gt', 0), ('weight__lte', 100)), name='criterion_weight_range'), models.CheckConstraint(condition=models.Q(models.Q(('full_mark', None), ('indicator', None), ('source', 'panel')), models.Q(('full_mark__gt', 0), ('indicator__isnull', False), ('source', 'figures'), ('stage', 'desk')), _connector='OR'), name='criterion_source_fits', violation_error_message='Kriteria dari angka laporan memerlukan indikator dan angka untuk nilai 100; kriteria panel tidak memakai keduanya.')],
            },
        ),
        migrations.CreateModel(
            name='CriterionGroupEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=4, verbose_name='kode')),
                ('name', models.CharField(max_length=80, verbose_name='nama')),
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.category', verbose_name='kategori')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.criteriongroup')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecusalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('reason', models.TextField(verbose_name='alasan')),
                ('declared_at', models.DateTimeField(auto_now_add=True, verbose_name='dinyatakan pada')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.entry', verbose_name='peserta')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.recusal')),
                ('seat', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.seat', verbose_name='kursi')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ScoreSheetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('stage', models.CharField(choices=[('desk', 'Penilaian berkas'), ('interview', 'Paparan dan wawancara')], max_length=9, verbose_name='tahap')),
                ('status', models.CharField(choices=[('draft', 'Draf'), ('locked', 'Terkunci')], default='draft', max_length=6, verbose_name='status')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='versi isian')),
                ('locked_at', models.DateTimeField(blank=True, null=True, verbose_name='dikunci pada')),
                ('reopen_reason', models.TextField(blank=True, verbose_name='alasan dibuka kembali')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.entry', verbose_name='peserta')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.scoresheet')),
                ('seat', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.seat', verbose_name='kursi')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Band',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('low', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='dari')),
                ('high', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='sampai')),
                ('label', models.CharField(max_length=80, verbose_name='sebutan')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bands', to='awards.criterion', verbose_name='kriteria')),
            ],
            options={
                'verbose_name': 'rentang nilai',
                'verbose_name_plural': 'rentang nilai',
                'ordering': ['criterion', '-high'],
                'constraints': [models.UniqueConstraint(fields=('criterion', 'low'), name='band_once'), models.CheckConstraint(condition=models.Q(('high__lte', 100), ('low__lte', models.F('high'))), name='band_low_to_high')],
            },
        ),
        migrations.CreateModel(
            name='NotApplicable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='alasan')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='awards.criterion', verbose_name='kriteria')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='not_applicable', to='awards.entry', verbose_name='peserta')),
            ],
            options={
                'verbose_name': 'kriteria tidak berlaku',
                'verbose_name_plural': 'kriteria tidak berlaku',
                'ordering': ['entry', 'criterion'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'criterion'), name='not_applicable_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='not_applicable_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='nilai')),
                ('note', models.TextField(blank=True, verbose_name='catatan')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='awards.criterion', verbose_name='kriteria')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='awards.scoresheet', verbose_name='lembar')),
            ],
            options={
                'verbose_name': 'nilai',
                'verbose_name_plural': 'nilai',
                'ordering': ['sheet_id', 'criterion__position'],
                'constraints': [models.UniqueConstraint(fields=('sheet', 'criterion'), name='score_once'), models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', 100)), name='score_zero_to_hundred')],
            },
        ),
        migrations.CreateModel(
            name='CriterionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=6, verbose_name='kode')),
                ('name', models.CharField(max_length=160, verbose_name='nama')),
                ('guidance', models.TextField(blank=True, verbose_name='panduan menilai')),
                ('weight', models.DecimalField(decimal_places=3, max_digits=6, validators=[django.core.validators.MinValueValidator(Decimal('0.001')), django.core.validators.MaxValueValidator(100)], verbose_name='bobot')),
                ('source', models.CharField(choices=[('figures', 'Angka laporan'), ('panel', 'Penilaian Tim Sembilan')], max_length=8, verbose_name='sumber')),
                ('stage', models.CharField(choices=[('desk', 'Penilaian berkas'), ('interview', 'Paparan dan wawancara')], default='desk', max_length=9, verbose_name='tahap')),
                ('indicator', models.CharField(blank=True, choices=[('coverage', 'Cakupan (UCJ)'), ('coverage_growth_pp', 'Peningkatan cakupan (poin persen)'), ('target_attainment', 'Capaian terhadap target UCJ daerah'), ('participant_growth_pct', 'Pertumbuhan peserta (%)')], max_length=24, null=True, verbose_name='indikator')),
                ('full_mark', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, verbose_name='angka untuk nilai 100')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='urutan')),
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.category', verbose_name='kategori')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.criterion')),
                ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.criteriongroup', verbose_name='kelompok')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BandEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('low', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='dari')),
                ('high', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='sampai')),
                ('label', models.CharField(max_length=80, verbose_name='sebutan')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.band')),
                ('criterion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.criterion', verbose_name='kriteria')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NotApplicableEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('reason', models.TextField(verbose_name='alasan')),
                ('criterion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.criterion', verbose_name='kriteria')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.entry', verbose_name='peserta')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.notapplicable')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ScoreEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('value', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='nilai')),
                ('note', models.TextField(blank=True, verbose_name='catatan')),
                ('criterion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.criterion', verbose_name='kriteria')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='awards.score')),
                ('sheet', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.scoresheet', verbose_name='lembar')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bandevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2c85fc47efefa02fc1e30ff38a0efeb26b1b688e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6fdfd', table='awards_bandevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='band',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_bandevent" ("criterion_id", "high", "id", "label", "low", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."criterion_id", NEW."high", NEW."id", NEW."label", NEW."low", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='f330f91ed7fafe26ff3cef9b14ff098b6cc4600f', operation='INSERT', pgid='pgtrigger_insert_insert_41be9', table='awards_band', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='band',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_bandevent" ("criterion_id", "high", "id", "label", "low", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."criterion_id", NEW."high", NEW."id", NEW."label", NEW."low", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='ed3ffeb177fd09437249d86fc9e0ef6ba889a02b', operation='UPDATE', pgid='pgtrigger_update_update_51c65', table='awards_band', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='band',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_bandevent" ("criterion_id", "high", "id", "label", "low", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."criterion_id", OLD."high", OLD."id", OLD."label", OLD."low", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='a1b6516529df9cb7161a4bf1eaad2b988ec40859', operation='DELETE', pgid='pgtrigger_delete_delete_5b57e', table='awards_band', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criteriongroup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_criteriongroupevent" ("category_id", "code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."category_id", NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='224e959c110f82365efe3f07312095aad04084ba', operation='INSERT', pgid='pgtrigger_insert_insert_7a896', table='awards_criteriongroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criteriongroup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_criteriongroupevent" ("category_id", "code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."category_id", NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='aeaa072298224a62fbb0b36b8c226d2e965b9d38', operation='UPDATE', pgid='pgtrigger_update_update_fd775', table='awards_criteriongroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criteriongroup',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_criteriongroupevent" ("category_id", "code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."category_id", OLD."code", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='ba28e46d692e0c4ce3c6b4ebe03df6cee6114f9e', operation='DELETE', pgid='pgtrigger_delete_delete_5825d', table='awards_criteriongroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='37dc08b72965f5d608e9c1d9535660ac07f5419e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_55d47', table='awards_criterionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_criterionevent" ("category_id", "code", "full_mark", "group_id", "guidance", "id", "indicator", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "stage", "weight") VALUES (NEW."category_id", NEW."code", NEW."full_mark", NEW."group_id", NEW."guidance", NEW."id", NEW."indicator", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."source", NEW."stage", NEW."weight"); RETURN NULL;', hash='6acb432c5e2da13b9bce4340049746ea5cff0a8c', operation='INSERT', pgid='pgtrigger_insert_insert_98b31', table='awards_criterion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_criterionevent" ("category_id", "code", "full_mark", "group_id", "guidance", "id", "indicator", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "stage", "weight") VALUES (NEW."category_id", NEW."code", NEW."full_mark", NEW."group_id", NEW."guidance", NEW."id", NEW."indicator", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."source", NEW."stage", NEW."weight"); RETURN NULL;', hash='10e8ef0535e2970407b07e3faaeee202c5436473', operation='UPDATE', pgid='pgtrigger_update_update_c6389', table='awards_criterion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_criterionevent" ("category_id", "code", "full_mark", "group_id", "guidance", "id", "indicator", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "stage", "weight") VALUES (OLD."category_id", OLD."code", OLD."full_mark", OLD."group_id", OLD."guidance", OLD."id", OLD."indicator", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."source", OLD."stage", OLD."weight"); RETURN NULL;', hash='949138f22036b3e7b121d6ebf02a9ed6fd4799d9', operation='DELETE', pgid='pgtrigger_delete_delete_5b99d', table='awards_criterion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criteriongroupevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4f59110dac85c5b1739f7d9ea0b7ac8bdfa4dea3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_601b3', table='awards_criteriongroupevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_editionevent" ("aggregate", "assessed_year", "award_year", "ceremony_date", "disclosure", "filling_deadline", "id", "notice", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "places", "presentation_date", "province_id", "quorum", "sample_data", "sk_date", "sk_number", "tie_break", "trim", "verification_deadline") VALUES (NEW."aggregate", NEW."assessed_year", NEW."award_year", NEW."ceremony_date", NEW."disclosure", NEW."filling_deadline", NEW."id", NEW."notice", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phase", NEW."places", NEW."presentation_date", NEW."province_id", NEW."quorum", NEW."sample_data", NEW."sk_date", NEW."sk_number", NEW."tie_break", NEW."trim", NEW."verification_deadline"); RETURN NULL;', hash='4ff03f3110f8ec02760b5e9494934838db095b08', operation='INSERT', pgid='pgtrigger_insert_insert_bd7b1', table='awards_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_editionevent" ("aggregate", "assessed_year", "award_year", "ceremony_date", "disclosure", "filling_deadline", "id", "notice", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "places", "presentation_date", "province_id", "quorum", "sample_data", "sk_date", "sk_number", "tie_break", "trim", "verification_deadline") VALUES (NEW."aggregate", NEW."assessed_year", NEW."award_year", NEW."ceremony_date", NEW."disclosure", NEW."filling_deadline", NEW."id", NEW."notice", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phase", NEW."places", NEW."presentation_date", NEW."province_id", NEW."quorum", NEW."sample_data", NEW."sk_date", NEW."sk_number", NEW."tie_break", NEW."trim", NEW."verification_deadline"); RETURN NULL;', hash='1cdf5610d17cb5645e31601030d16464958b5fd8', operation='UPDATE', pgid='pgtrigger_update_update_c1022', table='awards_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_editionevent" ("aggregate", "assessed_year", "award_year", "ceremony_date", "disclosure", "filling_deadline", "id", "notice", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "places", "presentation_date", "province_id", "quorum", "sample_data", "sk_date", "sk_number", "tie_break", "trim", "verification_deadline") VALUES (OLD."aggregate", OLD."assessed_year", OLD."award_year", OLD."ceremony_date", OLD."disclosure", OLD."filling_deadline", OLD."id", OLD."notice", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phase", OLD."places", OLD."presentation_date", OLD."province_id", OLD."quorum", OLD."sample_data", OLD."sk_date", OLD."sk_number", OLD."tie_break", OLD."trim", OLD."verification_deadline"); RETURN NULL;', hash='594b8e7b9dc289a6b031e7d3448f5a25be368137', operation='DELETE', pgid='pgtrigger_delete_delete_d3d8f', table='awards_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categoryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d5541f5bcad331513b8ed8998acc1afe59e38622', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_412f3', table='awards_categoryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_categoryevent" ("edition_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."edition_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;', hash='cdee596de3aeca011ebb00153d40d1d183a4e618', operation='INSERT', pgid='pgtrigger_insert_insert_75a24', table='awards_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_categoryevent" ("edition_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."edition_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."slug"); RETURN NULL;', hash='7aca5802929f4c5dde22fc018180547bb397c951', operation='UPDATE', pgid='pgtrigger_update_update_747ab', table='awards_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_categoryevent" ("edition_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."edition_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;', hash='4bf920bb1b80b9ad2d543ea0a0e402acad75208c', operation='DELETE', pgid='pgtrigger_delete_delete_8fb8e', table='awards_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4f55c19688344cb10e42e7f42089179302cd9044', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4bfc6', table='awards_editionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_entryevent" ("candidate", "category_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presentation_at", "reason", "regency_id", "report_id", "report_version") VALUES (NEW."candidate", NEW."category_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."presentation_at", NEW."reason", NEW."regency_id", NEW."report_id", NEW."report_version"); RETURN NULL;', hash='3ad6d2bd0c10ecd886b19e3194400e7b5b1f53be', operation='INSERT', pgid='pgtrigger_insert_insert_0688a', table='awards_entry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_entryevent" ("candidate", "category_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presentation_at", "reason", "regency_id", "report_id", "report_version") VALUES (NEW."candidate", NEW."category_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."presentation_at", NEW."reason", NEW."regency_id", NEW."report_id", NEW."report_version"); RETURN NULL;', hash='caf8f323cbf893e4c5c630fb8e28cc90a01fee68', operation='UPDATE', pgid='pgtrigger_update_update_ab728', table='awards_entry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_entryevent" ("candidate", "category_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presentation_at", "reason", "regency_id", "report_id", "report_version") VALUES (OLD."candidate", OLD."category_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."presentation_at", OLD."reason", OLD."regency_id", OLD."report_id", OLD."report_version"); RETURN NULL;', hash='9ec646a0e466541420a1056c70ec3a0c83f03044', operation='DELETE', pgid='pgtrigger_delete_delete_90790', table='awards_entry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='08ed590899267fed78b323008d2d339548e74c45', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e76b6', table='awards_entryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notapplicable',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_notapplicableevent" ("criterion_id", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."criterion_id", NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='23d88c8794ed7b8e4967f5de4ff819ec3ddc7b4a', operation='INSERT', pgid='pgtrigger_insert_insert_85c2f', table='awards_notapplicable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notapplicable',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_notapplicableevent" ("criterion_id", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."criterion_id", NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='3a8cff592d7804cbc433ce0feeb49c85af84ffdf', operation='UPDATE', pgid='pgtrigger_update_update_550c1', table='awards_notapplicable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notapplicable',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_notapplicableevent" ("criterion_id", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."criterion_id", OLD."entry_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='7b056b314b0b0f8a577cc55761b230c2332230b8', operation='DELETE', pgid='pgtrigger_delete_delete_45aae', table='awards_notapplicable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notapplicableevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='39a6cdd2f27317c1fafc8b8129258f1ea3bca7f9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_de050', table='awards_notapplicableevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_objectionevent" ("answer", "category_id", "content", "id", "letter", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regency_id", "status") VALUES (NEW."answer", NEW."category_id", NEW."content", NEW."id", NEW."letter", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."regency_id", NEW."status"); RETURN NULL;', hash='fe0499ffcf161b6f7b83c89cb129153bcd51d25b', operation='INSERT', pgid='pgtrigger_insert_insert_8b75e', table='awards_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_objectionevent" ("answer", "category_id", "content", "id", "letter", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regency_id", "status") VALUES (NEW."answer", NEW."category_id", NEW."content", NEW."id", NEW."letter", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."regency_id", NEW."status"); RETURN NULL;', hash='1b3c98bebbae2f491e6887398bc5e0ab2cbe8294', operation='UPDATE', pgid='pgtrigger_update_update_f6c1f', table='awards_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_objectionevent" ("answer", "category_id", "content", "id", "letter", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regency_id", "status") VALUES (OLD."answer", OLD."category_id", OLD."content", OLD."id", OLD."letter", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."regency_id", OLD."status"); RETURN NULL;', hash='27415c8a263758939635684b251a352c5079f75f', operation='DELETE', pgid='pgtrigger_delete_delete_f5836', table='awards_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objectionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6cda0cb3a9c904467cd43f41e2f4b40f006465e9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_04eed', table='awards_objectionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plenarydecision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_plenarydecisionevent" ("category_id", "decided_at", "decided_by_id", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."category_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='b19c14d7599f7cfd2ab061463db86ce32c5f3663', operation='INSERT', pgid='pgtrigger_insert_insert_fa93e', table='awards_plenarydecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plenarydecision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_plenarydecisionevent" ("category_id", "decided_at", "decided_by_id", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."category_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='bd3919b6c38b93daac1d4aa31778abbab3f68cfa', operation='UPDATE', pgid='pgtrigger_update_update_d2042', table='awards_plenarydecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plenarydecision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_plenarydecisionevent" ("category_id", "decided_at", "decided_by_id", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."category_id", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='7f32d75fb96c49ab9e6adc0b2629e541ee9824ce', operation='DELETE', pgid='pgtrigger_delete_delete_eddd1', table='awards_plenarydecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plenarydecisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fd7e31793bde24fa7db6bde1eb44e31c994b3a2c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_70d39', table='awards_plenarydecisionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='publication_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='26058fee961064c548344e342ae3b0733c8dd4f1', operation='DELETE', pgid='pgtrigger_publication_kept_348d7', table='awards_publication', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='publication_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."document" IS DISTINCT FROM (NEW."document") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."sealed_document" IS DISTINCT FROM (NEW."sealed_document") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='784a3b9c00ad27ff1a7a3e4aff39e45788440b00', operation='UPDATE', pgid='pgtrigger_publication_frozen_e8773', table='awards_publication', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_publicationevent" ("category_id", "id", "live", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "reason", "sha256") VALUES (NEW."category_id", NEW."id", NEW."live", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."reason", NEW."sha256"); RETURN NULL;', hash='576556778b96913158d94bf9d3acf5d8f25ac922', operation='INSERT', pgid='pgtrigger_insert_insert_10b7b', table='awards_publication', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."live" IS DISTINCT FROM (NEW."live") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256"))', func='INSERT INTO "awards_publicationevent" ("category_id", "id", "live", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "reason", "sha256") VALUES (NEW."category_id", NEW."id", NEW."live", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."reason", NEW."sha256"); RETURN NULL;', hash='372425ba6e055afd52faaacedfeb70dee9f597e7', operation='UPDATE', pgid='pgtrigger_update_update_9f58f', table='awards_publication', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_publicationevent" ("category_id", "id", "live", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "reason", "sha256") VALUES (OLD."category_id", OLD."id", OLD."live", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."reason", OLD."sha256"); RETURN NULL;', hash='f9bf2b591ed0a928d642bd6a7c4274a51d393181', operation='DELETE', pgid='pgtrigger_delete_delete_4b298', table='awards_publication', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2d11a7c14b80aeb8463869fadc878cfa969de5f2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e4c56', table='awards_publicationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoreevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d752bf9367b0402f78759db611d6d2cc0a1cd446', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3dd5e', table='awards_scoreevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='score',
            trigger=pgtrigger.compiler.Trigger(name='score_of_locked_sheet_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM FROM awards_scoresheet WHERE id IN (NEW.sheet_id, OLD.sheet_id) FOR SHARE;\n    IF EXISTS (\n        SELECT FROM awards_scoresheet WHERE id IN (NEW.sheet_id, OLD.sheet_id) AND status = 'locked'\n    ) THEN\n        RAISE EXCEPTION 'The score sheet is locked.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='bdb15083501364d83dcee1cde855824dc45527f3', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_score_of_locked_sheet_frozen_616d3', table='awards_score', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='score',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_scoreevent" ("criterion_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheet_id", "value") VALUES (NEW."criterion_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sheet_id", NEW."value"); RETURN NULL;', hash='ceca8dec735d0f96dc3a8e66e056627fdcf56dbf', operation='INSERT', pgid='pgtrigger_insert_insert_37e43', table='awards_score', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='score',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_scoreevent" ("criterion_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheet_id", "value") VALUES (NEW."criterion_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sheet_id", NEW."value"); RETURN NULL;', hash='b65ca53cc27d26f04a7e8da06cad620df45222d1', operation='UPDATE', pgid='pgtrigger_update_update_88c65', table='awards_score', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='score',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_scoreevent" ("criterion_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheet_id", "value") VALUES (OLD."criterion_id", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sheet_id", OLD."value"); RETURN NULL;', hash='43bcebddd895b6a4aeaa505096329919ebc1ef1f', operation='DELETE', pgid='pgtrigger_delete_delete_36bab', table='awards_score', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_seatevent" ("edition_id", "element", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "user_id") VALUES (NEW."edition_id", NEW."element", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."user_id"); RETURN NULL;', hash='9c70e2ac71c929f4f4dbb4efbf89445aacaf7c78', operation='INSERT', pgid='pgtrigger_insert_insert_9d1f7', table='awards_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_seatevent" ("edition_id", "element", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "user_id") VALUES (NEW."edition_id", NEW."element", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."user_id"); RETURN NULL;', hash='3eb3932af15828e88c97e0043579d20c04797d12', operation='UPDATE', pgid='pgtrigger_update_update_d673b', table='awards_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_seatevent" ("edition_id", "element", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "user_id") VALUES (OLD."edition_id", OLD."element", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."user_id"); RETURN NULL;', hash='d6cb1d86e48ef9807366e98053bd33a5aae63b03', operation='DELETE', pgid='pgtrigger_delete_delete_9e918', table='awards_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoresheetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6de2bc7e08a32ccd305775b87198528829a7f03e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0484c', table='awards_scoresheetevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoresheet',
            trigger=pgtrigger.compiler.Trigger(name='sheet_locked_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'locked\')', func="\n    IF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND NEW.reopen_reason <> ''\n        AND (NEW.seat_id, NEW.entry_id, NEW.stage) = (OLD.seat_id, OLD.entry_id, OLD.stage) THEN\n        RETURN NEW;\n    END IF;\n    RAISE EXCEPTION 'A locked score sheet can only be reopened, with a reason.';\n", hash='728939bc01f066fd47a644a72f7c071a7515e4fc', operation='UPDATE OR DELETE', pgid='pgtrigger_sheet_locked_frozen_47bdc', table='awards_scoresheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoresheet',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_scoresheetevent" ("entry_id", "id", "locked_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopen_reason", "seat_id", "stage", "status", "version") VALUES (NEW."entry_id", NEW."id", NEW."locked_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reopen_reason", NEW."seat_id", NEW."stage", NEW."status", NEW."version"); RETURN NULL;', hash='f72c75307ef70939f4fa69cfc00411ecd53a0730', operation='INSERT', pgid='pgtrigger_insert_insert_e78ab', table='awards_scoresheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoresheet',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_scoresheetevent" ("entry_id", "id", "locked_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopen_reason", "seat_id", "stage", "status", "version") VALUES (NEW."entry_id", NEW."id", NEW."locked_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reopen_reason", NEW."seat_id", NEW."stage", NEW."status", NEW."version"); RETURN NULL;', hash='552e32026089c95eb798202aa6ff25ad60c006b4', operation='UPDATE', pgid='pgtrigger_update_update_2a009', table='awards_scoresheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoresheet',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_scoresheetevent" ("entry_id", "id", "locked_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopen_reason", "seat_id", "stage", "status", "version") VALUES (OLD."entry_id", OLD."id", OLD."locked_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reopen_reason", OLD."seat_id", OLD."stage", OLD."status", OLD."version"); RETURN NULL;', hash='d0cb3859e799bba6ffd0ab179aa2f4ba44e9d6be', operation='DELETE', pgid='pgtrigger_delete_delete_8b0b9', table='awards_scoresheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recusalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a23e5f5a2cd651eab9804f4aea305d33ebc6161b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e3968', table='awards_recusalevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recusal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_recusalevent" ("declared_at", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seat_id") VALUES (NEW."declared_at", NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."seat_id"); RETURN NULL;', hash='9e4d250f554cd48e076cdc388930b205cb7623cf', operation='INSERT', pgid='pgtrigger_insert_insert_42e7f', table='awards_recusal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recusal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_recusalevent" ("declared_at", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seat_id") VALUES (NEW."declared_at", NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."seat_id"); RETURN NULL;', hash='d9ed3502ee0ddf9bb4337cd56e7095ba7cd9cc7e', operation='UPDATE', pgid='pgtrigger_update_update_bfb61', table='awards_recusal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recusal',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_recusalevent" ("declared_at", "entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seat_id") VALUES (OLD."declared_at", OLD."entry_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."seat_id"); RETURN NULL;', hash='4ea368a094eb9932f984fdec5fb52bcabac2927d', operation='DELETE', pgid='pgtrigger_delete_delete_864ba', table='awards_recusal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seatevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c7ca2d9e55479c211e8d04091ae7d05de0e27530', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_790b0', table='awards_seatevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specialaward',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_specialawardevent" ("category_id", "citation", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regency_id", "title") VALUES (NEW."category_id", NEW."citation", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."regency_id", NEW."title"); RETURN NULL;', hash='d9cdc3df537c30572b8da764a68787af9af573b9', operation='INSERT', pgid='pgtrigger_insert_insert_d3198', table='awards_specialaward', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specialaward',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_specialawardevent" ("category_id", "citation", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regency_id", "title") VALUES (NEW."category_id", NEW."citation", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."regency_id", NEW."title"); RETURN NULL;', hash='8c56e7e031962f5597cd8b8cc23fae7f39b4be59', operation='UPDATE', pgid='pgtrigger_update_update_aaac9', table='awards_specialaward', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specialaward',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_specialawardevent" ("category_id", "citation", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regency_id", "title") VALUES (OLD."category_id", OLD."citation", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."regency_id", OLD."title"); RETURN NULL;', hash='226bf4feb581c46edb9a9f7dcb310217696af1f2', operation='DELETE', pgid='pgtrigger_delete_delete_86853', table='awards_specialaward', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specialawardevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bf6d160585a1b448777396eaeafb666ace70ed05', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ad85a', table='awards_specialawardevent', when='BEFORE')),
        ),
    ]
