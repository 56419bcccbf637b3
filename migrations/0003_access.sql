-- +goose Up
-- Who somebody is, how they prove it, and the traces of that (docs/decisions/0031). No table here holds a secret that can
-- be used as it is stored: passwords are slow hashes, tokens and codes are hashes of random values, seeds are sealed.

create table organisation (
    id         text not null primary key,
    name       text not null check (name <> ''),
    short_name text not null unique check (short_name <> ''),
    created_at text not null,
    version    bigint not null
);

-- A worker is a person with an account. The row stays when somebody leaves, because records point at it; the sign-in
-- name is then free for a successor, who gets a row of their own and inherits nothing.
create table worker (
    id              text not null primary key,
    organisation_id text not null references organisation (id),
    login           text not null check (login <> ''),
    name            text not null check (name <> ''),
    state           text not null check (state in ('invited', 'active', 'suspended', 'left')),
    password_hash   text,
    password_at     text,
    created_at      text not null,
    ended_at        text,
    version         bigint not null
);
create unique index worker_login on worker (organisation_id, login) where state <> 'left';

create table worker_role (
    organisation_id text not null references organisation (id),
    worker_id       text not null references worker (id),
    role            text not null check (role in ('worker', 'team_lead', 'framework_editor', 'volunteer_coordinator',
        'dayactivity_coordinator', 'client_supporter', 'manager', 'privacy_officer', 'administrator', 'network_partner')),
    primary key (worker_id, role)
);

-- The teams themselves are kept elsewhere; here their ids mean nothing.
create table worker_team (
    organisation_id text not null references organisation (id),
    worker_id       text not null references worker (id),
    team_id         text not null check (team_id <> ''),
    primary key (worker_id, team_id)
);
create index worker_team_team on worker_team (organisation_id, team_id);

create table session (
    token_hash      text not null primary key,
    organisation_id text not null references organisation (id),
    worker_id       text not null references worker (id),
    device          text not null,
    created_at      text not null,
    seen_at         text not null,
    strong_at       text not null,
    locked_at       text,
    expires_at      text not null
);
create index session_worker on session (organisation_id, worker_id);

-- A browser in which somebody signed in before: guesses made elsewhere do not lock this person out of it.
create table known_device (
    token_hash      text not null,
    organisation_id text not null references organisation (id),
    worker_id       text not null references worker (id),
    created_at      text not null,
    expires_at      text not null,
    primary key (token_hash, worker_id)
);

create table totp_factor (
    worker_id       text not null primary key references worker (id),
    organisation_id text not null references organisation (id),
    secret          text not null check (secret <> ''),
    last_step       bigint not null,
    created_at      text not null
);

create table recovery_code (
    code_hash       text not null primary key,
    organisation_id text not null references organisation (id),
    worker_id       text not null references worker (id),
    created_at      text not null,
    used_at         text
);
create index recovery_code_worker on recovery_code (organisation_id, worker_id);

create table passkey (
    id              text not null primary key,
    organisation_id text not null references organisation (id),
    worker_id       text not null references worker (id),
    credential_id   text not null unique,
    credential      text not null,
    name            text not null,
    created_at      text not null,
    used_at         text
);
create index passkey_worker on passkey (organisation_id, worker_id);

-- An account at an outside provider, linked by its owner while signed in; never by an e-mail address.
create table outside_identity (
    organisation_id text not null references organisation (id),
    issuer          text not null,
    subject         text not null,
    worker_id       text not null references worker (id),
    created_at      text not null,
    primary key (organisation_id, issuer, subject)
);

-- Links that are handed over: first start, invitation, a new password or factor. organisation_id is empty for the first start.
create table access_link (
    token_hash      text not null primary key,
    organisation_id text references organisation (id),
    purpose         text not null check (purpose in ('setup', 'invitation', 'new_password', 'new_factor')),
    worker_id       text references worker (id),
    made_by         text references worker (id),
    created_at      text not null,
    expires_at      text not null,
    used_at         text
);
create index access_link_worker on access_link (organisation_id, worker_id);

-- Somebody half way: the password was right and the second factor is asked, or a passkey or provider was sent for.
create table access_step (
    token_hash      text not null primary key,
    organisation_id text references organisation (id),
    worker_id       text references worker (id),
    kind            text not null check (kind <> ''),
    data            text not null,
    created_at      text not null,
    expires_at      text not null
);

-- How fast guesses may follow each other: the moment, in microseconds, at which the next one is due.
create table throttle (
    scope    text not null,
    key_hash text not null,
    due      bigint not null,
    primary key (scope, key_hash)
);

create table access_notice (
    id              text not null primary key,
    organisation_id text not null references organisation (id),
    worker_id       text not null references worker (id),
    kind            text not null check (kind <> ''),
    about           text not null,
    by_worker       text references worker (id),
    created_at      text not null,
    seen_at         text
);
create index access_notice_worker on access_notice (organisation_id, worker_id);

-- Break-glass: somebody opened a file that was closed to them. The terms are those of the moment it began.
create table break_glass (
    id              text not null primary key,
    organisation_id text not null references organisation (id),
    worker_id       text not null references worker (id),
    resident_id     text not null check (resident_id <> ''),
    reason          text not null check (reason in ('danger', 'colleague_away', 'asked_by_resident', 'other')),
    explanation     text not null check (explanation <> ''),
    began_at        text not null,
    until_at        text not null,
    ended_at        text,
    review_by       text not null,
    reviewed_at     text,
    reviewed_by     text references worker (id),
    outcome         text check (outcome in ('right', 'wrong', 'talk')),
    review_note     text
);
create index break_glass_worker on break_glass (organisation_id, worker_id, resident_id);
create index break_glass_resident on break_glass (organisation_id, resident_id);

-- "I know this person": the file is closed to this worker, without a question why.
create table conflict_mark (
    organisation_id text not null references organisation (id),
    worker_id       text not null references worker (id),
    resident_id     text not null check (resident_id <> ''),
    marked_by       text not null references worker (id),
    marked_at       text not null,
    primary key (organisation_id, worker_id, resident_id)
);

-- The key of each form that was sent, with what came of it, stored in the transaction of the change itself.
create table once (
    organisation_id text not null references organisation (id),
    worker_id       text not null references worker (id),
    form_key        text not null check (form_key <> ''),
    result          text not null,
    stored_at       text not null,
    primary key (organisation_id, worker_id, form_key)
);
create index once_stored on once (stored_at);
