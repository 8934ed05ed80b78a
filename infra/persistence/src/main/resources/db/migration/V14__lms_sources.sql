-- Learning management systems: where their exports arrive, when they are looked for, and what became of each file.

-- ingress ---------------------------------------------------------------------------------------

-- rule: as the profile takes it. join_files: a pattern for each role. scheduled_at: from when on the schedule counts, so that
-- whoever changes it, or switches the source on again, does not make up for what was due before.
create table lms_source (
    id uuid primary key,
    organization_id uuid not null references organization,
    badge_id uuid not null,
    name text not null,
    profile text not null,
    rule jsonb not null,
    folder text not null,
    file_pattern text not null,
    join_files jsonb not null,
    cron text not null,
    time_zone text not null,
    is_active boolean not null,
    scheduled_at timestamptz not null,
    created_at timestamptz not null,
    deleted_at timestamptz
);

create index lms_source_of_organization on lms_source (organization_id, created_at desc, id desc)
    where deleted_at is null;

-- Two sources never quarrel about a file.
create unique index lms_source_place on lms_source (organization_id, folder, file_pattern) where deleted_at is null;

-- Who does not want to wait for the schedule.
create table lms_run_request (
    source_id uuid primary key,
    requested_at timestamptz not null
);

-- worker ----------------------------------------------------------------------------------------

-- Sources that the operator configured, as the workers read them at their start. place: for people; how to get there, and with
-- which secret, only the configuration says.
create table lms_operator_source (
    id uuid primary key,
    organization_id uuid not null references organization,
    badge_id uuid not null,
    name text not null,
    profile text not null,
    rule jsonb not null,
    place text not null,
    file_pattern text not null,
    join_files jsonb not null,
    cron text not null,
    time_zone text not null,
    is_active boolean not null,
    scheduled_at timestamptz not null,
    created_at timestamptz not null
);

create index lms_operator_source_of_organization on lms_operator_source (organization_id, created_at desc, id desc);

create view lms_any_source as
    select id, organization_id, badge_id, name, profile, rule, false as is_operators, folder as place, file_pattern, join_files,
        cron, time_zone, is_active, scheduled_at, created_at, deleted_at
    from lms_source
    union all
    select id, organization_id, badge_id, name, profile, rule, true, place, file_pattern, join_files,
        cron, time_zone, is_active, scheduled_at, created_at, null
    from lms_operator_source;

-- How far a source's schedule and its requests are carried out. A run is open until every file that was found is dealt with.
create table lms_run (
    source_id uuid primary key,
    position timestamptz not null,
    requested_at timestamptz,
    opened_at timestamptz,
    closed_at timestamptz,
    next_at timestamptz,
    failure text
);

-- What was seen of a file that may still be growing.
create table lms_sighting (
    source_id uuid not null,
    name text not null,
    version text not null,
    seen_at timestamptz not null,
    primary key (source_id, name)
);

-- version: what tells the file from one that takes its place. attempt: of a rejected file that was handed in again.
-- repeats: the file that had the same content before. form: what was found out about how it is written.
create table lms_file (
    id uuid primary key,
    source_id uuid not null,
    organization_id uuid not null,
    sha256 bytea not null,
    name text not null,
    bytes bigint not null,
    version text not null,
    found_at timestamptz not null,
    state text not null check (state in ('waiting', 'copying', 'reading', 'taken', 'rejected', 'repeated', 'gone')),
    attempt integer not null default 1,
    repeats uuid,
    reason text,
    form text,
    rows_earned integer not null default 0,
    rows_not_earned integer not null default 0,
    rows_passed_over integer not null default 0,
    rows_faulty integer not null default 0,
    rows_unknown integer not null default 0,
    cohort_id uuid,
    report jsonb,
    ended_at timestamptz,
    archived_at timestamptz,
    archived_as text
);

-- A content is taken once.
create unique index lms_file_content on lms_file (source_id, sha256) where state <> 'repeated';
create index lms_file_history on lms_file (source_id, found_at desc, id desc);
create index lms_file_unfinished on lms_file (source_id) where archived_at is null;

-- The file itself, so that any instance can read it on.
create table lms_piece (
    file_id uuid not null,
    number integer not null,
    bytes bytea not null,
    primary key (file_id, number)
);
alter table lms_piece alter column bytes set storage external;

-- What the join files say of people, while an export is read that names only their keys.
create table lms_person (
    file_id uuid not null,
    key text not null,
    name text,
    email text
);

create index on lms_person (file_id, key);

-- Rows that a report names, while the export is read.
create table lms_fault (
    file_id uuid not null,
    row integer not null,
    line bigint not null,
    kind text not null,
    why text not null,
    primary key (file_id, row)
);

grant select, insert, update on lms_source, lms_run_request to laurel_ingress;
grant select on lms_operator_source, lms_any_source, lms_run, lms_file to laurel_ingress;
grant select on lms_source, lms_run_request, lms_any_source to laurel_worker;
grant select, insert, update, delete on lms_operator_source, lms_run, lms_sighting, lms_file, lms_piece, lms_person, lms_fault
    to laurel_worker;
