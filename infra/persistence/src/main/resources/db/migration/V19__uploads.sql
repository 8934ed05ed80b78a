-- ingress ---------------------------------------------------------------------------------------

-- asked_run: the run for which the cohort was last submitted or retried; until the worker begins it, the cohort waits.
-- has_lines: whether its lines are those of what was sent; a JSON list is kept as a line for each recipient.
alter table cohort_upload
    add column asked_run integer,
    add column has_lines boolean not null default true;
