-- The portal: districts (organizations that use it), their people, their interviews, and how people and programs are let in.

-- name: texts by language; where it has none, the organization's name is meant.
create table district (
    organization_id uuid primary key references organization,
    name jsonb not null default '{}',
    accent text not null check (accent ~ '^#[0-9a-f]{6}$'),
    languages text[] not null check (cardinality(languages) > 0),
    created_at timestamptz not null
);

-- What people of a role may do with people, interviews and settings.
create table district_role (
    organization_id uuid not null references district,
    id text not null,
    name jsonb not null,
    people text not null check (people in ('none', 'view', 'edit')),
    interviews text not null check (interviews in ('none', 'view', 'edit')),
    settings text not null check (settings in ('none', 'view', 'edit')),
    primary key (organization_id, id)
);

-- The one of them that allows most; none of none.
create function most_permission(permissions text[]) returns text
    language sql immutable
    return case
        when 'edit' = any (permissions) then 'edit'
        when 'view' = any (permissions) then 'view'
        else 'none'
    end;

create table district_board (
    organization_id uuid not null references district,
    id text not null,
    name jsonb not null,
    primary key (organization_id, id)
);

-- fields: [{"id", "label": texts by language, "p": 1 where candidates and mentors do not see it}]
create table district_form (
    organization_id uuid not null references district,
    id text not null,
    name jsonb not null,
    fields jsonb not null,
    primary key (organization_id, id)
);

-- An interview of this profile earns the badge when it is published with this answer in this field.
-- A badge that is deleted is found missing when somebody earns it.
create table district_profile (
    organization_id uuid not null references district,
    id text not null,
    name jsonb not null,
    badge_id uuid,
    field text,
    recommendation text,
    primary key (organization_id, id),
    check ((badge_id is null) = (recommendation is null) and (badge_id is null) = (field is null))
);

-- An account in a district. The address is the account's; the names are the district's, which may not change another's.
-- roles: {"id of a role": 1 primary or 2 secondary}
create table person (
    organization_id uuid not null references district,
    id text not null,
    account_id uuid not null references account,
    first_name text not null,
    last_name text not null,
    language text not null,
    roles jsonb not null,
    tags text[] not null,
    avatar_url text,
    archived_at timestamptz,
    created_at timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, account_id)
);

create index person_account on person (account_id);
create index person_by_name on person (organization_id, last_name, first_name, id);

create table mentorship (
    organization_id uuid not null,
    candidate_id text not null,
    mentor_id text not null,
    primary key (organization_id, candidate_id, mentor_id),
    foreign key (organization_id, candidate_id) references person (organization_id, id),
    foreign key (organization_id, mentor_id) references person (organization_id, id)
);

create index mentorship_of_mentor on mentorship (organization_id, mentor_id);

-- From attempt on: the request that publishing it makes of the worker, the same however often it is sent, whatever the person is
-- called by then; sent_at: when the broker took it. A request that was rejected is followed by another one when it is published again.
-- idempotency_key_hash: what the client called the request that made it, if it did; request_hash: what that request was.
create table interview (
    organization_id uuid not null,
    id text not null,
    person_id text not null,
    date date not null,
    board_id text not null,
    form_id text not null,
    profile_id text not null,
    is_published boolean not null,
    responses jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    attempt integer not null default 0,
    credential_id uuid,
    badge_id uuid,
    recipient_name text,
    recipient_email text,
    requested_at timestamptz,
    sent_at timestamptz,
    idempotency_key_hash bytea,
    request_hash bytea,
    unique (organization_id, idempotency_key_hash),
    check ((idempotency_key_hash is null) = (request_hash is null)),
    check ((credential_id is null) = (badge_id is null) and (credential_id is null) = (recipient_name is null)
        and (credential_id is null) = (recipient_email is null) and (credential_id is null) = (requested_at is null)),
    primary key (organization_id, id),
    foreign key (organization_id, person_id) references person (organization_id, id),
    foreign key (organization_id, board_id) references district_board (organization_id, id),
    foreign key (organization_id, form_id) references district_form (organization_id, id),
    foreign key (organization_id, profile_id) references district_profile (organization_id, id)
);

create index interview_of_person on interview (organization_id, person_id, date desc, id desc);
create index interview_newest on interview (organization_id, date desc, id desc);
create index interview_unsent on interview (requested_at) where credential_id is not null and sent_at is null;
create index interview_of_board on interview (organization_id, board_id);
create index interview_of_form on interview (organization_id, form_id);
create index interview_of_profile on interview (organization_id, profile_id);

-- The code and the link of the one mail that counts: the last. Both go when one is used. A code has only a million values, so its
-- hash is keyed (by what the ingresses share and the database does not hold).
create table portal_sign_in (
    account_id uuid primary key references account,
    code_hash bytea not null,
    code_expires_at timestamptz not null,
    link_hash bytea not null unique,
    link_expires_at timestamptz not null
);

create index portal_sign_in_code on portal_sign_in (code_hash);
create index portal_sign_in_end on portal_sign_in (link_expires_at);

-- Wrong codes and mails asked for, counted by a name that tells no address: for an e-mail address, a source address, or all.
create table portal_count (
    id text primary key,
    number integer not null,
    ends_at timestamptz not null
);

create index portal_count_end on portal_count (ends_at);

-- account_id: whose address it was begun with; it is of the person for as long as the person is that account.
create table portal_session (
    token_hash bytea primary key,
    organization_id uuid not null,
    person_id text not null,
    account_id uuid not null references account,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    foreign key (organization_id, person_id) references person (organization_id, id)
);

create index portal_session_of_person on portal_session (organization_id, person_id);
create index portal_session_of_account on portal_session (account_id);
create index portal_session_end on portal_session (expires_at);

-- scopes: null is a key with all of /api/v1. short_id: what the portal calls the key.
alter table api_key
    add column scopes text[] check (cardinality(scopes) > 0),
    add column short_id text,
    add constraint api_key_scoped check ((scopes is null) = (short_id is null));

create unique index api_key_short_id on api_key (organization_id, short_id);

-- A plan counts the keys that open /api/v1.
create function api_key_is_counted(scopes text[]) returns boolean
    language sql immutable
    return scopes is null or scopes && array['read:credentials', 'write:credentials'];

create or replace function api_key_is_surplus(organization uuid, created timestamptz, key uuid, plan text) returns boolean
    language sql stable
    return case when most_api_keys(plan) is null then false else (
        select count(*)
        from (select 1 from api_key older
              where older.organization_id = organization and older.revoked_at is null
                and api_key_is_counted(older.scopes)
                and (older.created_at, older.id) < (created, key)
              limit most_api_keys(plan)) as older_ones
    ) >= most_api_keys(plan) end;

grant select, insert, update, delete on district, district_role, district_board, district_form, district_profile, person, mentorship,
    interview, portal_sign_in, portal_count, portal_session to laurel_ingress;
