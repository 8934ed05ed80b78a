-- Join files are copied once for each of their versions, not once for each export; and sources that the operator does not
-- configure any more are not shown.

-- worker ----------------------------------------------------------------------------------------

-- A version of a join file. Its people are lms_person's with its id for a file's. profile: how it was read.
create table lms_join (
    id uuid primary key,
    source_id uuid not null,
    role text not null,
    profile text not null,
    name text not null,
    version text not null,
    state text not null check (state in ('copying', 'whole', 'leaving'))
);

create index on lms_join (source_id);

-- Whose people the file's rows are looked for among, besides those that an earlier release kept for the file alone.
alter table lms_file add column joins uuid[];

-- joining is reading, with people whom the release before would not find: it must not take such a file over.
alter table lms_file
    drop constraint lms_file_state_check,
    add constraint lms_file_state_check
        check (state in ('waiting', 'copying', 'reading', 'joining', 'taken', 'rejected', 'repeated', 'gone'));

grant select, insert, update, delete on lms_join to laurel_worker;

-- configured_at: when a worker last had it in its configuration. Those that start without it do not know whether others still have it.
alter table lms_operator_source
    add column deleted_at timestamptz,
    add column configured_at timestamptz not null default now();

create or replace view lms_any_source as
    select id, organization_id, badge_id, name, profile, rule, false as is_operators, folder as place, file_pattern, join_files,
        cron, time_zone, is_active, scheduled_at, created_at, deleted_at
    from lms_source
    union all
    select id, organization_id, badge_id, name, profile, rule, true, place, file_pattern, join_files,
        cron, time_zone, is_active, scheduled_at, created_at, deleted_at
    from lms_operator_source;
