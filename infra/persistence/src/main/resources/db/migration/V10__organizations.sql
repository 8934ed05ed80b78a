-- Organizations that people found themselves, their review, plans that change, domains that are theirs, and what they read
-- of themselves: the audit log and the analytics.

-- reviews: how often the status changed. It names what is told of a change, so that it is told once.
-- requested_plan: what an owner would like to have; a person decides.
alter table organization
    add column created_by uuid references account,
    add column reviews integer not null default 0,
    add column requested_plan text check (requested_plan in ('professional', 'enterprise')),
    add column requested_plan_at timestamptz;

create index organization_by_status on organization (status, created_at desc, id desc);
create index organization_newest on organization (created_at desc, id desc);
create index organization_created_by on organization (created_by) where status = 'pending_review';

-- How many API keys a plan lets work at a time; null is any number.
create function most_api_keys(plan text) returns integer
    language sql immutable
    return case plan when 'free' then 0 when 'professional' then 1 end;

create index api_key_in_use on api_key (organization_id, created_at, id) where revoked_at is null;

-- Whether a key is beyond what the plan includes. The oldest keys go on working: they are the ones built into something.
-- Asked anew with each request, so that a plan that was lowered, or has ended by itself, stops the surplus at once, and
-- revoking an older key, or a higher plan, lets the next one work again. Takes the effective plan.
create function api_key_is_surplus(organization uuid, created timestamptz, key uuid, plan text) returns boolean
    language sql stable
    return case when most_api_keys(plan) is null then false else (
        select count(*)
        from (select 1 from api_key older
              where older.organization_id = organization and older.revoked_at is null
                and (older.created_at, older.id) < (created, key)
              limit most_api_keys(plan)) as older_ones
    ) >= most_api_keys(plan) end;

-- A domain that an organization says is its own, in the form that name servers know (A-labels, lower case).
create table organization_domain (
    organization_id uuid primary key references organization,
    domain text not null check (domain = lower(domain)),
    token text not null,
    created_at timestamptz not null,
    verified_at timestamptz
);

-- A domain is one organization's.
create unique index organization_domain_verified on organization_domain (domain) where verified_at is not null;

create index audit_entry_newest on audit_entry (organization_id, at desc, id desc);

-- The look-ups of an organization in a span of time, answered from the index alone.
create index verification_log_of_organization on verification_log (organization_id, looked_up_at) include (kind);

-- The states that are not a credential's first. An index that is partial costs nothing where its condition does not hold:
-- a credential that never expires is in none of them when it is issued.
create index credential_claimed on credential (organization_id, issued_at) include (expires_at)
    where claimed_at is not null and revoked_at is null;
create index credential_ending on credential (organization_id, expires_at, issued_at)
    where expires_at is not null and revoked_at is null;

grant select, insert, update, delete on organization_domain to laurel_ingress;
grant select on organization_domain to laurel_verifier;
grant select on verification_log, quota_counter to laurel_ingress;
