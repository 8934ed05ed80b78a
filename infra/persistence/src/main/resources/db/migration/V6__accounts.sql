-- Accounts, their sessions, who may do what in an organization, plans that are granted for a time, and the audit log.
-- All of it is the ingress's. Tokens are kept as SHA-256 only.

create table account (
    id uuid primary key,
    email text not null unique check (email = lower(email)),
    first_name text not null,
    last_name text not null,
    password_hash text,
    is_administrator boolean not null default false,
    created_at timestamptz not null
);

-- An account begins with the click on its link. Until then a registration is nobody's: what is clicked is what counts, so
-- that a stranger who registers somebody's address first does not choose that person's password.
create table registration (
    token_hash bytea primary key,
    email text not null check (email = lower(email)),
    first_name text not null,
    last_name text not null,
    password_hash text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

create index on registration (email, created_at desc);
create index on registration (expires_at);

create table password_reset (
    token_hash bytea primary key,
    account_id uuid not null references account,
    expires_at timestamptz not null
);

create index on password_reset (account_id);
create index on password_reset (expires_at);

-- The public halves of the keys that sign session tokens. Each ingress adds its own when it starts; whoever meets a token
-- looks its key up here.
create table session_key (
    id text primary key,
    public_jwk text not null,
    created_at timestamptz not null
);

-- What began with one sign-in: a chain of refresh tokens. A token that comes a second time ends the chain.
create table session (
    id uuid primary key,
    account_id uuid not null references account,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
);

create index on session (account_id);
create index on session (expires_at);

create table refresh_token (
    hash bytea primary key,
    session_id uuid not null references session on delete cascade,
    used_at timestamptz
);

create index on refresh_token (session_id);

create table member (
    organization_id uuid not null references organization,
    account_id uuid not null references account,
    role text not null check (role in ('owner', 'admin', 'issuer', 'viewer')),
    joined_at timestamptz not null,
    primary key (organization_id, account_id)
);

create index on member (account_id);

create table invitation (
    id uuid primary key,
    organization_id uuid not null references organization,
    email text not null check (email = lower(email)),
    role text not null check (role in ('owner', 'admin', 'issuer', 'viewer')),
    token_hash bytea not null unique,
    invited_by uuid not null references account,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn')),
    ended_at timestamptz
);

create unique index invitation_open on invitation (organization_id, email) where state = 'open';
create index on invitation (email) where state = 'open';

alter table organization
    add column description text,
    add column review_reason text,
    add column subscription_source text not null default 'paid' check (subscription_source in ('paid', 'granted', 'partner')),
    add column grant_expires_at timestamptz;

-- A plan that was granted for a time is Free when the time is over, without anybody writing so.
create function effective_plan(plan text, grant_expires_at timestamptz, at timestamptz) returns text
    language sql immutable
    return case when grant_expires_at <= at then 'free' else plan end;

alter table api_key
    add column created_by uuid references account,
    add column last_used_at timestamptz;

create index on api_key (organization_id, created_at);

-- Who did what in an organization, when and from where. Written and read, never changed: by grant.
create table audit_entry (
    id uuid not null,
    organization_id uuid not null,
    at timestamptz not null,
    actor_kind text not null check (actor_kind in ('account', 'api_key', 'administrator', 'system')),
    actor_id uuid,
    actor_name text not null,
    action text not null,
    subject text,
    details text not null,
    address text,
    request_id text,
    primary key (organization_id, id)
) partition by hash (organization_id);

do $$
begin
    for n in 0 .. 7 loop
        execute format('create table audit_entry_%s partition of audit_entry for values with (modulus 8, remainder %s)', n, n);
    end loop;
end $$;

grant select, insert, update on account, session, refresh_token, member, invitation to laurel_ingress;
grant select, insert on session_key, audit_entry to laurel_ingress;
grant select, insert, delete on registration, password_reset to laurel_ingress;
grant delete on session, refresh_token, member to laurel_ingress;
grant select on session_key to laurel_verifier;
