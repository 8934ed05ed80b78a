-- A file that cannot be read to its end is given up, so that it does not keep its source's run open for ever.

-- worker ----------------------------------------------------------------------------------------

-- tries: how many attempts in a row began at the same row; tried_at_row: behind which.
alter table lms_file
    add column tries integer not null default 0,
    add column tried_at_row integer not null default 0;
