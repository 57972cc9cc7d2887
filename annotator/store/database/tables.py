"""The tables as the first migration makes them. Never edited: what changes later is a migration of its own.

``articles``, ``proposal_sets`` with their items and ``decisions`` are history: triggers refuse to change
them. ``review_entities`` and ``review_relations`` are the projection of the decisions, ``listing`` and
``listing_counts`` of the reviews; ``annotator doctor`` proves them by making them again.
"""

from __future__ import annotations

SETTINGS = """
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE label_schemas (
    sha256   TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    name     TEXT NOT NULL,
    version  TEXT NOT NULL,
    source   TEXT NOT NULL CHECK (json_valid(source)),
    added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# the text stands last: the columns before it are read without touching its pages
ARTICLES = """
CREATE TABLE articles (
    ordinal     INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT NOT NULL UNIQUE
                CHECK (length(id) BETWEEN 1 AND 200 AND id NOT GLOB '*[^A-Za-z0-9_.:-]*'),
    title       TEXT NOT NULL,
    source      TEXT NOT NULL,
    published   TEXT,
    extra       TEXT NOT NULL CHECK (json_valid(extra)),
    ingested_at TEXT NOT NULL,
    text_length INTEGER NOT NULL,
    text_sha256 TEXT NOT NULL UNIQUE CHECK (length(text_sha256) = 64),
    text        TEXT NOT NULL,
    CHECK (text_length > 0 AND text_length = length(text))
) STRICT;

CREATE TRIGGER articles_never_change BEFORE UPDATE ON articles
BEGIN SELECT RAISE(ABORT, 'an article never changes'); END;

CREATE VIRTUAL TABLE article_search USING fts5 (
    id, title, source, text, content = 'articles', content_rowid = 'ordinal',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_searched AFTER INSERT ON articles BEGIN
    INSERT INTO article_search (rowid, id, title, source, text)
    VALUES (new.ordinal, new.id, new.title, new.source, new.text);
END;
CREATE TRIGGER articles_forgotten AFTER DELETE ON articles BEGIN
    INSERT INTO article_search (article_search, rowid, id, title, source, text)
    VALUES ('delete', old.ordinal, old.id, old.title, old.source, old.text);
END;
"""

PROPOSALS = """
CREATE TABLE extractors (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL CHECK (name <> ''),
    version       TEXT NOT NULL CHECK (version <> ''),
    configuration TEXT NOT NULL CHECK (json_valid(configuration)),
    added_at      TEXT NOT NULL,
    UNIQUE (name, version)
) STRICT;

CREATE TABLE proposal_sets (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id    TEXT NOT NULL REFERENCES articles (id),
    extractor_id  INTEGER NOT NULL REFERENCES extractors (id),
    schema_sha256 TEXT NOT NULL REFERENCES label_schemas (sha256),
    furniture     TEXT NOT NULL CHECK (json_valid(furniture)),
    entities      INTEGER NOT NULL CHECK (entities >= 0),
    relations     INTEGER NOT NULL CHECK (relations >= 0),
    created_at    TEXT NOT NULL,
    UNIQUE (article_id, extractor_id, schema_sha256)
) STRICT;
CREATE INDEX proposal_sets_by_extractor ON proposal_sets (extractor_id, schema_sha256, article_id);

CREATE TABLE proposed_entities (
    set_id     INTEGER NOT NULL REFERENCES proposal_sets (id),
    id         TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
    start      INTEGER NOT NULL CHECK (start >= 0),
    "end"      INTEGER NOT NULL,
    label      TEXT NOT NULL CHECK (label <> ''),
    score      REAL CHECK (score BETWEEN 0 AND 1),
    attributes TEXT NOT NULL CHECK (json_valid(attributes)),
    PRIMARY KEY (set_id, id),
    CHECK ("end" > start)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposed_relations (
    set_id     INTEGER NOT NULL REFERENCES proposal_sets (id),
    id         TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
    head       TEXT NOT NULL,
    tail       TEXT NOT NULL,
    label      TEXT NOT NULL CHECK (label <> ''),
    score      REAL CHECK (score BETWEEN 0 AND 1),
    attributes TEXT NOT NULL CHECK (json_valid(attributes)),
    pattern    TEXT,
    PRIMARY KEY (set_id, id),
    FOREIGN KEY (set_id, head) REFERENCES proposed_entities (set_id, id),
    FOREIGN KEY (set_id, tail) REFERENCES proposed_entities (set_id, id),
    CHECK (head <> tail)
) STRICT, WITHOUT ROWID;
"""

# start_revision: what the revision was when the review (re)started from its proposals. An operation on a
# picture from before a restart then carries an older revision, and collides instead of hitting another item
# of the same id.
REVIEWS = """
CREATE TABLE reviews (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id      TEXT NOT NULL REFERENCES articles (id),
    reviewer        TEXT,
    mode            TEXT NOT NULL CHECK (mode IN ('assisted', 'blind')),
    proposal_set_id INTEGER REFERENCES proposal_sets (id),
    schema_sha256   TEXT NOT NULL REFERENCES label_schemas (sha256),
    status          TEXT NOT NULL CHECK (status IN ('new', 'in_progress', 'complete', 'skipped', 'flagged')),
    comment         TEXT NOT NULL,
    start_revision  INTEGER NOT NULL CHECK (start_revision >= 0),
    revision        INTEGER NOT NULL,
    selection       TEXT,
    created_at      TEXT NOT NULL,
    started_at      TEXT,
    completed_at    TEXT,
    completed_by    TEXT,
    updated_at      TEXT NOT NULL,
    entities        INTEGER NOT NULL CHECK (entities >= 0),
    relations       INTEGER NOT NULL CHECK (relations >= 0),
    pending         INTEGER NOT NULL CHECK (pending BETWEEN 0 AND entities + relations),
    CHECK (revision >= start_revision),
    CHECK ((status = 'complete') = (completed_at IS NOT NULL)),
    CHECK ((completed_at IS NULL) = (completed_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX reviews_shared ON reviews (article_id) WHERE reviewer IS NULL;
CREATE UNIQUE INDEX reviews_own ON reviews (article_id, reviewer) WHERE reviewer IS NOT NULL;
CREATE INDEX reviews_completed ON reviews (completed_by, completed_at) WHERE completed_at IS NOT NULL;

CREATE TABLE review_entities (
    review_id        INTEGER NOT NULL REFERENCES reviews (id),
    id               TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
    start            INTEGER NOT NULL CHECK (start >= 0),
    "end"            INTEGER NOT NULL,
    label            TEXT NOT NULL CHECK (label <> ''),
    origin           TEXT NOT NULL CHECK (origin IN ('machine', 'human')),
    score            REAL CHECK (score BETWEEN 0 AND 1),
    attributes       TEXT NOT NULL CHECK (json_valid(attributes)),
    status           TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'rejected', 'corrected',
    'added')), changed_revision INTEGER NOT NULL, changed_client   TEXT NOT NULL, PRIMARY KEY (review_id,
    id), CHECK ("end" > start)
) STRICT, WITHOUT ROWID;

CREATE TABLE review_relations (
    review_id        INTEGER NOT NULL REFERENCES reviews (id),
    id               TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
    head             TEXT NOT NULL,
    tail             TEXT NOT NULL,
    label            TEXT NOT NULL CHECK (label <> ''),
    origin           TEXT NOT NULL CHECK (origin IN ('machine', 'human')),
    score            REAL CHECK (score BETWEEN 0 AND 1),
    attributes       TEXT NOT NULL CHECK (json_valid(attributes)),
    status           TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'rejected', 'corrected',
    'added')), pattern          TEXT, changed_revision INTEGER NOT NULL, changed_client   TEXT NOT NULL,
    PRIMARY KEY (review_id, id), FOREIGN KEY (review_id, head) REFERENCES review_entities (review_id, id),
    FOREIGN KEY (review_id, tail) REFERENCES review_entities (review_id, id), CHECK (head <> tail)
) STRICT, WITHOUT ROWID;

CREATE VIEW gold_entities AS
    SELECT review.article_id, review.id AS review_id, item.id, item.start, item."end", item.label,
    item.origin,
           item.score, item.attributes, item.status
    FROM reviews AS review JOIN review_entities AS item ON item.review_id = review.id
    WHERE review.status = 'complete' AND item.status IN ('accepted', 'corrected', 'added');

CREATE VIEW gold_relations AS
    SELECT review.article_id, review.id AS review_id, item.id, item.head, item.tail, item.label, item.origin,
           item.score, item.attributes, item.status, item.pattern
    FROM reviews AS review JOIN review_relations AS item ON item.review_id = review.id
    WHERE review.status = 'complete' AND item.status IN ('accepted', 'corrected', 'added');
"""

# article_id is no foreign key: an operation on an unknown article is refused, and that is logged.
# What can be long stands last: the columns before it are read without touching its pages.
DECISIONS = """
CREATE TABLE decisions (
    sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
    client        TEXT NOT NULL CHECK (length(client) BETWEEN 1 AND 64),
    client_seq    INTEGER NOT NULL CHECK (client_seq > 0),
    reviewer      TEXT NOT NULL,
    article_id    TEXT NOT NULL,
    review_id     INTEGER REFERENCES reviews (id),
    base_revision INTEGER NOT NULL CHECK (base_revision >= 0),
    revision      INTEGER,
    verb          TEXT NOT NULL,
    outcome       TEXT NOT NULL CHECK (outcome IN ('applied', 'refused', 'collided')),
    changed       INTEGER NOT NULL CHECK (changed = (changes <> '[]')),
    target_client TEXT,
    target_seq    INTEGER,
    collided_with INTEGER REFERENCES decisions (sequence),
    seconds       REAL CHECK (seconds >= 0),
    created_at    TEXT NOT NULL,
    reason        TEXT,
    payload       TEXT NOT NULL CHECK (json_valid(payload)),
    changes       TEXT NOT NULL CHECK (json_valid(changes)),
    UNIQUE (client, client_seq),
    CHECK ((outcome = 'applied') = (revision IS NOT NULL)),
    CHECK ((outcome = 'applied') = (reason IS NULL)),
    CHECK (outcome <> 'applied' OR review_id IS NOT NULL),
    CHECK (outcome = 'applied' OR NOT changed),
    CHECK (outcome = 'collided' OR collided_with IS NULL),
    CHECK ((target_client IS NULL) = (target_seq IS NULL))
) STRICT;
CREATE UNIQUE INDEX decisions_by_review ON decisions (review_id, revision) WHERE revision IS NOT NULL;
CREATE INDEX decisions_by_reviewer ON decisions (reviewer, sequence);
CREATE INDEX decisions_not_applied ON decisions (review_id, reviewer) WHERE outcome <> 'applied';
"""

# all that the list sorts by stands in one small row: pages come from an index, whatever the length of the
# texts
LISTING = """
CREATE TABLE listing (
    ordinal    INTEGER PRIMARY KEY REFERENCES articles (ordinal),
    article_id TEXT NOT NULL UNIQUE REFERENCES articles (id),
    title      TEXT NOT NULL COLLATE NOCASE,
    published  TEXT,
    status     TEXT NOT NULL,
    entities   INTEGER NOT NULL,
    relations  INTEGER NOT NULL,
    pending    INTEGER NOT NULL,
    updated_at TEXT
) STRICT;
CREATE INDEX listing_by_status ON listing (status, ordinal);
CREATE INDEX listing_by_title ON listing (title);
CREATE INDEX listing_by_published ON listing (published);
CREATE INDEX listing_by_updated ON listing (updated_at);

CREATE TABLE listing_counts (
    status   TEXT PRIMARY KEY,
    articles INTEGER NOT NULL CHECK (articles >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO listing_counts (status, articles)
    VALUES ('new', 0), ('in_progress', 0), ('complete', 0), ('skipped', 0), ('flagged', 0);

CREATE TRIGGER articles_listed AFTER INSERT ON articles BEGIN
    INSERT INTO listing (ordinal, article_id, title, published, status, entities, relations, pending,
    updated_at) VALUES (new.ordinal, new.id, new.title, new.published, 'new', 0, 0, 0, NULL);
END;
CREATE TRIGGER listing_counted AFTER INSERT ON listing BEGIN
    UPDATE listing_counts SET articles = articles + 1 WHERE status = new.status;
END;
CREATE TRIGGER listing_recounted AFTER UPDATE OF status ON listing WHEN old.status <> new.status BEGIN
    UPDATE listing_counts SET articles = articles - 1 WHERE status = old.status;
    UPDATE listing_counts SET articles = articles + 1 WHERE status = new.status;
END;
CREATE TRIGGER proposals_listed AFTER INSERT ON proposal_sets
WHEN NOT EXISTS (
    SELECT 1 FROM reviews
    WHERE article_id = new.article_id AND reviewer IS NULL AND revision > start_revision
) BEGIN
    UPDATE listing
    SET entities = new.entities, relations = new.relations, pending = new.entities + new.relations
    WHERE article_id = new.article_id;
END;
CREATE TRIGGER reviews_listed AFTER INSERT ON reviews WHEN new.reviewer IS NULL BEGIN
    UPDATE listing
    SET status = new.status, entities = new.entities, relations = new.relations, pending = new.pending,
        updated_at = new.updated_at
    WHERE article_id = new.article_id;
END;
CREATE TRIGGER reviews_relisted AFTER UPDATE ON reviews WHEN new.reviewer IS NULL BEGIN
    UPDATE listing
    SET status = new.status, entities = new.entities, relations = new.relations, pending = new.pending,
        updated_at = new.updated_at
    WHERE article_id = new.article_id;
END;
"""


#: Tables that are history, with what SQLite says to whoever wants to change one.
FROZEN_TABLES = {
    "decisions": "decisions are only ever added",
    "proposal_sets": "proposals never change",
    "proposed_entities": "proposals never change",
    "proposed_relations": "proposals never change",
}

FROZEN = "\n".join(
    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END;"
    for table, sentence in FROZEN_TABLES.items()
    for verb in ("UPDATE", "DELETE")
)

FIRST_TABLES = (SETTINGS, ARTICLES, PROPOSALS, REVIEWS, DECISIONS, LISTING, FROZEN)
