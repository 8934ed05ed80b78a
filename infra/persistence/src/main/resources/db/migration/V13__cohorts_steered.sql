-- Cohorts that are more than one upload worked off: submitted after a dry run, retried, paused, cancelled, or brought by
-- an export of a learning management system.

alter table cohort
    -- how often it was taken up again after an end (submitted, retried); each run is a job of its own
    add column run integer not null default 0,
    -- how often its failed rows were submitted again
    add column attempt integer not null default 0,
    -- how many rows were decided before the current attempt
    add column decided_before bigint not null default 0,
    -- whether recipients who hold the badge are renewed where it expires, or always passed over
    add column holders text not null default 'renew' check (holders in ('renew', 'skip')),
    add column source_id uuid,
    -- when all its rows were there, and when the first was submitted
    add column staged_at timestamptz,
    add column submitted_at timestamptz,
    add column paused_at timestamptz,
    -- counted once: the rows when all were there, what they ended as when the cohort had ended
    add column total bigint,
    add column invalid bigint,
    add column successful bigint,
    add column renewed bigint,
    add column skipped bigint,
    add column failed bigint,
    -- rows that were decided otherwise than the dry run had planned
    add column drift bigint;

update cohort set staged_at = coalesce(started_at, created_at) where status in ('validated', 'processing', 'completed');
update cohort set submitted_at = staged_at where status in ('processing', 'completed');

create index cohort_of_source on cohort (organization_id, created_at desc, id desc) where source_id is not null;

-- line: where the row begins in the file, where it has one.
alter table cohort_row
    add column line integer,
    add column attempt integer not null default 0;

-- Many tallies are made one as a cohort goes on.
grant delete on cohort_tally to laurel_worker;

-- A failure that is forgotten because its command is replayed.
grant delete on issuance to laurel_worker;

-- What a decided row ended as: the one place that tells the reasons for which nothing was issued apart.
create function row_outcome(rejection text) returns text immutable parallel safe
    return case
        when rejection is null then 'issued'
        when rejection in ('ACTIVE_NON_EXPIRING', 'ALREADY_HELD') then 'skipped'
        when rejection = 'COHORT_CANCELLED' then 'cancelled'
        else 'failed'
    end;

-- How a decided row's recipient stood to the badge, in the words of the plans; null where that was not what decided.
create function row_state(supersession text, rejection text) returns text immutable parallel safe
    return case
        when rejection in ('ACTIVE_NON_EXPIRING', 'OVER_QUOTA') then lower(rejection)
        when rejection is null then lower(supersession)
    end;

-- The advisory lock that orders a cohort's cancellation and the recording of its rows.
create function cohort_lock(id uuid) returns bigint immutable parallel safe
    return hashtextextended('cohort ' || id::text, 0);
