-- Cohorts that rest.

alter table cohort
    -- how long it was paused in all since it was started or, when it is being submitted, since then
    add column paused_for interval not null default interval '0';
