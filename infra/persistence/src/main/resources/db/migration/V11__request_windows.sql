-- Who asked how often in the window of time that ends then, shared by all instances of the ingress. Unlogged: after a crash of
-- the database the counting begins anew. rate_limit is what the release before this one, which may still run, counts in.

create unlogged table request_window (
    id text primary key,
    ends_at timestamptz not null,
    requests integer not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

grant select, insert, update, delete on request_window to laurel_ingress;
