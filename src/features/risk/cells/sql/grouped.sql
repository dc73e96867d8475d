-- grain: practice that was a member of any group in any month; source: membership; nulls: none
select distinct practice from membership order by practice
