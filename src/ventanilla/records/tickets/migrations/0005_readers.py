from django.db import migrations

# Requests from before this release: the managers of those concerned, and the contacts of customers, see them too.
FORWARD = """
    INSERT INTO tickets_ticketaccess (ticket_id, principal, reasons, last_activity_at)
    SELECT id, 'm:' || requester_id, ARRAY['manager']::varchar(16)[], last_activity_at
    FROM tickets_ticket WHERE NOT confidential
    UNION
    SELECT id, 'm:' || requested_for_id, ARRAY['manager']::varchar(16)[], last_activity_at
    FROM tickets_ticket WHERE NOT confidential
    UNION
    SELECT t.id, 'o:' || o.id, ARRAY['contact']::varchar(16)[], t.last_activity_at
    FROM tickets_ticket t
    JOIN people_person p ON p.id = t.requested_for_id
    JOIN people_organization o ON o.id = p.organization_id
    WHERE NOT t.confidential AND o.kind <> 'internal'
    ON CONFLICT (ticket_id, principal) DO NOTHING
"""
BACK = "DELETE FROM tickets_ticketaccess WHERE principal ~ '^[moeg]:'"


class Migration(migrations.Migration):
    dependencies = [("tickets", "0004_article_proposal")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
