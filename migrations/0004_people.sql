-- +goose Up
-- Who is helped, by whom, and how they can be reached (docs/decisions/0032, docs/privacy). Keys begin with the
-- organisation, so that no row can point across organisations.

create table team (
    organisation_id text   not null references organisation (id),
    id              text   not null check (id <> ''),
    name            text   not null check (name <> ''),
    closed_on       text,
    version         bigint not null,
    primary key (organisation_id, id)
);
create unique index team_name on team (organisation_id, name);

create table neighbourhood (
    organisation_id text   not null references organisation (id),
    id              text   not null check (id <> ''),
    name            text   not null check (name <> ''),
    closed_on       text,
    version         bigint not null,
    primary key (organisation_id, id)
);
create unique index neighbourhood_name on neighbourhood (organisation_id, name);

create table target_group (
    organisation_id text   not null references organisation (id),
    id              text   not null check (id <> ''),
    name            text   not null check (name <> ''),
    closed_on       text,
    version         bigint not null,
    primary key (organisation_id, id)
);
create unique index target_group_name on target_group (organisation_id, name);

-- The frame of a file, with what lists and searches need of it. What is known about somebody stands in blocks. No
-- column for a citizen service number, nationality, religion or sex: this work does not need them.
create table resident (
    organisation_id  text    not null references organisation (id),
    id               text    not null check (id <> ''),
    given            text    not null,
    prefix           text    not null,
    family           text    not null,
    called           text    not null,
    sort_key         text    not null, -- folded, for the order of lists
    birth_year       bigint,
    birth_day        text,
    postcode         text    not null, -- empty when not recorded, and always when the address is secret
    house_number     text    not null,
    team_id          text,
    neighbourhood_id text,
    restricted       boolean not null,
    legal_ground     text    not null check (legal_ground in ('wmo_support', 'wmo_enquiry', 'youth', 'general')),
    opened_on        text    not null,
    closed_on        text,
    merged_into      text,
    created_at       text    not null,
    created_by       text    not null,
    version          bigint  not null,
    primary key (organisation_id, id),
    foreign key (organisation_id, team_id) references team (organisation_id, id),
    foreign key (organisation_id, neighbourhood_id) references neighbourhood (organisation_id, id),
    foreign key (organisation_id, merged_into) references resident (organisation_id, id),
    check (given <> '' or called <> '' or family <> '')
);
create index resident_team on resident (organisation_id, team_id, sort_key);
create index resident_sort on resident (organisation_id, sort_key);
create index resident_neighbourhood on resident (organisation_id, neighbourhood_id);
create index resident_postcode on resident (organisation_id, postcode, house_number);
create index resident_birth on resident (organisation_id, birth_year);
create index resident_merged on resident (organisation_id, merged_into) where merged_into is not null;
create index resident_closed on resident (organisation_id, closed_on) where closed_on is not null;

-- A block is one small form: how to reach somebody, what they wish. Each has its own version, so that two people who
-- write in different blocks are not in each other's way. The text inside is the program's.
create table resident_block (
    organisation_id text   not null,
    resident_id     text   not null,
    block           text   not null check (block in ('who', 'reach', 'barriers', 'living', 'household', 'groups', 'wishes',
        'network', 'support', 'safe')),
    version         bigint not null check (version > 0),
    body            text   not null,
    changed_at      text   not null,
    changed_by      text   not null,
    primary key (organisation_id, resident_id, block),
    foreign key (organisation_id, resident_id) references resident (organisation_id, id)
);

-- Every earlier version. Nothing is overwritten; it ends with the file.
create table resident_block_past (
    organisation_id text   not null,
    resident_id     text   not null,
    block           text   not null,
    version         bigint not null,
    body            text   not null,
    changed_at      text   not null,
    changed_by      text   not null,
    primary key (organisation_id, resident_id, block, version),
    foreign key (organisation_id, resident_id) references resident (organisation_id, id)
);

-- What lists are filtered by, written with the block it comes from.
create table resident_tag (
    organisation_id text not null,
    kind            text not null check (kind in ('group', 'barrier')),
    value           text not null check (value <> ''),
    resident_id     text not null,
    primary key (organisation_id, kind, value, resident_id),
    foreign key (organisation_id, resident_id) references resident (organisation_id, id)
);
create index resident_tag_resident on resident_tag (organisation_id, resident_id);

-- Under which folded words somebody is found. Team and order of the name stand here too, so that a common name is read in
-- the order in which it is shown and only as far as it is shown.
create table resident_word (
    organisation_id text not null,
    resident_id     text not null,
    word            text not null check (word <> ''),
    team_id         text not null, -- empty without a team
    sort_key        text not null,
    primary key (organisation_id, resident_id, word),
    foreign key (organisation_id, resident_id) references resident (organisation_id, id)
);
create index resident_word_name on resident_word (organisation_id, word, sort_key, resident_id);
create index resident_word_team on resident_word (organisation_id, word, team_id, sort_key, resident_id);

-- The vocabulary: each word that names somebody here, with the keys under which it is found when typed wrongly.
create table name_key (
    organisation_id text not null references organisation (id),
    lookup          text not null,
    word            text not null,
    primary key (organisation_id, lookup, word)
);
create index name_key_word on name_key (organisation_id, word);

create table caseload (
    organisation_id text not null,
    id              text not null check (id <> ''),
    resident_id     text not null,
    worker_id       text not null references worker (id),
    from_day        text not null,
    until_day       text,
    primary key (organisation_id, id),
    foreign key (organisation_id, resident_id) references resident (organisation_id, id)
);
create unique index caseload_now on caseload (organisation_id, resident_id, worker_id) where until_day is null;
create index caseload_worker on caseload (organisation_id, worker_id, resident_id) where until_day is null;
create index caseload_resident on caseload (organisation_id, resident_id);

create table resident_merge (
    organisation_id text not null,
    id              text not null check (id <> ''),
    kept_id         text not null,
    dropped_id      text not null,
    merged_at       text not null,
    merged_by       text not null,
    undo_until      text not null,
    undone_at       text,
    undone_by       text,
    detail          text not null,
    primary key (organisation_id, id),
    foreign key (organisation_id, kept_id) references resident (organisation_id, id),
    foreign key (organisation_id, dropped_id) references resident (organisation_id, id)
);
create index resident_merge_kept on resident_merge (organisation_id, kept_id);
create index resident_merge_dropped on resident_merge (organisation_id, dropped_id);

-- Two files that may be of one person, for somebody who may see both. Who added the second one is told nothing.
create table possible_double (
    organisation_id text not null,
    resident_id     text not null,
    other_id        text not null,
    found_at        text not null,
    settled_at      text,
    settled_by      text,
    outcome         text check (outcome in ('merged', 'different')),
    primary key (organisation_id, resident_id, other_id),
    foreign key (organisation_id, resident_id) references resident (organisation_id, id),
    foreign key (organisation_id, other_id) references resident (organisation_id, id)
);
create index possible_double_other on possible_double (organisation_id, other_id);

-- A list that is being brought in, part by part: done of total rows are stored. Its text is thrown away when all of it is
-- stored, when it is given up or taken back, and when it is a day old.
create table import_batch (
    organisation_id text   not null references organisation (id),
    id              text   not null check (id <> ''),
    worker_id       text   not null references worker (id),
    team_id         text   not null,
    state           text   not null check (state in ('uploaded', 'storing', 'stored', 'undoing', 'undone', 'dropped')),
    data            text   not null,
    mapping         text   not null,
    total           bigint not null check (total >= 0),
    done            bigint not null check (done >= 0 and done <= total),
    created_at      text   not null,
    stored_at       text,
    undo_until      text,
    version         bigint not null,
    primary key (organisation_id, id),
    foreign key (organisation_id, team_id) references team (organisation_id, id)
);
create index import_batch_worker on import_batch (organisation_id, worker_id);

create table import_resident (
    organisation_id text not null,
    import_id       text not null,
    resident_id     text not null,
    primary key (organisation_id, import_id, resident_id),
    foreign key (organisation_id, import_id) references import_batch (organisation_id, id),
    foreign key (organisation_id, resident_id) references resident (organisation_id, id)
);
create index import_resident_resident on import_resident (organisation_id, resident_id);

create table saved_filter (
    organisation_id text   not null references organisation (id),
    id              text   not null check (id <> ''),
    owner_id        text   not null references worker (id),
    team_id         text,
    name            text   not null check (name <> ''),
    query           text   not null,
    version         bigint not null,
    primary key (organisation_id, id),
    foreign key (organisation_id, team_id) references team (organisation_id, id)
);
create index saved_filter_owner on saved_filter (organisation_id, owner_id);
create index saved_filter_team on saved_filter (organisation_id, team_id);

-- What stays of an erased file: that it was there, and that it went on a ground. Nothing about the person.
create table resident_erased (
    organisation_id text   not null references organisation (id),
    resident_id     text   not null check (resident_id <> ''),
    ground          text   not null check (ground in ('term', 'request', 'mistake', 'import_undone')),
    legal_ground    text   not null,
    closed_on       text,
    rows_erased     bigint not null,
    erased_at       text   not null,
    erased_by       text   not null,
    primary key (organisation_id, resident_id)
);
