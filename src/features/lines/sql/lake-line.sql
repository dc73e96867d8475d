-- grain: one accepted row by its place in its file; source: the Parquet of its load; nulls: as accepted
select * from read_parquet({files}) where source_line = $line
