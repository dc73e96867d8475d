-- grain: none: the shapes of the three tables of records, for sets of which nothing is loaded; source: none; nulls: none, for they have no row
create or replace temp table opportunity_spell (
  record integer, key varchar, practice varchar, person_key ubigint, person varchar, month varchar, counted boolean,
  provider varchar, cost_pence bigint, mff_ppm bigint, sex varchar, age integer, admission_method varchar,
  classification varchar, specialty varchar, main_specialty varchar, admission_date date, discharge_date date,
  procedure_date date, length_of_stay integer, episode_type varchar, episode_count integer, well_baby varchar, hrg varchar,
  discharge_method varchar, discharge_destination varchar, primary_diagnosis varchar, primary_procedure varchar,
  secondary_diagnosis varchar, secondary_procedure varchar, any_diagnosis varchar, any_procedure varchar
);

create or replace temp table opportunity_attendance (
  record integer, key varchar, practice varchar, person_key ubigint, person varchar, month varchar, counted boolean,
  provider varchar, cost_pence bigint, mff_ppm bigint, sex varchar, age integer, arrival_date date, specialty varchar,
  department_type varchar, attendance_category varchar, arrival_mode varchar, hrg varchar, discharge_status varchar,
  discharge_follow_up varchar, investigations varchar, treatments varchar
);

create or replace temp table opportunity_appointment (
  record integer, key varchar, practice varchar, person_key ubigint, person varchar, month varchar, counted boolean,
  provider varchar, cost_pence bigint, mff_ppm bigint, sex varchar, age integer, attendance_date date, specialty varchar,
  attendance_type varchar, attendance_status varchar, first_attendance varchar, referral_source varchar,
  attendance_outcome varchar, hrg varchar
)
