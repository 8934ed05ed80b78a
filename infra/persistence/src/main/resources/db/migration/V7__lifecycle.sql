-- Claims, expiries and the ends of cohorts, each told once.

-- The request that claimed it, so that the request delivered again is the same claim.
alter table credential add column claim_request uuid;

-- Which credential was told last that it expired. Its one row is the lock of whoever tells, and starts now: what expired
-- before is not told any more, for nobody could have asked to hear of it.
create table expiry_position (
    only_one boolean primary key default true check (only_one),
    expired_at timestamptz not null,
    credential_id uuid not null
);

insert into expiry_position (expired_at, credential_id) values (now(), 'ffffffff-ffff-ffff-ffff-ffffffffffff');

-- What is due next. Reads the credentials once to build it, and holds up whoever would write one meanwhile.
create index credential_expiring on credential (expires_at, id) where expires_at is not null and revoked_at is null;

-- When it was told that the cohort ended; of those that ended before this was kept nobody is told.
alter table cohort add column end_told_at timestamptz;

update cohort set end_told_at = finished_at where finished_at is not null;

create index cohort_untold on cohort (finished_at)
    where finished_at is not null and end_told_at is null and not dry_run;

grant select, update on expiry_position to laurel_worker;
