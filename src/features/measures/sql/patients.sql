-- grain: practice × month; persons on the list in force; source: list_size; nulls: none
select practice, month, patients from list_size
