-- grain: practice × financial year × disease register of those asked; persons; source: disease_register; nulls: none
select register, practice, year, patients, list
from disease_register
where list_contains(from_json($registers, '["VARCHAR"]'), register)
order by 1, 2, 3
