-- What a conversation needs beyond the first shape: when it really was, what it was for, and beliefs that move.

ALTER TABLE person ADD COLUMN zone TEXT;
ALTER TABLE person ADD COLUMN formality TEXT;
ALTER TABLE person ADD COLUMN cadence_days INTEGER;
ALTER TABLE person ADD COLUMN cadence_max_days INTEGER;

ALTER TABLE introduction ADD COLUMN conversation_id BLOB;
ALTER TABLE introduction ADD COLUMN will_call_ahead INTEGER;
ALTER TABLE introduction ADD COLUMN message TEXT;
ALTER TABLE introduction ADD COLUMN override_reason TEXT;

ALTER TABLE touch ADD COLUMN wake_on TEXT;
ALTER TABLE touch ADD COLUMN target_id BLOB;

ALTER TABLE conversation ADD COLUMN goal TEXT;
ALTER TABLE conversation ADD COLUMN changed TEXT;
ALTER TABLE conversation ADD COLUMN started_at TEXT;
ALTER TABLE conversation ADD COLUMN ended_at TEXT;
ALTER TABLE conversation ADD COLUMN debriefed_at TEXT;
ALTER TABLE conversation ADD COLUMN flipped_at TEXT;

ALTER TABLE plan_item ADD COLUMN phase TEXT;
ALTER TABLE plan_item ADD COLUMN probe TEXT;
ALTER TABLE plan_item ADD COLUMN minutes REAL;
ALTER TABLE plan_item ADD COLUMN pack_key TEXT;

ALTER TABLE answer ADD COLUMN at TEXT;

ALTER TABLE evidence ADD COLUMN weight REAL;
ALTER TABLE evidence ADD COLUMN note TEXT;

ALTER TABLE reminder ADD COLUMN about_id BLOB;

ALTER TABLE research_source ADD COLUMN note TEXT;

ALTER TABLE question ADD COLUMN kinds TEXT;
ALTER TABLE question ADD COLUMN minutes REAL;
ALTER TABLE question ADD COLUMN note TEXT;

ALTER TABLE resume_event ADD COLUMN version TEXT;
ALTER TABLE resume_event ADD COLUMN touch_id BLOB;

CREATE TABLE belief (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    statement TEXT, target_id BLOB, note TEXT
) WITHOUT ROWID;

CREATE TABLE belief_change (
    id BLOB PRIMARY KEY NOT NULL, space INTEGER NOT NULL DEFAULT 1, born INTEGER NOT NULL,
    created_at TEXT, source TEXT, deleted_at TEXT,
    belief_id BLOB, at TEXT, percent INTEGER, insight_id BLOB, note TEXT
) WITHOUT ROWID;

CREATE INDEX conversation_at ON conversation (at);
CREATE INDEX introduction_by ON introduction (introducer_id);
CREATE INDEX promise_in ON promise (conversation_id);
CREATE INDEX answer_by ON answer (person_id);
CREATE INDEX belief_change_of ON belief_change (belief_id);
CREATE INDEX resume_event_in ON resume_event (conversation_id);
