"""Who else works where somebody works: when they do not answer, one may write to a second person there (3B, Dalton)."""

from __future__ import annotations

import apsw

from coffeechat.method.agenda import Colleague

_UNASKED = """
SELECT listing.id, listing.name, crystal FROM position AS theirs
JOIN position AS job ON job.organisation_id = theirs.organisation_id AND job.deleted_at IS NULL
JOIN listing ON listing.id = job.person_id AND listing.job_id = job.id
JOIN person ON person.id = listing.id LEFT JOIN rank USING (n)
WHERE theirs.id = (SELECT job_id FROM listing WHERE id = ?1) AND listing.id <> ?1
  AND person.do_not_contact IS NOT 1
  AND NOT EXISTS (SELECT 1 FROM person_target WHERE person_id = listing.id AND deleted_at IS NULL AND parked = 1
                  AND target_id IS ?2)
  AND NOT EXISTS (SELECT 1 FROM touch WHERE person_id = listing.id AND deleted_at IS NULL
                  AND kind IN ('ask', 'second_contact') AND coalesce(state, 'sent') NOT IN ('draft', 'bounced'))
ORDER BY crystal DESC, listing.name_key, listing.n LIMIT ?3
"""


def unasked(connection: apsw.Connection, person_id: bytes, target_id: bytes | None, limit: int = 3) -> list[Colleague]:
    """The best ranked people at the organisation where somebody works now, who were not asked yet and may be."""
    return [Colleague(*row) for row in connection.execute(_UNASKED, (person_id, target_id, limit))]


_ASKED = """
SELECT DISTINCT listing.id FROM position AS theirs
JOIN position AS job ON job.organisation_id = theirs.organisation_id AND job.deleted_at IS NULL
JOIN listing ON listing.id = job.person_id AND listing.job_id = job.id
JOIN touch ON touch.person_id = listing.id AND touch.deleted_at IS NULL AND touch.kind IN ('ask', 'second_contact')
WHERE theirs.id = (SELECT job_id FROM listing WHERE id = ?1) AND listing.id <> ?1
"""


def asked(connection: apsw.Connection, person_id: bytes) -> list[bytes]:
    """Everybody else at the organisation where somebody works now to whom an ask was written."""
    return [found for (found,) in connection.execute(_ASKED, (person_id,))]
