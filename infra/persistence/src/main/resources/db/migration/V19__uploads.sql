-- ingress ---------------------------------------------------------------------------------------

-- asked_run: the run for which the cohort was last submitted or retried; until the worker begins it, the cohort waits.
alter table cohort_upload add column asked_run integer;
