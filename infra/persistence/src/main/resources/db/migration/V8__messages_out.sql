-- Messages out: mails to accounts, credential mails sent again, webhooks.

-- notifier: mails to accounts -------------------------------------------------------------------

-- One row per notice decides that its mail is sent once. What the mail says may hold a token that lets its reader in: the
-- database itself sees to it that it is gone once the mail is sent or given up.
create table account_notice (
    id uuid primary key,
    kind text not null,
    recipient_email text not null,
    notice text,
    state text not null check (state in ('due', 'sent', 'failed')),
    attempts integer not null default 0,
    next_attempt_at timestamptz,
    last_error text,
    created_at timestamptz not null,
    sent_at timestamptz,
    check ((state = 'due') = (next_attempt_at is not null)),
    check ((state = 'due') = (notice is not null))
);

create index account_notice_due on account_notice (next_attempt_at) where state = 'due';

grant select, insert, update on account_notice to laurel_notifier;

-- notifier: credential mails sent again ---------------------------------------------------------

-- The mail that this one repeats. A repetition's event_id is derived from it, so that two who ask at once ask for one mail.
alter table notification add column follows uuid;
create index notification_again on notification (credential_id) where follows is not null;

-- The ingress says truthfully whether a mail can be sent again. It sees no more than when the last one went.
grant select (event_id, credential_id, organization_id, follows, state, next_attempt_at, created_at, sent_at)
    on notification to laurel_ingress;

-- ingress: webhook endpoints --------------------------------------------------------------------

-- A deleted endpoint keeps its row, for the notifier to clear away its deliveries by. The generation counts how often it was
-- switched on: what the notifier found out about it before counts no more.
create table webhook_endpoint (
    id uuid primary key,
    organization_id uuid not null references organization,
    url text not null,
    description text,
    events text[] not null,
    is_active boolean not null default true,
    generation integer not null default 1,
    created_at timestamptz not null,
    deleted_at timestamptz
);

create index webhook_endpoint_of_organization on webhook_endpoint (organization_id, created_at desc, id desc)
    where deleted_at is null;
create index webhook_endpoint_deleted on webhook_endpoint (deleted_at) where deleted_at is not null;

-- notifier: the key pair that secrets are sealed to. Whoever makes a secret knows the public half only.
create table webhook_sealing_key (
    id uuid primary key,
    public_key bytea not null,
    sealed_private_key bytea not null,
    created_at timestamptz not null
);

-- One pair for a database, whoever makes it first.
create unique index webhook_sealing_key_only on webhook_sealing_key ((true));

-- ingress: the secrets that deliveries are signed with: one in use, and after a rotation the one before it for a while.
create table webhook_secret (
    id uuid primary key,
    endpoint_id uuid not null references webhook_endpoint,
    sealing_key_id uuid not null references webhook_sealing_key,
    sealed bytea not null,
    created_at timestamptz not null,
    signs_until timestamptz
);

create unique index webhook_secret_in_use on webhook_secret (endpoint_id) where signs_until is null;
create index webhook_secret_of_endpoint on webhook_secret (endpoint_id);

-- notifier: deliveries --------------------------------------------------------------------------

-- One row per event and endpoint decides that it is told once. body: the very bytes that are signed.
create table webhook_delivery (
    endpoint_id uuid not null,
    event_id uuid not null,
    organization_id uuid not null,
    type text not null,
    body text not null,
    state text not null check (state in ('pending', 'delivered', 'failed')),
    attempts integer not null default 0,
    next_attempt_at timestamptz,
    give_up_at timestamptz not null,
    last_attempt_at timestamptz,
    response_status integer,
    response_body text,
    last_error text,
    resend_request uuid,
    created_at timestamptz not null,
    settled_at timestamptz,
    primary key (endpoint_id, event_id),
    check ((state = 'pending') = (next_attempt_at is not null))
) with (autovacuum_vacuum_scale_factor = 0.02);

create index webhook_delivery_pending on webhook_delivery (endpoint_id, next_attempt_at) where state = 'pending';
create index webhook_delivery_give_up on webhook_delivery (give_up_at) where state = 'pending';
create index webhook_delivery_log on webhook_delivery (endpoint_id, created_at desc, event_id desc);
create index webhook_delivery_age on webhook_delivery using brin (created_at);

-- How an endpoint has been doing lately. It holds for the endpoint's generation only.
create table webhook_standing (
    endpoint_id uuid primary key,
    generation integer not null,
    failures integer not null,
    failing_since timestamptz,
    paused_until timestamptz,
    stopped_at timestamptz,
    stopped_because text check (stopped_because in ('gone', 'failing'))
);

grant select, insert, update on webhook_endpoint to laurel_ingress;
grant select (id, public_key, created_at) on webhook_sealing_key to laurel_ingress;
grant select (id, endpoint_id, created_at, signs_until), insert, update (signs_until), delete on webhook_secret
    to laurel_ingress;
grant select (endpoint_id, event_id, organization_id, type, state, attempts, next_attempt_at, last_attempt_at, response_status,
    response_body, last_error, created_at, settled_at) on webhook_delivery to laurel_ingress;
grant select on webhook_standing to laurel_ingress;

grant select (plan, grant_expires_at) on organization to laurel_notifier;
grant select on webhook_endpoint, webhook_secret to laurel_notifier;
grant select, insert on webhook_sealing_key to laurel_notifier;
grant select, insert, update, delete on webhook_delivery, webhook_standing to laurel_notifier;
