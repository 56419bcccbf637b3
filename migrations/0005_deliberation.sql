-- +goose Up
-- Weighing about a resident (docs/decisions/0034): what was answered, who thought along, what was decided and on what it
-- rested. Rows of a deliberation that is not open any more are never changed; every statement asks for state = 'open'.

create table deliberation (
    organisation_id   text   not null references organisation (id),
    id                text   not null check (id <> ''),
    resident_id       text   not null,
    framework         text   not null check (framework <> ''), -- the pack, by id
    framework_version text   not null, -- the version it began with; what it ended with stands in the receipt
    plan_day          text   not null, -- 2020-05-20, or with a time: 2020-05-20 14:00
    variant           text   not null, -- role of the worker, '' when not chosen
    level             text   not null,
    flow              text   not null,
    layers            text   not null, -- agreements laid on it, a list of ids
    state             text   not null check (state in ('open', 'decided', 'ended')),
    follows_id        text,            -- the deliberation that this one follows on
    setting_version   bigint not null, -- counts changes of day, role and the rest of the setting
    version           bigint not null, -- counts every change of anything below; each change begins by raising it
    started_at        text   not null,
    started_by        text   not null references worker (id),
    closed_at         text,
    closed_by         text,
    primary key (organisation_id, id),
    foreign key (organisation_id, resident_id) references resident (organisation_id, id),
    foreign key (organisation_id, follows_id) references deliberation (organisation_id, id)
);
create index deliberation_resident on deliberation (organisation_id, resident_id, started_at);
create index deliberation_mine on deliberation (organisation_id, started_by) where state = 'open';
create index deliberation_follows on deliberation (organisation_id, follows_id) where follows_id is not null;

-- An answer as it stands now. Values are the words that a form sends; an empty list is an answer that was taken back.
create table deliberation_answer (
    organisation_id text   not null,
    deliberation_id text   not null,
    question        text   not null check (question <> ''),
    person          text   not null, -- of whom it was asked, '' when not per person
    version         bigint not null check (version > 0),
    given           text   not null,
    asked_on        text   not null, -- when it was asked of the resident, '' when not told
    source          text   not null check (source in ('worker', 'file', 'earlier')),
    source_on       text   not null, -- day of what it came from, '' for the worker's own
    changed_at      text   not null,
    changed_by      text   not null references worker (id),
    page            text   not null, -- the page that wrote it: a page that did not hear back is not in conflict with itself
    primary key (organisation_id, deliberation_id, question, person),
    foreign key (organisation_id, deliberation_id) references deliberation (organisation_id, id)
);

-- What somebody answered while somebody else, or they themselves elsewhere, had answered otherwise. Both stay until one
-- is chosen.
create table deliberation_beside (
    organisation_id text not null,
    deliberation_id text not null,
    question        text not null check (question <> ''),
    person          text not null,
    given_by        text not null references worker (id),
    given           text not null,
    asked_on        text not null,
    given_at        text not null,
    primary key (organisation_id, deliberation_id, question, person, given_by),
    foreign key (organisation_id, deliberation_id) references deliberation (organisation_id, id)
);

-- Thinking along. What was answered stands in the record, dissent too.
create table deliberation_consult (
    organisation_id text not null,
    id              text not null check (id <> ''),
    deliberation_id text not null,
    asked_of        text not null references worker (id),
    asked_by        text not null references worker (id),
    asked_at        text not null,
    question        text not null,
    state           text not null check (state in ('open', 'answered', 'withdrawn', 'closed')),
    verdict         text not null check (verdict in ('', 'agree', 'partly', 'dissent')),
    answer          text not null,
    ended_at        text,
    primary key (organisation_id, id),
    foreign key (organisation_id, deliberation_id) references deliberation (organisation_id, id)
);
create index deliberation_consult_of on deliberation_consult (organisation_id, asked_of, state);
create index deliberation_consult_on on deliberation_consult (organisation_id, deliberation_id);

-- Approval where the framework asks for it. It never blocks: deciding without it takes a reason.
create table deliberation_approval (
    organisation_id text not null,
    id              text not null check (id <> ''),
    deliberation_id text not null,
    role            text not null check (role <> ''), -- of the framework
    asked_by        text not null references worker (id),
    asked_at        text not null,
    form            text not null, -- for which contact form it is asked, '' for the whole
    state           text not null check (state in ('asked', 'approved', 'refused', 'withdrawn')),
    given_by        text references worker (id),
    given_at        text,
    reason          text not null,
    primary key (organisation_id, id),
    foreign key (organisation_id, deliberation_id) references deliberation (organisation_id, id)
);
create index deliberation_approval_on on deliberation_approval (organisation_id, deliberation_id);

-- How a deliberation ended, once: with a decision, or without one and why. Columns are what lists need; body is the rest.
create table deliberation_decision (
    organisation_id text not null,
    deliberation_id text not null,
    form            text not null, -- the contact form that was chosen first, '' when it ended without
    next_on         text,          -- day of the next contact
    look_on         text,          -- day to look again
    body            text not null,
    decided_at      text not null,
    decided_by      text not null references worker (id),
    primary key (organisation_id, deliberation_id),
    foreign key (organisation_id, deliberation_id) references deliberation (organisation_id, id)
);
create index deliberation_decision_look on deliberation_decision (organisation_id, look_on) where look_on is not null;

-- On what a decision rested: packs with their checksums, setting, answers, the advice as it was shown, the decision itself.
-- Packed text, with the SHA-256 of what is in it. It explains itself without the program's other tables.
create table deliberation_receipt (
    organisation_id text   not null,
    deliberation_id text   not null,
    format          bigint not null,
    hash            text   not null check (hash <> ''),
    body            text   not null,
    primary key (organisation_id, deliberation_id),
    foreign key (organisation_id, deliberation_id) references deliberation (organisation_id, id)
);

-- Why the resident's copy was printed although the safe-to-contact rule warned against it.
create table deliberation_print (
    organisation_id text not null,
    id              text not null check (id <> ''),
    deliberation_id text not null,
    reason          text not null,
    warned          text not null, -- what the rule said, as a code
    printed_at      text not null,
    printed_by      text not null references worker (id),
    primary key (organisation_id, id),
    foreign key (organisation_id, deliberation_id) references deliberation (organisation_id, id)
);
create index deliberation_print_on on deliberation_print (organisation_id, deliberation_id);
