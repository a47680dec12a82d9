-- What sync needs: texts that merge, histories, what was sent and not yet answered, and what has no place here yet.

-- One device's share in one long text (store/notes.py): a Yjs state. The id follows from the other columns.
CREATE TABLE note_slot (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    of_table INTEGER, of_id BLOB, of_column INTEGER, generation INTEGER, device BLOB, state BLOB
) WITHOUT ROWID;
CREATE INDEX note_slot_of ON note_slot (of_id, of_column);

-- Local from here on.

-- Each device's history as this copy knows it: a chain of boundaries. `device` is the local number.
CREATE TABLE boundary (
    device INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (device, seq)
) WITHOUT ROWID;

-- The batch that was sent and not yet answered, at most one, sealed, so that a retry is the same to the byte.
CREATE TABLE outbox (
    n INTEGER PRIMARY KEY CHECK (n = 1), covers BLOB NOT NULL, seen BLOB NOT NULL, own INTEGER, epoch INTEGER NOT NULL,
    upload BLOB NOT NULL
);
CREATE TABLE outbox_part (number INTEGER PRIMARY KEY, sealed BLOB NOT NULL);

-- Cells of tables, columns or rows that are not here (yet), with their stamps. Column 0 says that the row was born.
CREATE TABLE parked (
    "table" INTEGER NOT NULL, id BLOB NOT NULL, "column" INTEGER NOT NULL, stamp INTEGER NOT NULL, value,
    PRIMARY KEY ("table", id, "column")
) WITHOUT ROWID;
CREATE INDEX parked_stamp ON parked (stamp);

-- What each row adds to the digest of all cells that replicas compare.
CREATE TABLE row_digest (
    "table" INTEGER NOT NULL, id BLOB NOT NULL, digest INTEGER NOT NULL, PRIMARY KEY ("table", id)
) WITHOUT ROWID;

-- Slots of texts that gave way to others while batches came in; whether a word of theirs is missing shows at the end.
CREATE TABLE lost_slot (id BLOB NOT NULL, state BLOB NOT NULL);
