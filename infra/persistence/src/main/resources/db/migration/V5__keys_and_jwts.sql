-- Keys that are rotated, credentials as JWTs, and which request revoked a credential.

-- The RSA keys that sign JWTs. They have a table of their own because the release before this one, which runs beside it for a
-- while, takes whatever it finds in signing_key for an Ed25519 key.
create table jwt_key (
    id uuid primary key,
    organization_id uuid not null references organization,
    public_key_jwk text not null,
    sealed_private_key bytea not null,
    created_at timestamptz not null,
    retired_at timestamptz
);

create unique index jwt_key_in_use on jwt_key (organization_id) where retired_at is null;
create index jwt_key_of_organization on jwt_key (organization_id);

-- A credential as a JWT, made when it is first asked for and never changed: at most one for each credential.
create table credential_jwt (
    credential_id uuid primary key,
    key_id uuid not null references jwt_key,
    jwt text not null,
    created_at timestamptz not null
) partition by hash (credential_id);
alter table credential_jwt alter column jwt set storage main;

do $$
begin
    for n in 0 .. 7 loop
        execute format('create table credential_jwt_%s partition of credential_jwt for values with (modulus 8, remainder %s)'
            || ' with (toast_tuple_target = 8160)', n, n);
    end loop;
end $$;

-- The request that revoked it, so that the request delivered again is the same revocation; null where a renewal did.
alter table credential add column revocation_request uuid;

grant select, insert, update on jwt_key to laurel_worker;
grant select, insert on credential_jwt to laurel_worker;
grant select (id, organization_id, public_key_jwk, created_at, retired_at) on jwt_key to laurel_ingress, laurel_verifier;
grant select on credential_jwt to laurel_verifier;
