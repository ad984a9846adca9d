import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sangkien', '0021_passings'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnitList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.PositiveSmallIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('confirmed', 'confirmed'), ('accepted', 'accepted'), ('returned', 'returned'), ('taken_back', 'taken_back'), ('unlocked', 'unlocked')], max_length=10)),
                ('entries', models.PositiveIntegerField()),
                ('counts', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('confirmed_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sangkien.campaign')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sangkien.unit')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ListedEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_standing', models.BooleanField(default=True)),
                ('has_left', models.BooleanField(default=False)),
                ('line', models.BigIntegerField()),
                ('title', models.CharField(max_length=500)),
                ('column', models.PositiveSmallIntegerField()),
                ('is_open', models.BooleanField()),
                ('state', models.CharField(max_length=12)),
                ('reason', models.CharField(blank=True, max_length=4)),
                ('sent_column', models.PositiveSmallIntegerField()),
                ('sent_is_open', models.BooleanField()),
                ('sent_state', models.CharField(max_length=12)),
                ('sent_reason', models.CharField(blank=True, max_length=4)),
                ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sangkien.unit')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='sangkien.initiative')),
                ('sent_unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sangkien.unit')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sangkien.unit')),
                ('list', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='listed', to='sangkien.unitlist')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='unitlist',
            index=models.Index(fields=['campaign', 'phase', 'state'], name='unitlist_state'),
        ),
        migrations.AddConstraint(
            model_name='unitlist',
            constraint=models.UniqueConstraint(fields=('campaign', 'unit', 'phase', 'number'), name='one_list_per_number'),
        ),
        migrations.AddConstraint(
            model_name='unitlist',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'confirmed')), fields=('campaign', 'unit', 'phase'), name='one_list_waits'),
        ),
        migrations.AddConstraint(
            model_name='listedentry',
            constraint=models.UniqueConstraint(fields=('list', 'initiative'), name='listed_once'),
        ),
        migrations.AddConstraint(
            model_name='listedentry',
            constraint=models.UniqueConstraint(condition=models.Q(('is_standing', True)), fields=('initiative', 'holder'), name='on_one_list_of_a_unit'),
        ),
    ]
