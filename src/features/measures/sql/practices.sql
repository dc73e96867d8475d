-- grain: practice; source: practice; nulls: closed while it is open or where nothing says
select practice, name, strftime(closed, '%Y-%m-%d') as closed from practice
