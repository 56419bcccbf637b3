-- +goose Up
-- Released content is frozen: the checksum a pack had when this installation first saw it. A pack that keeps its id
-- and version but changes its text would silently change advice that was given and stored earlier, so the program
-- refuses to start on it.
create table content_release (
    pack_id       text not null check (pack_id <> ''),
    version       text not null check (version <> ''),
    checksum      text not null check (checksum <> ''),
    first_seen_at text not null,
    primary key (pack_id, version)
);
