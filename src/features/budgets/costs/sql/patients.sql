-- grain: practice; patients on the list in force in a month; source: list_size; nulls: none
select practice, patients from list_size where month = $month order by practice
