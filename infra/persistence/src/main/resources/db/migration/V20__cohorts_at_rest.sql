-- Cohorts that rest: how long one was paused, and what is kept of a dry run that nobody submits.

alter table cohort
    -- how long it was paused in all since it was started or, when it is being submitted, since then
    add column paused_for interval not null default interval '0',
    -- whether its rows are kept; from leaving on it cannot be submitted any more, whatever the release of who tries
    add column retention text not null default 'kept' check (retention in ('kept', 'leaving', 'gone')),
    add check (dry_run or retention = 'kept');

create index cohort_dry_run on cohort (finished_at) where dry_run and retention <> 'gone';
