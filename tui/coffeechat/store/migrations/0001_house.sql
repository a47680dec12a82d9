-- The first shape of the file. Synced tables hold what the user knows; local ones are bookkeeping and can be rebuilt.
-- No synced column is NOT NULL, UNIQUE or a foreign key: one odd cell from another machine must never block a batch.
-- `born` is the stamp (local number) of the transaction that created the row; a cell changed later has its own in cell_stamp.

CREATE TABLE person (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    display TEXT, given TEXT, family TEXT, nickname TEXT, birthday TEXT, known_since TEXT, tie TEXT,
    do_not_contact INTEGER, interest TEXT, how_we_met TEXT, about TEXT, card TEXT, merged_into BLOB
) WITHOUT ROWID;

CREATE TABLE contact_point (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    person_id BLOB, kind TEXT, value TEXT, label TEXT, preferred INTEGER
) WITHOUT ROWID;

CREATE TABLE organisation (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    name TEXT, size TEXT, place TEXT, url TEXT, notes TEXT
) WITHOUT ROWID;

CREATE TABLE position (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    person_id BLOB, organisation_id BLOB, title TEXT, since TEXT, until TEXT, level INTEGER,
    personnel INTEGER, advisory INTEGER, function TEXT
) WITHOUT ROWID;

CREATE TABLE target (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    name TEXT, level INTEGER, function TEXT, keywords TEXT, personnel INTEGER,
    hypothesis TEXT
) WITHOUT ROWID;

CREATE TABLE person_target (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    person_id BLOB, target_id BLOB, knowledge REAL, parked INTEGER, reason TEXT
) WITHOUT ROWID;

CREATE TABLE relationship (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    from_id BLOB, to_id BLOB, kind TEXT, since TEXT, note TEXT
) WITHOUT ROWID;

CREATE TABLE introduction (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    introducer_id BLOB, person_id BLOB, target_id BLOB, state TEXT, asked_at TEXT,
    introducer_ok_at TEXT, person_ok_at TEXT, made_at TEXT, loop_closed_at TEXT, expires_at TEXT,
    may_use_name INTEGER, note TEXT
) WITHOUT ROWID;

CREATE TABLE touch (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    person_id BLOB, direction TEXT, kind TEXT, channel TEXT, at TEXT, state TEXT, subject TEXT,
    body TEXT, conversation_id BLOB, introduction_id BLOB, reply_kind TEXT, attachment TEXT
) WITHOUT ROWID;

CREATE TABLE tag (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    name TEXT, colour TEXT
) WITHOUT ROWID;

CREATE TABLE tagging (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    tag_id BLOB, person_id BLOB
) WITHOUT ROWID;

CREATE TABLE import_run (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    importer TEXT, file_name TEXT, file_sha256 TEXT, new INTEGER, updated INTEGER, same INTEGER,
    skipped INTEGER, undone_at TEXT
) WITHOUT ROWID;

CREATE TABLE import_row (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    run_id BLOB, person_id BLOB, key TEXT, other_key TEXT, record BLOB
) WITHOUT ROWID;

CREATE TABLE not_same (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    one_id BLOB, other_id BLOB
) WITHOUT ROWID;

CREATE TABLE setting (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    name TEXT, value TEXT
) WITHOUT ROWID;

CREATE TABLE conversation (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    kind TEXT, target_id BLOB, organisation_id BLOB, state TEXT, at TEXT, zone TEXT, minutes INTEGER,
    minutes_real INTEGER, channel TEXT, place TEXT, calendar_uid TEXT, sequence INTEGER,
    turned_from TEXT, learned_of_me TEXT, notes TEXT, learned TEXT, fit TEXT, next TEXT
) WITHOUT ROWID;

CREATE TABLE conversation_person (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    conversation_id BLOB, person_id BLOB, role TEXT
) WITHOUT ROWID;

CREATE TABLE plan_item (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    conversation_id BLOB, question_id BLOB, text TEXT, topic TEXT, place REAL, must INTEGER,
    source_id BLOB, asked_at TEXT, skipped INTEGER
) WITHOUT ROWID;

CREATE TABLE answer (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    conversation_id BLOB, person_id BLOB, plan_item_id BLOB, topic TEXT, text TEXT, verbatim INTEGER,
    off_record INTEGER, second INTEGER
) WITHOUT ROWID;

CREATE TABLE insight (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    claim TEXT, topic TEXT, target_id BLOB, status TEXT, note TEXT
) WITHOUT ROWID;

CREATE TABLE evidence (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    insight_id BLOB, answer_id BLOB, source_id BLOB, person_id BLOB, stance TEXT
) WITHOUT ROWID;

CREATE TABLE promise (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    by TEXT, person_id BLOB, conversation_id BLOB, text TEXT, due TEXT, state TEXT, done_at TEXT
) WITHOUT ROWID;

CREATE TABLE reminder (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    title TEXT, due TEXT, person_id BLOB, rule TEXT, snoozed_until TEXT, done_at TEXT
) WITHOUT ROWID;

CREATE TABLE research_source (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    title TEXT, kind TEXT, url TEXT, read_at TEXT, organisation_id BLOB, person_id BLOB, target_id BLOB,
    facts TEXT, quote TEXT
) WITHOUT ROWID;

CREATE TABLE question (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    text TEXT, topic TEXT, phase TEXT, probe TEXT, retired INTEGER
) WITHOUT ROWID;

CREATE TABLE template (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    name TEXT, kind TEXT, language TEXT, formality TEXT, subject TEXT, body TEXT
) WITHOUT ROWID;

CREATE TABLE resume_event (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    person_id BLOB, conversation_id BLOB, kind TEXT, at TEXT, reason TEXT
) WITHOUT ROWID;

CREATE INDEX contact_point_of ON contact_point (person_id);
CREATE INDEX position_of ON position (person_id);
CREATE INDEX position_at ON position (organisation_id);
CREATE INDEX position_corrected ON position (title)
    WHERE level IS NOT NULL OR personnel IS NOT NULL OR advisory IS NOT NULL OR function IS NOT NULL;
CREATE INDEX organisation_named ON organisation (name COLLATE NOCASE);
CREATE INDEX person_target_of ON person_target (person_id);
CREATE INDEX relationship_of ON relationship (to_id);
CREATE INDEX introduction_of ON introduction (person_id);
CREATE INDEX touch_of ON touch (person_id, at);
CREATE INDEX tagging_of ON tagging (person_id);
CREATE INDEX import_row_of ON import_row (person_id);
CREATE INDEX conversation_person_of ON conversation_person (person_id);
CREATE INDEX conversation_person_in ON conversation_person (conversation_id);
CREATE INDEX plan_item_of ON plan_item (conversation_id);
CREATE INDEX answer_of ON answer (conversation_id);
CREATE INDEX evidence_of ON evidence (insight_id);
CREATE INDEX promise_of ON promise (person_id);
CREATE INDEX resume_event_of ON resume_event (person_id);

-- Local from here on.

-- name -> value of this copy of the file: this device's number, the chosen theme, what the ranks were computed for.
CREATE TABLE local (name TEXT PRIMARY KEY NOT NULL, value) WITHOUT ROWID;

-- A space is one vault with its own key and heads; 1 is the user's own.
CREATE TABLE space (n INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO space VALUES (1, 'mine');

-- Short local numbers for the 16-byte ids of devices.
CREATE TABLE device (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE);

-- One stamp a transaction. (hlc, writer, value) decides which value wins; (origin, seq) says by whose history it travels.
-- hlc: milliseconds since 1970 in the upper 48 bits, a counter in the lower 16.
CREATE TABLE stamp (
    n INTEGER PRIMARY KEY, space INTEGER NOT NULL, hlc INTEGER NOT NULL, writer INTEGER NOT NULL,
    origin INTEGER NOT NULL, seq INTEGER NOT NULL
);
CREATE INDEX stamp_hlc ON stamp (hlc);
CREATE INDEX stamp_travel ON stamp (origin, seq);

-- "table" and "column" are the wire's numbers (records.py).
CREATE TABLE cell_stamp (
    "table" INTEGER NOT NULL, id BLOB NOT NULL, "column" INTEGER NOT NULL, stamp INTEGER NOT NULL,
    PRIMARY KEY ("table", id, "column")
) WITHOUT ROWID;

-- The journal of the user's actions, for undo. `inserted` and `changed` are msgpack (store/journal.py). `made` is the
-- stamp of the action itself, `done` that of the last time it was done (again), `undone` that of its undo.
CREATE TABLE action (
    n INTEGER PRIMARY KEY, made INTEGER NOT NULL, done INTEGER NOT NULL, undone INTEGER, at TEXT NOT NULL,
    label TEXT NOT NULL, kind TEXT NOT NULL, joined TEXT, inserted BLOB, changed BLOB
);
CREATE INDEX action_undone ON action (undone);

-- A person as a row of the list, ready to paint and to sort; `n` is also the rowid in `search`.
CREATE TABLE listing (
    n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT NOT NULL, name_key TEXT NOT NULL, job_id BLOB,
    title TEXT, organisation TEXT, organisation_key TEXT, contacted TEXT, tags TEXT
);
CREATE INDEX listing_name ON listing (name_key, n);
CREATE INDEX listing_organisation ON listing (organisation_key, name_key, n);
CREATE INDEX listing_contacted ON listing (contacted DESC, name_key, n);

-- The rank of everybody for the chosen target, both lenses, with its factors and how the title reads.
CREATE TABLE rank (
    n INTEGER PRIMARY KEY, name_key TEXT NOT NULL, crystal REAL NOT NULL, research REAL NOT NULL,
    knowledge REAL NOT NULL, power REAL NOT NULL, personnel REAL NOT NULL, reach REAL NOT NULL,
    level INTEGER, in_personnel INTEGER NOT NULL
);
CREATE INDEX rank_crystal ON rank (crystal DESC, name_key, n);
CREATE INDEX rank_research ON rank (research DESC, name_key, n);

-- Texts that are not people, found by the same search: rowid in `search` is -n.
CREATE TABLE document (n INTEGER PRIMARY KEY, "table" INTEGER NOT NULL, id BLOB NOT NULL UNIQUE);

-- Folded by method/folding.py before it gets here, so the tokenizer has only to split.
CREATE VIRTUAL TABLE search USING fts5 (
    name, title, organisation, tags, contact, note,
    tokenize = "unicode61 remove_diacritics 0", prefix = '1 2 3', detail = column, content = '', contentless_delete = 1
);
