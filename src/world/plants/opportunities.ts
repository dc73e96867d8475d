/**
 * One admission that each definition of an opportunity finds, and one that it just misses: m method,
 * c classification, n nights, a ages, s sex, h HRG, t specialty, d main diagnosis, x others, p procedures,
 * o discharge method, q days from admission to procedure, prior days since an earlier discharge.
 */
export const admittedRecipes = `
alcohol-wholly|d=K703|a=4-15 d=K703
alcohol-partly-chronic|s=1 a=36-60 d=C159|s=1 a=4-15 d=C159
alcohol-partly-acute|s=1 a=36-60 d=S065 x=V031 o=4|s=1 a=4-15 d=S065 x=V031 o=4
acsc-acute|d=L031 h=JD07J n=2|d=L031 h=JD07J n=2 p=W821
acsc-chronic|d=J459 h=DZ15R|m=11 d=J459 h=DZ15R
acsc-vaccine|d=J181 h=DZ11V|d=J189 h=DZ11V
cancelled-operation|m=11 c=2 n=0 h=WH50A d=Z530|m=21 n=0 h=WH50A d=Z530
eol-0-2-days|a=60-95 n=1 o=4 d=C349|a=60-95 n=1 o=4 d=C349 p=X403
eol-3-14-days|a=60-95 n=7 o=4 d=C349|a=60-95 n=15 o=4 d=C349
ebi-ent|m=11 c=2 n=0 a=2-17 t=120 h=CA10B d=H653 p=D151|m=11 c=2 n=0 a=20-60 t=120 h=CA10B d=H653 p=D151
ebi-general-surgery|m=11 n=1 t=100 h=FZ18K d=K409 p=T202|m=11 n=1 t=100 h=FZ18K d=K403 p=T202
ebi-gastro|m=11 c=2 n=0 t=301 h=FZ51Z d=R194 p=H221|m=11 c=2 n=0 t=301 h=FZ51Z d=Z121 p=H221
ebi-msk|m=11 c=2 n=0 t=191 h=AB20Z d=M545 p=A521|m=11 c=2 n=0 t=191 h=AB20Z d=M546 p=A521
ebi-urology|m=11 c=2 n=0 s=1 t=101 h=LB72A d=R339 p=M459|m=11 c=2 n=0 s=1 t=101 h=LB72A d=R31X p=M459
ebi-varicose-veins|m=11 c=2 n=0 t=107 h=YQ16Z d=I839 p=L853|m=11 c=2 n=0 t=107 h=YQ16Z d=I870 p=L853
falls-65-plus|a=65-95 h=HE11G d=S720 x=W010|a=45-64 h=HE11G d=S720 x=W010
frailty-high|a=75-95 d=F009 x=G819|G309|a=75-95 d=F009 x=G819
frailty-intermediate|a=75-95 d=R296 x=N390|a=75-95 d=R31X
self-harm|h=WH04E d=T391 x=X610|h=WH04E d=T391 x=Y100
medically-unexplained|h=AA31E d=G442|m=11 h=AA31E d=G442
medicines-explicit|d=K922 x=Y453|d=K922 x=Y831
medicines-implicit-antidiabetics|d=E162 x=E119|d=E162 x=E119|Y423
medicines-implicit-benzodiazepines|h=EB08E d=R55X x=F329|h=EB08E d=R55X x=K219
medicines-implicit-diuretics|h=KC05L d=E876 x=I10X|h=KC05L d=E876 x=K219
medicines-implicit-nsaids|d=K922 x=M059|d=K922 x=M109
obesity-related|h=EB04Z d=I10X|h=EB12C d=R074
smoking-related|h=DZ65J d=J440|h=GC17J d=K805
mental-health-via-ed|m=21 d=F329|m=22 d=F329
readmission-28-days|prior=10|prior=40
virtual-ward-admission-ari|h=DZ22Q d=J22X|h=DZ22Q d=J22X p=E852
virtual-ward-admission-heart-failure|h=EB03D d=I500|h=EB03D d=I500 o=4
zero-stay-adult|n=0|n=1
zero-stay-child|a=1-17 n=0 h=PW01C d=B349|a=1-17 n=1 h=PW01C d=B349
day-procedure-usually-op|m=11 c=2 n=0 p=A702|m=21 n=0 p=A702
day-procedure-usually-dc|m=11 c=1 n=1 p=A094|m=11 c=2 n=0 p=A094
day-procedure-occasionally-op|m=11 c=2 n=0 p=B301|m=21 n=0 p=B301
day-procedure-occasionally-dc|m=11 c=1 n=1 p=A203|m=11 c=2 n=0 p=A203
sdec-very-high|n=1 h=YQ51D d=I802|n=3 h=YQ51D d=I802
aec-very-high|n=1 h=YQ51D d=I802|n=0 h=YQ51D d=I802
sdec-high|n=1 h=AA26H d=R568|n=3 h=AA26H d=R568
aec-high|n=1 h=AA26H d=R568|n=0 h=AA26H d=R568
sdec-moderate|n=1 h=KC05L d=E86X|n=3 h=KC05L d=E86X
aec-moderate|n=1 h=KC05L d=E86X|n=0 h=KC05L d=E86X
sdec-low|n=1 h=DZ15R d=J459|n=3 h=DZ15R d=J459
aec-low|n=1 h=DZ15R d=J459|n=0 h=DZ15R d=J459
emergency-75-plus|a=75-95|a=65-74
enhanced-recovery-bladder|m=11 n=6 d=N328 p=M341|m=11 n=6 d=N328 p=M421
enhanced-recovery-breast|m=11 n=2 t=103 h=JA20F d=D059 p=B282|m=11 n=2 t=103 h=JA20F d=D059 p=B311
enhanced-recovery-colectomy|m=11 n=6 t=104 d=K573 p=H071|m=11 n=6 t=104 d=K573 p=H221
enhanced-recovery-hip|m=11 n=4 t=110 h=HN12F d=M161 p=W371|m=11 n=4 t=110 h=HN12F d=M161 p=W821
enhanced-recovery-hysterectomy|m=11 n=2 s=2 t=502 h=MA07G d=D259 p=Q074|m=11 n=2 s=2 t=502 h=MA07G d=D259 p=Q171
enhanced-recovery-knee|m=11 n=4 t=110 h=HN22E d=M171 p=W401|m=28 n=4 t=110 h=HN22E d=M171 p=W401
enhanced-recovery-prostate|m=11 n=3 s=1 t=101 d=N40X p=M611|m=11 n=3 s=1 t=101 h=LB25F d=N40X p=M653
enhanced-recovery-rectum|m=11 n=6 t=104 d=K623 p=H331|m=11 n=6 t=104 d=K623 p=H411
excess-bed-days-elective|m=11 n=34 t=110 h=HN12F d=M161 p=W371|m=11 n=3 t=110 h=HN12F d=M161 p=W371
excess-bed-days-emergency|n=285 h=DZ11V d=J181|n=20 h=DZ11V d=J181
pre-op-stay-1-day|m=11 n=4 t=110 h=HN22E d=M171 p=W401 q=1|m=11 n=4 t=110 h=HN22E d=M171 p=W401 q=0
pre-op-stay-2-day|m=11 n=5 t=110 h=HN22E d=M171 p=W401 q=2|m=11 n=5 t=110 h=HN22E d=M171 p=W401 q=3
mental-health-comorbidity|x=F329|m=11 x=F329
stroke-early-discharge|h=AA35D d=I639|h=AA35D d=I639 o=4
virtual-ward-stay-ari|n=5 h=DZ22Q d=J22X|n=5 h=DZ22Q d=J22X p=E852
virtual-ward-stay-heart-failure|n=5 h=EB03D d=I500|n=5 h=EB03D d=I500 o=4
general-stay-elective|m=11 n=2 h=GC17K d=Z048|m=11 n=0 h=GC17K d=Z048
general-stay-emergency|n=3 h=WJ06J d=A419|n=0 h=WJ06J d=A419
acsc-wider|h=LA04S d=N390|h=LA04S d=N209
`

/** The same for appointments: a ages, t specialty, f first attendance, h HRG, r referral source, st status, oc outcome. */
export const outpatientRecipes = `
op-follow-up-adult-surgical|a=18-90 t=110 f=2 h=WF01A|a=18-90 t=110 f=4 h=WF01C
op-follow-up-adult-non-surgical|a=18-90 t=320 f=2 h=WF01A|a=18-90 t=320 f=4 h=WF01C
op-follow-up-child-surgical|a=1-17 t=120 f=2 h=WF01A|a=1-17 t=120 f=4 h=WF01C
op-follow-up-child-non-surgical|a=1-17 t=420 f=2 h=WF01A|a=1-17 t=420 f=4 h=WF01C
op-consultant-referral-adult-surgical|a=18-90 t=110 f=1 h=WF01B r=05|a=18-90 t=110 f=1 h=WF01B r=04
op-consultant-referral-adult-non-surgical|a=18-90 t=320 f=1 h=WF01B r=05|a=18-90 t=320 f=1 h=WF01B r=04
op-consultant-referral-child-surgical|a=1-17 t=120 f=1 h=WF01B r=05|a=1-17 t=120 f=1 h=WF01B r=04
op-consultant-referral-child-non-surgical|a=1-17 t=420 f=1 h=WF01B r=05|a=1-17 t=420 f=1 h=WF01B r=04
op-gp-first-adult-surgical|a=18-90 t=110 f=1 h=WF01B r=03|a=18-90 t=110 f=1 h=WF01B r=97
op-gp-first-adult-non-surgical|a=18-90 t=320 f=1 h=WF01B r=03|a=18-90 t=320 f=1 h=WF01B r=97
op-gp-first-child-surgical|a=1-17 t=120 f=1 h=WF01B r=03|a=1-17 t=120 f=1 h=WF01B r=97
op-gp-first-child-non-surgical|a=1-17 t=420 f=1 h=WF01B r=03|a=1-17 t=420 f=1 h=WF01B r=97
op-tele-conversion-adult-surgical|a=18-90 t=110 f=2 h=WF01A|a=18-90 t=110 f=3 h=WF01D
op-tele-conversion-adult-non-surgical|a=18-90 t=191 f=2 h=WF01A|a=18-90 t=191 f=3 h=WF01D
op-tele-conversion-child-surgical|a=1-17 t=120 f=2 h=WF01A|a=1-17 t=120 f=3 h=WF01D
op-tele-conversion-child-non-surgical|a=1-17 t=420 f=2 h=WF01A|a=1-17 t=420 f=3 h=WF01D
op-gp-first-discharged|a=18-90 t=320 f=1 h=WF01B r=03 oc=1|a=18-90 t=320 f=1 h=WF01B r=03 oc=2
op-did-not-attend|a=18-90 t=320 f=2 st=3 h=|a=18-90 t=320 f=2 st=2 h=
`

/** Emergency attendances of an age group and way of arrival (w ambulance or foot), with earlier ones where frequency counts. */
const stratum = (age: 'adult' | 'child', way: 'ambulance' | 'walk-in'): string => {
  const who = `a=${age === 'adult' ? '18-90' : '1-17'} w=${way === 'ambulance' ? 'ambulance' : 'foot'}`
  return [
    `ed-frequent-${age}-${way}|${who} prior=3|${who} prior=2`,
    `ed-left-${age}-${way}|${who} ds=1066301000000103|${who} ds=182992009`,
    `ed-low-cost-${age}-${way}|${who} h=VB09Z fu=989501000000106|${who} h=VB08Z fu=989501000000106`,
    `ed-no-treatment-${age}-${way}|${who} h=VB11Z iv=1088291000000101 tr=183964008|${who} h=VB09Z iv=27171005 tr=183964008`,
  ].join('\n')
}

export const emergencyRecipes = `
${stratum('adult', 'ambulance')}
${stratum('adult', 'walk-in')}
${stratum('child', 'ambulance')}
${stratum('child', 'walk-in')}
ed-avoidable-type-1|a=18-90 w=foot h=VB11Z iv=27171005 tr=413334001 ds=182992009|a=18-90 w=foot h=VB08Z iv=77477000 tr=413334001 ds=182992009
ed-high-intensity|a=18-90 w=foot prior=5|a=18-90 w=foot prior=4
`
