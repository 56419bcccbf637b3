-- +goose Up
-- The audit trail: who did what, when, to whom and on what ground (NEN 7513). Each organisation has a log of its own,
-- numbered from 1 without gaps. Lines are stored in the transaction of what they tell, and never changed; at the end of
-- their term the values that point at people go, and everything else stays (decision 30).

-- One row per organisation. Giving numbers changes this row first, so that whoever numbers lines of one organisation
-- passes one by one: that is what keeps the numbers without gaps on both engines.
create table audit_log (
    organisation_id text   not null check (organisation_id <> ''),
    size            bigint not null check (size >= 0),
    last_at         text   not null,
    primary key (organisation_id)
);

-- Lines that were stored with what they tell and wait, some hundredths of a second, for their number. Nobody waits for
-- anybody here. When a line gets its number it goes from here to the tables below, in one transaction.
create table audit_waiting (
    organisation_id text    not null check (organisation_id <> ''),
    id              text    not null, -- begins with the moment
    body            text    not null, -- the whole line
    mark            text    not null, -- proves to who holds the key that the program wrote it
    refused         boolean not null, -- it was changed while it waited, and gets no number
    primary key (organisation_id, id)
);

-- No foreign keys from here on: verification tells of any row that does not belong to a line, or lacks one, so looking
-- for it with each row that is added is work for nothing.
create table audit_line (
    organisation_id text   not null,
    seq             bigint not null check (seq > 0),
    at              text   not null, -- never earlier than the line before
    behind          bigint not null check (behind >= 0), -- how many microseconds the clock stood behind the line before
    event           text   not null check (event <> ''),
    role            text   not null,
    device          text   not null, -- a class such as phone, never a make
    address         text   not null, -- a class such as inside, never the address
    kind            text   not null,
    outcome         text   not null check (outcome in ('done', 'refused', 'failed')),
    detail          text   not null,
    version         text   not null, -- of the program
    -- What points at people. Empty strings say that there was nothing to tell; null says that it was forgotten.
    actor_id        text,
    behalf_of       text,
    session         text,
    object_id       text,
    ground          text,
    request         text,
    sealed          text   not null, -- SHA-256 over the salt and the values that point at people
    leaf            text   not null, -- SHA-256 over the whole line, the leaf of the tree
    mark            text   not null, -- proves to who holds the key that the program wrote it
    primary key (organisation_id, seq)
);

create index audit_line_actor on audit_line (organisation_id, actor_id, seq);
create index audit_line_at on audit_line (organisation_id, at, seq);

-- The residents a line is about. A table of its own, because "who saw my file" asks for it.
create table audit_resident (
    organisation_id text   not null,
    seq             bigint not null,
    place           bigint not null check (place > 0),
    resident_id     text   not null check (resident_id <> ''),
    primary key (organisation_id, seq, place)
);

create index audit_resident_resident on audit_resident (organisation_id, resident_id, seq);

-- The salts stand apart: without its salt a sealed value cannot be guessed at, also not from an old leaf.
create table audit_salt (
    organisation_id text   not null,
    seq             bigint not null,
    salt            text   not null check (salt <> ''),
    primary key (organisation_id, seq)
);

-- The higher hashes of the tree, one for every 256 hashes of the level below. Level 0 is the column leaf.
create table audit_tree (
    organisation_id text   not null,
    level           bigint not null check (level in (1, 2, 3, 4)),
    place           bigint not null check (place >= 0),
    hash            text   not null,
    primary key (organisation_id, level, place)
);
