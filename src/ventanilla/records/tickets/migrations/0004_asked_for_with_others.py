from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0003_lists_of_what_is_open'),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE tickets_ticketaccess SET reasons = reasons || '{together}'::varchar(16)[] FROM tickets_ticket ticket"
            " WHERE ticket.id = ticket_id AND ticket.part = 'one' AND ticket.requester_id <> ticket.requested_for_id"
            " AND principal = 'p:' || ticket.requester_id",
            migrations.RunSQL.noop,
        ),
    ]
