-- The tables of the road. Each has one writing service; V2 grants just that.
-- Times are timestamptz, e-mail addresses are stored trimmed and lower-cased.

-- ingress ---------------------------------------------------------------------------------------

create table organization (
    id uuid primary key,
    slug text not null unique,
    name text not null,
    status text not null check (status in ('pending_review', 'approved', 'rejected', 'suspended')),
    plan text not null check (plan in ('free', 'professional', 'enterprise')),
    website text,
    contracted_monthly_recipients integer check (contracted_monthly_recipients >= 0),
    email_enabled boolean not null default true,
    created_at timestamptz not null
);

create table api_key (
    id uuid primary key,
    organization_id uuid not null references organization,
    name text not null,
    hash bytea not null unique,
    prefix text not null,
    last_four text not null,
    rate_limit_per_minute integer not null check (rate_limit_per_minute > 0),
    created_at timestamptz not null,
    revoked_at timestamptz
);

-- Who asked how often in the current window, shared by all instances of the ingress. Unlogged: after a crash of the
-- database the counting begins anew.
create unlogged table rate_limit (
    id text primary key,
    state bytea,
    expires_at bigint
) with (fillfactor = 50);

-- Content-addressed and immutable: the id is the SHA-256 of the PNG rendition, in hex.
create table badge_image (
    sha256 text primary key,
    png bytea not null
);

create table badge (
    id uuid primary key,
    organization_id uuid not null references organization,
    slug text not null,
    name text not null,
    description text not null,
    criteria text not null,
    image_sha256 text not null references badge_image,
    external_url text,
    expires_in_days integer check (expires_in_days >= 1),
    tags text[] not null default '{}',
    is_active boolean not null default true,
    created_at timestamptz not null,
    unique (organization_id, slug)
);

-- An upload is kept in pieces, so that neither side ever holds it whole and every instance can reach it.
create table cohort_upload (
    id uuid primary key,
    organization_id uuid not null references organization,
    badge_id uuid not null,
    format text not null check (format in ('csv', 'ndjson', 'json')),
    dry_run boolean not null,
    fingerprint text not null,
    bytes bigint not null,
    created_at timestamptz not null
);

create index on cohort_upload (organization_id, created_at desc, id desc);

create table cohort_upload_piece (
    upload_id uuid not null,
    number integer not null,
    bytes bytea not null,
    primary key (upload_id, number)
);
alter table cohort_upload_piece alter column bytes set storage external;

-- worker ----------------------------------------------------------------------------------------

create table signing_key (
    id uuid primary key,
    organization_id uuid not null references organization,
    public_key_multibase text not null,
    sealed_private_key bytea not null,
    created_at timestamptz not null,
    retired_at timestamptz
);

create unique index signing_key_in_use on signing_key (organization_id) where retired_at is null;
create index signing_key_of_organization on signing_key (organization_id);

-- What every request ended as. Its primary key is what makes the worker idempotent.
create table issuance (
    id uuid primary key,
    organization_id uuid not null,
    badge_id uuid not null,
    recipient_email text not null,
    fingerprint text,
    cohort_id uuid,
    cohort_row integer,
    supersession text,
    rejection text,
    message text,
    decided_at timestamptz not null,
    check ((rejection is null) = (message is null))
) partition by hash (id);

-- document: the very bytes that were signed. They stay in line and uncompressed, for the writer's sake.
create table credential (
    id uuid not null,
    short_id text not null,
    organization_id uuid not null,
    badge_id uuid not null,
    recipient_name text not null,
    recipient_email text not null,
    is_public boolean not null,
    evidence_url text,
    issued_at timestamptz not null,
    expires_at timestamptz,
    claimed_at timestamptz,
    revoked_at timestamptz,
    revocation_reason text,
    supersedes_id uuid,
    superseded_by_id uuid,
    status_list integer not null,
    status_index integer not null,
    document text not null,
    primary key (recipient_email, id)
) partition by hash (recipient_email);
alter table credential alter column document set storage main;

do $$
begin
    for n in 0 .. 7 loop
        execute format('create table issuance_%s partition of issuance for values with (modulus 8, remainder %s)', n, n);
        execute format('create table credential_%s partition of credential for values with (modulus 8, remainder %s)'
            || ' with (toast_tuple_target = 8160)', n, n);
    end loop;
end $$;

-- The newest credential of a badge for a recipient: never two, whatever arrives at the same time.
create unique index credential_newest on credential (recipient_email, badge_id) where superseded_by_id is null;
create index credential_short_id on credential (short_id);
create index credential_of_organization on credential (organization_id, issued_at desc, id desc);
create index credential_revoked on credential (organization_id, status_list) where revoked_at is not null;

create sequence short_id_number;

-- What the worker must keep to itself beside the signing keys.
create table sealed_secret (
    name text primary key,
    sealed bytea not null
);

-- How many status list entries of an organization are taken.
create table status_list_counter (
    organization_id uuid primary key references organization,
    taken bigint not null
);

create table status_list (
    organization_id uuid not null references organization,
    number integer not null,
    document text not null,
    signed_at timestamptz not null,
    primary key (organization_id, number)
);

-- The lists that must be signed anew: added with what changed them, taken away with the new signature.
create table status_list_change (
    id bigint generated always as identity primary key,
    organization_id uuid not null references organization,
    number integer not null
);

create table quota_usage (
    organization_id uuid not null,
    month date not null,
    recipient_email text not null,
    primary key (organization_id, month, recipient_email)
);

create table quota_counter (
    organization_id uuid not null,
    month date not null,
    used integer not null,
    primary key (organization_id, month)
);

-- A badge's image, checked and cut where a credential is put in.
create table baking_plate (
    image_sha256 text primary key,
    head bytea not null,
    tail bytea not null
);

create table cohort (
    id uuid primary key,
    organization_id uuid not null,
    badge_id uuid not null,
    dry_run boolean not null,
    status text not null check (status in ('validating', 'validated', 'processing', 'completed', 'failed', 'cancelled')),
    failure text,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz
);

-- invalid: why the row is not submitted. plan: the recipient state that a dry run saw.
create table cohort_row (
    cohort_id uuid not null,
    row integer not null,
    credential_id uuid not null,
    name text,
    email text,
    evidence_url text,
    is_public boolean not null,
    invalid text,
    plan text,
    primary key (cohort_id, row)
);

-- What each recorded batch decided of a cohort: added in the batch's own transaction, never updated.
-- Every decided row is counted once: issued to someone new, renewed, skipped (held for good already), or failed.
create table cohort_tally (
    cohort_id uuid not null,
    issued integer not null,
    renewed integer not null,
    skipped integer not null,
    failed integer not null
);

create index on cohort_tally (cohort_id);

-- notifier --------------------------------------------------------------------------------------

-- One row per event decides that its mail is sent once, and holds what the mail needs to be written again at any attempt.
-- A row is inserted and, in the common case, updated once.
create table notification (
    event_id uuid primary key,
    credential_id uuid not null,
    short_id text not null,
    supersedes_short_id text,
    organization_id uuid not null,
    badge_id uuid not null,
    recipient_name text not null,
    recipient_email text not null,
    expires_at timestamptz,
    state text not null check (state in ('due', 'sent', 'suppressed', 'failed')),
    attempts integer not null default 0,
    next_attempt_at timestamptz,
    last_error text,
    created_at timestamptz not null,
    sent_at timestamptz,
    check ((state = 'due') = (next_attempt_at is not null))
) partition by hash (event_id);

do $$
begin
    for n in 0 .. 7 loop
        execute format('create table notification_%s partition of notification for values with (modulus 8, remainder %s)'
            || ' with (autovacuum_vacuum_scale_factor = 0.02)', n, n);
    end loop;
end $$;

-- Only what is still to be sent, however many millions have been.
create index notification_due on notification (next_attempt_at) where state = 'due';

-- verifier --------------------------------------------------------------------------------------

create table verification_log (
    organization_id uuid not null,
    credential_id uuid not null,
    kind text not null,
    looked_up_at timestamptz not null
) partition by range (looked_up_at);

create table verification_log_default partition of verification_log default;
