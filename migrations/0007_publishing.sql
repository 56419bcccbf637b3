-- +goose Up
-- Frameworks and guidelines that an organisation writes itself (docs/decisions/0036). A version is never deleted: advice
-- that was given points at it.

-- How many releases and withdrawals an organisation has had: what every process compares with what it holds in memory.
create table pack_release (
    organisation_id text   not null references organisation (id) primary key,
    number          bigint not null check (number > 0)
);

-- A version of a pack: a folder of text files with what happened to it. Name, version and kind are those of its header
-- when it was last saved and could be read.
create table pack_version (
    organisation_id  text   not null references organisation (id),
    id               text   not null check (id <> ''),
    pack_id          text   not null check (pack_id <> ''),
    pack_version     text   not null check (pack_version <> ''),
    kind             text   not null check (kind in ('framework', 'guidelines', 'helplines')),
    based_on         text   not null, -- id@version that it began as, '' for none
    state            text   not null check (state in ('draft', 'proposed', 'released', 'withdrawn')),
    checksum         text   not null, -- over the files, as they are now
    created_by       text   not null references worker (id),
    created_at       text   not null,
    changed_at       text   not null,
    proposed_by      text   references worker (id),
    released_by      text   references worker (id),
    released_at      text,
    release_number   bigint, -- its place in the order of releases
    withdrawn_number bigint, -- when it was in force and is no longer
    withdrawn_at     text,
    version          bigint not null check (version > 0),
    primary key (organisation_id, id),
    check (state not in ('proposed', 'released') or proposed_by is not null),
    check (state <> 'released' or (released_by is not null and released_by <> proposed_by and released_by <> created_by))
);
create index pack_version_pack on pack_version (organisation_id, pack_id, created_at);
-- A version that was in force keeps its name for ever.
create unique index pack_version_released on pack_version (organisation_id, pack_id, pack_version) where release_number is not null;

create table pack_file (
    organisation_id text   not null,
    version_id      text   not null,
    name            text   not null check (name <> ''), -- pack.yaml, rules.yaml, cases/heat.yaml
    body            text   not null,
    version         bigint not null check (version > 0),
    primary key (organisation_id, version_id, name),
    foreign key (organisation_id, version_id) references pack_version (organisation_id, id)
);

-- Who wrote at a version: they do not release it.
create table pack_author (
    organisation_id text not null,
    version_id      text not null,
    worker_id       text not null references worker (id),
    primary key (organisation_id, version_id, worker_id),
    foreign key (organisation_id, version_id) references pack_version (organisation_id, id)
);

-- What happened to a version, with the words that were said at it.
create table pack_act (
    organisation_id text not null,
    id              text not null check (id <> ''),
    version_id      text not null,
    act             text not null check (act in ('started', 'proposed', 'sent_back', 'released', 'withdrawn')),
    words           text not null,
    done_by         text not null references worker (id),
    done_at         text not null,
    primary key (organisation_id, id),
    foreign key (organisation_id, version_id) references pack_version (organisation_id, id)
);
create index pack_act_version on pack_act (organisation_id, version_id, done_at);

-- Who was consulted about a version, and how; or why not.
create table pack_consulted (
    organisation_id text    not null,
    version_id      text    not null,
    party           text    not null check (party in ('workers', 'client_council', 'experience')),
    asked           boolean not null,
    words           text    not null check (words <> ''), -- how, or why not
    asked_on        text,
    written_by      text    not null references worker (id),
    primary key (organisation_id, version_id, party),
    check (not asked or asked_on is not null),
    foreign key (organisation_id, version_id) references pack_version (organisation_id, id)
);

-- Work in the background: reckon what a version would change in open decisions, and bring those back after a release.
-- Any process takes what waits, and what another one left: who works says so in beat_at.
create table pack_run (
    organisation_id text   not null,
    id              text   not null check (id <> ''),
    version_id      text   not null,
    task            text   not null check (task in ('impact', 'back')),
    leaving         boolean not null, -- about taking the version out of force
    checksum        text   not null, -- of the files that it is about
    state           text   not null check (state in ('waiting', 'running', 'done', 'interrupted')),
    done            bigint not null,
    total           bigint not null,
    open            bigint not null,
    same            bigint not null,
    other_reason    bigint not null,
    other_advice    bigint not null,
    cannot_tell     bigint not null,
    tries           bigint not null,
    started_by      text   not null references worker (id),
    started_at      text   not null,
    beat_at         text   not null,
    ended_at        text,
    primary key (organisation_id, id),
    foreign key (organisation_id, version_id) references pack_version (organisation_id, id)
);
create index pack_run_version on pack_run (organisation_id, version_id, started_at);
create index pack_run_open on pack_run (state, beat_at) where state in ('waiting', 'running');

-- A remark that somebody left at one item of a pack. It never names a resident; there is no column for one.
create table pack_remark (
    organisation_id text   not null references organisation (id),
    id              text   not null check (id <> ''),
    pack_id         text   not null check (pack_id <> ''),
    pack_version    text   not null,
    item            text   not null check (item <> ''), -- rule:too-hot, question:floor, pack
    body            text   not null check (body <> ''),
    state           text   not null check (state in ('new', 'answered', 'taken')),
    left_by         text   not null references worker (id),
    left_at         text   not null,
    answer          text   not null,
    answered_by     text   references worker (id),
    answered_at     text,
    taken_in        text   not null, -- the version of the pack in which it was taken up
    version         bigint not null check (version > 0),
    primary key (organisation_id, id),
    check (state = 'new' or answered_by is not null)
);
create index pack_remark_pack on pack_remark (organisation_id, pack_id, item, left_at);
create index pack_remark_mine on pack_remark (organisation_id, left_by, left_at);
