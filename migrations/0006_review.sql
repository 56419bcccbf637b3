-- +goose Up
-- Decisions that stand, and why they came back (docs/decisions/0035). What was answered lies here in compact form alone: a
-- million of these are read in seconds.

-- What the numbers in compact cases mean: one row for each set of questions, see framework.Layout.
create table case_layout (
    organisation_id text not null references organisation (id),
    id              text not null check (id <> ''), -- checksum of the body
    body            text not null,
    primary key (organisation_id, id)
);

-- A decision that stands, until a new one follows on or it is ended.
create table open_decision (
    organisation_id   text   not null references organisation (id),
    deliberation_id   text   not null check (deliberation_id <> ''),
    resident_id       text   not null,
    framework         text   not null check (framework <> ''), -- the pack, by id
    framework_version text   not null, -- on which it was decided
    layers            text   not null, -- laid on it, ids with spaces between
    content           text   not null, -- checksum of all content it was decided on
    layout_id         text   not null,
    compact           text   not null, -- base64 of framework.Compact
    form              text   not null, -- the contact form that was chosen
    next_on           text,            -- day of the next contact
    look_on           text,            -- day to look again
    due_on            text,            -- first day on which either brings it back
    opened_at         text   not null,
    version           bigint not null check (version > 0),
    primary key (organisation_id, deliberation_id),
    foreign key (organisation_id, resident_id) references resident (organisation_id, id),
    foreign key (organisation_id, layout_id) references case_layout (organisation_id, id)
);
create index open_decision_resident on open_decision (organisation_id, resident_id);

-- Why a decision came back. That its day has come is no row: that is seen when the list is read.
create table came_back (
    organisation_id text   not null references organisation (id),
    id              text   not null check (id <> ''),
    deliberation_id text   not null,
    resident_id     text   not null,
    kind            text   not null check (kind in ('day', 'next_contact', 'guideline', 'framework', 'event')),
    code            text   not null, -- what it does to the decision (other_advice …), or what happened (address …)
    release_id      text   not null, -- '' when it was no release
    rank            bigint not null, -- what asks most of the worker comes first
    at              text   not null,
    done_at         text,
    done_by         text,
    how             text   not null check (how in ('', 'kept', 'closed')),
    why             text   not null, -- the worker's reason, when it was kept
    primary key (organisation_id, id),
    foreign key (organisation_id, resident_id) references resident (organisation_id, id)
);
-- A release brings a decision back once, also when the work is done again after it was interrupted; something that
-- happened does so as long as nobody looked.
create unique index came_back_release on came_back (organisation_id, deliberation_id, release_id) where release_id <> '';
create unique index came_back_event on came_back (organisation_id, deliberation_id, code) where release_id = '' and done_at is null;
create index came_back_waiting on came_back (organisation_id, deliberation_id) where done_at is null;
create index came_back_resident on came_back (organisation_id, resident_id);

-- What a release changed for one framework with its layers, in words.
create table release_change (
    organisation_id text not null references organisation (id),
    release_id      text not null check (release_id <> ''),
    framework       text not null,
    layers          text not null,
    body            text not null,
    primary key (organisation_id, release_id, framework, layers)
);

-- That the decisions of a release were all brought back, and how many.
create table release_scan (
    organisation_id text   not null references organisation (id),
    release_id      text   not null check (release_id <> ''),
    looked_at       bigint not null,
    same            bigint not null,
    other_reason    bigint not null,
    other_advice    bigint not null,
    cannot_tell     bigint not null,
    finished_at     text   not null,
    primary key (organisation_id, release_id)
);
