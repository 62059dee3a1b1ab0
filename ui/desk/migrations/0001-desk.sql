-- people
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    shown TEXT NOT NULL,               -- the name that others read
    password TEXT NOT NULL,            -- an argon2id hash
    roles TEXT NOT NULL,               -- by spaces
    is_disabled INTEGER NOT NULL DEFAULT 0,
    created REAL NOT NULL
) STRICT;
CREATE TABLE logins (
    token TEXT PRIMARY KEY,            -- a hash of what the browser holds
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    csrf TEXT NOT NULL,
    began REAL NOT NULL,
    seen REAL NOT NULL
) STRICT;
-- letters
CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL,             -- masked
    letter TEXT NOT NULL,              -- as it came: the one place with personal data
    region TEXT NOT NULL,
    received TEXT NOT NULL,            -- days, YYYY-MM-DD
    due TEXT NOT NULL,
    state TEXT NOT NULL,
    owner INTEGER NOT NULL REFERENCES users (id),
    version INTEGER NOT NULL,          -- counts every change
    changed REAL NOT NULL,
    changed_by INTEGER NOT NULL REFERENCES users (id),
    matters TEXT NOT NULL,             -- JSON: a list of {text, region, lead}
    flags TEXT NOT NULL,               -- JSON: a list of {kind, quote, remark}
    parts TEXT NOT NULL,               -- JSON: what the draft says of each matter, and remarks for staff
    text TEXT NOT NULL,                -- the reply
    text_version INTEGER NOT NULL DEFAULT 0,  -- counts the changes of the reply
    written_by TEXT NOT NULL,          -- the model that wrote of it, empty where none did
    submitted_by INTEGER REFERENCES users (id),
    approved_by INTEGER REFERENCES users (id),
    approved TEXT NOT NULL DEFAULT ''  -- day
) STRICT;
CREATE INDEX cases_by_due ON cases (state, due);
CREATE TABLE sources (
    "case" INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    n INTEGER NOT NULL,                -- its number in the reply
    citation TEXT NOT NULL,            -- JSON
    hash TEXT NOT NULL,                -- of the document's source file when it was cited
    is_dropped INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY ("case", n)
) STRICT;
CREATE TABLE reasons (
    "case" INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    finding TEXT NOT NULL,             -- which finding of the check it is for
    reason TEXT NOT NULL,
    user INTEGER NOT NULL REFERENCES users (id),
    at REAL NOT NULL,
    PRIMARY KEY ("case", finding)
) STRICT;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    "case" INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    at REAL NOT NULL,
    user INTEGER NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    remark TEXT NOT NULL,
    text TEXT                          -- the reply after it, where it changed
) STRICT;
CREATE TABLE unsaved (
    "case" INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    user INTEGER NOT NULL REFERENCES users (id),
    text TEXT NOT NULL,
    version INTEGER NOT NULL,          -- of the reply that it was written on
    at REAL NOT NULL,
    PRIMARY KEY ("case", user)
) STRICT;
-- what was approved
CREATE TABLE evidence (
    "case" INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    document TEXT NOT NULL,
    hash TEXT NOT NULL,
    citation TEXT NOT NULL,            -- JSON: title, span, row, cells and quote as they were
    PRIMARY KEY ("case", n)
) STRICT;
CREATE TABLE replies (
    "case" INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    question TEXT NOT NULL,
    region TEXT NOT NULL,
    text TEXT NOT NULL,                -- the paragraphs of the approved reply that are about it
    PRIMARY KEY ("case", position)
) STRICT;
