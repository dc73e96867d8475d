-- grain: one priced thing by its place in the files; source: the priced Parquet of its month; nulls: as priced
select * from read_parquet({files}) where load_id = $load and source_line = $line
