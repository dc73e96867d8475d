-- Which practice belongs to which group and locality, and when. Every table is only added to; what holds is the newest.

-- Grain: a name of a group from the day it was given; the newest holds. Nulls: none.
create table membership_group (
  id bigint generated always as identity primary key,
  group_code text not null,
  name text not null,
  on_date date not null,
  recorded_at timestamptz not null default now()
);

-- Grain: a name of a locality of a group from the day it was given; the newest holds. Nulls: none.
create table membership_locality (
  id bigint generated always as identity primary key,
  group_code text not null,
  locality text not null,
  name text not null,
  on_date date not null,
  recorded_at timestamptz not null default now()
);

-- Grain: one entry: from a month on a practice is at a place, or in no group; of two for a month the later written holds.
-- An entry that undoes another says nothing itself. Nulls: group_code and locality where in no group; undoes.
create table membership_change (
  id bigint generated always as identity primary key,
  practice text not null,
  from_month date not null check (extract(day from from_month) = 1),
  kind text not null check (kind in ('joins', 'moves', 'leaves', 'merges', 'disperses', 'undone')),
  group_code text,
  locality text,
  undoes bigint unique references membership_change,
  source text not null,
  why text not null,
  on_date date not null,
  recorded_at timestamptz not null default now(),
  check ((group_code is null) = (locality is null)),
  check ((kind = 'undone') = (undoes is not null))
);

create index membership_change_practice on membership_change (practice, from_month);

-- Grain: a practice that took on patients of another that ended, by the entry that says so. Nulls: none.
create table membership_succession (
  id bigint generated always as identity primary key,
  change_id bigint not null references membership_change,
  practice text not null,
  successor text not null,
  from_month date not null
);

-- Grain: a version of the constitution, whole. Nulls: none.
create table constitution (
  id bigint generated always as identity primary key,
  group_code text not null,
  version integer not null,
  title text not null,
  text text not null,
  in_force_from date not null,
  on_date date not null,
  recorded_at timestamptz not null default now(),
  unique (group_code, version)
);

-- Grain: a practice signs a version, or takes its signature back; the newest holds. Nulls: person where the operator entered it.
create table constitution_signature (
  id bigint generated always as identity primary key,
  constitution_id bigint not null references constitution,
  practice text not null,
  state text not null check (state in ('signed', 'withdrawn')),
  signed_by text not null,
  person bigint,
  on_date date not null,
  recorded_at timestamptz not null default now()
);

-- Who the members are, what they signed and when is no secret; entering it is the management team's.
do $$
declare
  t text;
begin
  foreach t in array array[
    'membership_group', 'membership_locality', 'membership_change', 'membership_succession', 'constitution'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy anyone_reads on %I for select to steward_app using (true)', t);
    execute format(
      'create policy management_enters on %I for insert to steward_app
       with check (viewer_has(''management-team'', ''administrator'', ''accountable-officer''))', t);
  end loop;
end
$$;

alter table constitution_signature enable row level security;
alter table constitution_signature force row level security;
create policy anyone_reads on constitution_signature for select to steward_app using (true);
-- A practice signs for itself; the management team enters what was signed on paper.
create policy own_practice_signs on constitution_signature for insert to steward_app
with check (
  viewer_has('management-team', 'administrator', 'accountable-officer')
  or (viewer_has('practice-lead') and practice = any (viewer_practices()) and person = viewer_person())
);

-- The localities that a viewer belongs to: those of the viewer's own appointments, and those in which the viewer's
-- practices are by the entries that hold today.
create function viewer_places() returns text[]
language sql stable parallel safe
return (
  select coalesce(array_agg(distinct place), cast(array[] as text[]))
  from (
    select unnest(viewer_localities()) as place
    union all
    select latest.locality
    from (
      select distinct on (entry.practice) entry.practice, entry.locality
      from membership_change as entry
      where entry.practice = any (viewer_practices())
        and entry.from_month <= current_date
        and entry.undoes is null
        and not exists (select 1 from membership_change as later where later.undoes = entry.id)
      order by entry.practice, entry.from_month desc, entry.id desc
    ) as latest
    where latest.locality is not null
  ) as places
  where place <> ''
);
