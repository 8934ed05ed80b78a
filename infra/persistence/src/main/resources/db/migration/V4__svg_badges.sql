-- A badge that came as an SVG keeps its original beside the PNG rendition that names it. Nobody may change a picture (V2),
-- so the original's address means the same bytes for good. V2's grants on the table hold for the column too.

alter table badge_image add column svg bytea check (octet_length(svg) <= 5 * 1024 * 1024);
