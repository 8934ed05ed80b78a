-- What a recipient shows to the world, and credentials of other issuers that they keep here. The ingress's.

create table profile (
    account_id uuid primary key references account,
    slug text not null unique,
    name text not null,
    headline text,
    is_public boolean not null
);

-- document: as it was handed in, JSON-LD or a JWT. One file is kept once in a wallet, however often it is handed in.
create table imported_credential (
    id uuid primary key,
    account_id uuid not null references account,
    sha256 bytea not null,
    document text not null,
    name text not null,
    issuer text not null,
    issued_at timestamptz,
    expires_at timestamptz,
    imported_at timestamptz not null,
    unique (account_id, sha256)
);

grant select, insert, update on profile to laurel_ingress;
grant select, insert, delete on imported_credential to laurel_ingress;

-- The public profile: whose it is, and so which credentials are its.
grant select on profile to laurel_verifier;
grant select (id, email) on account to laurel_verifier;
