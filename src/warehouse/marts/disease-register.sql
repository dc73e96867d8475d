-- grain: practice × financial year × disease register; persons; source: registers; nulls: none
insert into disease_register
select
  lake_registers.practice, replace(part.period, '-', '/'), lake_registers.register, lake_registers.patients,
  lake_registers.list_type, lake_registers.list
from lake_registers
join part on part.filename = lake_registers.filename
order by 1, 2, 3
