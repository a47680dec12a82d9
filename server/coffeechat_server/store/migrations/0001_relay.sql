-- Everything sealed is ciphertext; ids and hashes are the clients'. Times are milliseconds since 1970. No time is kept
-- with a batch: a stolen file should not tell when somebody worked.

-- "shut_out" counts the devices that an admin's command has revoked, so that a running relay notices.
CREATE TABLE relay (id BLOB NOT NULL, created INTEGER NOT NULL, shut_out INTEGER NOT NULL DEFAULT 0);

-- "head" counts changes and is where the next batch's position comes from; "moved" is the position of the last push.
-- live, kept and staged are bytes: of batches that count, of what a checkpoint replaced, of uploads that are not named
-- yet. "dropped" is the last checkpoint whose replaced batches are gone for good.
CREATE TABLE vault (
    n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, key BLOB NOT NULL UNIQUE, epoch INTEGER NOT NULL DEFAULT 0,
    secrets BLOB NOT NULL DEFAULT x'', head INTEGER NOT NULL DEFAULT 0, moved INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER NOT NULL DEFAULT 0, live INTEGER NOT NULL DEFAULT 0, kept INTEGER NOT NULL DEFAULT 0,
    staged INTEGER NOT NULL DEFAULT 0, quota INTEGER NOT NULL, created INTEGER NOT NULL
);

CREATE TABLE device (
    vault INTEGER NOT NULL, id BLOB NOT NULL, key BLOB NOT NULL, name BLOB NOT NULL, voucher BLOB NOT NULL,
    epoch INTEGER NOT NULL, enrolled INTEGER NOT NULL, seen INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (vault, id)
) WITHOUT ROWID;

CREATE TABLE envelope (
    vault INTEGER NOT NULL, device BLOB NOT NULL, epoch INTEGER NOT NULL, sender BLOB NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (vault, device, epoch)
) WITHOUT ROWID;

-- A device's history need not be that of an enrolled device: dead ones are healed, too.
CREATE TABLE history (n INTEGER PRIMARY KEY, vault INTEGER NOT NULL, device BLOB NOT NULL, UNIQUE (vault, device));

CREATE TABLE boundary (
    history INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (history, seq)
) WITHOUT ROWID;

-- "covers" is as pushed (msgpack). "replaced" is the position of the checkpoint that stands for this batch, or 0.
-- A batch has its bytes here or, if it was uploaded, in the parts of that upload.
CREATE TABLE batch (
    n INTEGER PRIMARY KEY, vault INTEGER NOT NULL, position INTEGER NOT NULL, epoch INTEGER NOT NULL,
    replaced INTEGER NOT NULL DEFAULT 0, upload INTEGER NOT NULL DEFAULT 0, parts INTEGER NOT NULL DEFAULT 1,
    size INTEGER NOT NULL, covers BLOB NOT NULL, sealed BLOB NOT NULL
);
CREATE UNIQUE INDEX batch_position ON batch (vault, position);
CREATE INDEX batch_replaced ON batch (replaced) WHERE replaced > 0;

-- "state": 0 its parts arrive, 1 a batch stands on it, 2 it is leaving.
CREATE TABLE upload (
    n INTEGER PRIMARY KEY, vault INTEGER NOT NULL, id BLOB NOT NULL, begun INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0, UNIQUE (vault, id)
);
CREATE INDEX upload_unnamed ON upload (state, begun) WHERE state != 1;
CREATE TABLE part (
    n INTEGER PRIMARY KEY, upload INTEGER NOT NULL, number INTEGER NOT NULL, sealed BLOB NOT NULL,
    UNIQUE (upload, number)
);

-- The last checkpoint of each vault; "pending" until another device agreed or enough time has passed.
CREATE TABLE checkpoint (
    vault INTEGER PRIMARY KEY, position INTEGER NOT NULL, upload BLOB NOT NULL, device BLOB NOT NULL,
    heads BLOB NOT NULL, digest BLOB NOT NULL, offered INTEGER NOT NULL, pending INTEGER NOT NULL
);

-- "moved" is the vault's when the device said it.
CREATE TABLE audit (
    vault INTEGER NOT NULL, device BLOB NOT NULL, moved INTEGER NOT NULL, at INTEGER NOT NULL, digest BLOB NOT NULL,
    PRIMARY KEY (vault, device)
) WITHOUT ROWID;

-- Codes are 128 random bits, kept as SHA-256.
CREATE TABLE invite (
    hash BLOB PRIMARY KEY NOT NULL, quota INTEGER NOT NULL, expires INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
