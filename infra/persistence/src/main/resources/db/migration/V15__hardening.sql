-- Sessions that end everywhere at once.

-- The verifier shows a private credential to its recipient, as long as the session is live.
grant select (id, account_id, expires_at, ended_at) on session to laurel_verifier;

-- Granted plans end by themselves: the end that the owners were told of. Nobody is told of those that ended before this was kept.
alter table organization add column grant_end_told timestamptz;

update organization set grant_end_told = grant_expires_at where grant_expires_at <= now();

create index organization_grant_end on organization (grant_expires_at) where grant_expires_at is not null;

-- When a domain's proof was last looked for, and how often in a row it was not there.
alter table organization_domain
    add column looked_up_at timestamptz,
    add column failures integer not null default 0;

create index organization_domain_due on organization_domain (coalesce(looked_up_at, verified_at)) where verified_at is not null;

-- Whom to tell of a webhook that fails.
grant select (organization_id, account_id, role) on member to laurel_notifier;
grant select (id, email, first_name, last_name) on account to laurel_notifier;
