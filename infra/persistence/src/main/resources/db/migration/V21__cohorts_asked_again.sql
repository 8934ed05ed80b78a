-- ingress ---------------------------------------------------------------------------------------

-- asked_at: when asked_run was asked for, so that it is asked for again where that was lost. The release before does not say.
-- asked_run becomes null when the worker has begun it, or cannot any more.
alter table cohort_upload add column asked_at timestamptz;

create index cohort_upload_asked on cohort_upload (id) where asked_run is not null;
