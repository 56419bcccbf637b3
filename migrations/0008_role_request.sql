-- +goose Up
-- Roles that see or hand out more, asked for by one administrator and not given until another says yes. One for a person
-- at a time; it goes when it is answered, when it is over, or when the account ends.
create table role_request (
    worker_id       text not null primary key references worker (id),
    organisation_id text not null references organisation (id),
    roles           text not null check (roles <> ''), -- all the roles this person would have, with spaces between them
    version         bigint not null, -- of the account as it was; another one means that something changed meanwhile
    asked_by        text not null references worker (id),
    asked_at        text not null,
    expires_at      text not null
);
