-- +goose Up
-- What the privacy officer thought of access that stood out. One row for each time somebody looked; the newest of a worker,
-- day and code counts. Rows are not changed. Nothing here tells of a resident: which files it was about is in the trail.
create table oversight_review (
    organisation_id text   not null references organisation (id),
    id              text   not null,
    week            text   not null, -- the Monday with which it begins
    day             text   not null,
    worker_id       text   not null check (worker_id <> ''), -- no reference: "unknown" acts too
    code            text   not null check (code <> ''),      -- what stood out
    seen_to         bigint not null check (seen_to > 0),     -- the newest line that was looked at; what came later is still open
    outcome         text   not null check (outcome in ('in_order', 'talked', 'reported')),
    reviewed_by     text   not null references worker (id),
    reviewed_at     text   not null,
    primary key (organisation_id, id)
);
create index oversight_review_week on oversight_review (organisation_id, week);

-- A verification of the trail that somebody asked for on the page, and what came out.
create table oversight_check (
    organisation_id text   not null references organisation (id),
    id              text   not null,
    asked_by        text   not null references worker (id),
    asked_at        text   not null,
    ended_at        text,
    state           text   not null check (state in ('asked', 'right', 'wrong', 'too_long', 'failed')),
    lines           bigint not null,
    heads           bigint not null, -- signed heads that it was compared with
    findings        bigint not null,
    first_line      bigint not null, -- of the first thing that was wrong
    first_wrong     text   not null,
    primary key (organisation_id, id)
);
create index oversight_check_asked on oversight_check (organisation_id, asked_at);
