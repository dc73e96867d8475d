/**
 * What practices prescribe: BNF chemical code, name, form, strengths, usual quantities, price of a
 * unit in pence, and items a month for each 1,000 people. Brand names in the world are invented.
 */
export const substances = `
0212000B0|Atorvastatin|Tab|10mg,20mg,40mg,80mg|28,56|3.4|75
0212000Y0|Simvastatin|Tab|10mg,20mg,40mg|28,56|3|30
0212000AA|Rosuvastatin Calcium|Tab|5mg,10mg,20mg|28|6.2|5
0212000L0|Ezetimibe|Tab|10mg|28|8.1|4
0205051R0|Ramipril|Cap|1.25mg,2.5mg,5mg,10mg|28,56|4.1|50
0205051L0|Lisinopril|Tab|2.5mg,5mg,10mg,20mg|28,56|3.2|18
0205051M0|Perindopril Erbumine|Tab|2mg,4mg,8mg|30|6.1|8
0205052N0|Losartan Potassium|Tab|25mg,50mg,100mg|28,56|4|19
0205052C0|Candesartan Cilexetil|Tab|4mg,8mg,16mg,32mg|28|5.6|16
0206020A0|Amlodipine|Tab|5mg,10mg|28,56|2.9|49
0206020L0|Lercanidipine Hydrochloride|Tab|10mg,20mg|28|9.2|7
0206020C0|Diltiazem Hydrochloride|Cap|120mg,180mg,240mg|28,56|22|5
0204000H0|Bisoprolol Fumarate|Tab|1.25mg,2.5mg,5mg,10mg|28,56|3|44
0204000E0|Atenolol|Tab|25mg,50mg|28|2.6|9
0204000R0|Propranolol Hydrochloride|Tab|10mg,40mg|28,84|4.1|14
0202020L0|Furosemide|Tab|20mg,40mg|28,56|2.8|20
0202010B0|Bendroflumethiazide|Tab|2.5mg,5mg|28|2.4|14
0202010P0|Indapamide|Tab|2.5mg,1.5mg|28,30|6.5|12
0202030S0|Spironolactone|Tab|25mg,50mg|28|5.4|8
0206010F0|Glyceryl Trinitrate|Spray|400mcg|1|310|6
0206010K0|Isosorbide Mononitrate|Tab|10mg,20mg,60mg|56,28|7|8
0208020V0|Warfarin Sodium|Tab|1mg,3mg,5mg|28,56|3|11
0208020Z0|Apixaban|Tab|2.5mg,5mg|56,60|95|13
0208020Y0|Rivaroxaban|Tab|15mg,20mg|28|180|8
0209000A0|Aspirin|Disper Tab|75mg|28,56|2.6|31
0209000C0|Clopidogrel|Tab|75mg|28,30|4.4|18
0103050P0|Omeprazole|Cap|10mg,20mg,40mg|28,56|3.4|58
0103050L0|Lansoprazole|Cap|15mg,30mg|28,56|4|37
0103050E0|Esomeprazole|Tab|20mg,40mg|28|9.6|3
0101021B0|Alginic Acid Compounds|Liq|250mg/5ml|500,1000|1.1|6
0106020M0|Senna|Tab|7.5mg|60|3.3|8
0106040G0|Lactulose|Soln|3.35g/5ml|500|0.6|7
0106040M0|Macrogol 3350|Oral Pdr Sach|13.7g|30,60|14|14
0104020L0|Loperamide Hydrochloride|Cap|2mg|30|5.2|5
0105010B0|Mesalazine|Tab|400mg,800mg,1.2g|90,168|42|4
0102000P0|Mebeverine Hydrochloride|Tab|135mg,200mg|100,60|5.4|6
0601022B0|Metformin Hydrochloride|Tab|500mg,850mg,1g|56,112,84|2.2|37
0601021M0|Gliclazide|Tab|40mg,80mg|28,56|3.1|13
0601023X0|Sitagliptin|Tab|25mg,50mg,100mg|28|119|7
0601023AE|Linagliptin|Tab|5mg|28|118|6
0601023AN|Empagliflozin|Tab|10mg,25mg|28|131|6
0601023AM|Dapagliflozin|Tab|5mg,10mg|28|131|5
0601012V0|Insulin Glargine|Inj|100u/ml,300u/ml|15,10|270|4
0601011A0|Insulin Aspart|Inj|100u/ml|15,10|205|5
0601060D0|Glucose Blood Testing Reagents|Test Strips|50|50,100|24|15
0601060U0|Lancets|Lancets|0.36mm/28g|100,200|3.1|6
0602010V0|Levothyroxine Sodium|Tab|25mcg,50mcg,100mcg|28,56|3.3|53
0603020T0|Prednisolone|Tab|1mg,2.5mg,5mg|28,56|3.6|14
0606020A0|Alendronic Acid|Tab|10mg,70mg|4,12|18|11
0906040G0|Colecalciferol|Cap|400u,800u,20000u|30,28|12|26
0906040N0|Colecalciferol & Calcium|Chble Tab|1.5g/400u,1.25g/400u|56,60|9|19
0901020G0|Folic Acid|Tab|400mcg,5mg|28,56|4.6|22
0901011P0|Ferrous Fumarate|Tab|210mg,322mg|84,28|2.5|13
0901020N0|Hydroxocobalamin|Inj|1mg|5,1|180|6
0301011R0|Salbutamol|Inh|100mcg,200mcg|1,2|155|37
0302000C0|Beclometasone Dipropionate|Inh|50mcg,100mcg,200mcg|1,2|780|22
0302000K0|Budesonide & Formoterol|Inh|100mcg/6mcg,200mcg/6mcg|1|2800|8
0302000N0|Fluticasone & Salmeterol|Inh|125mcg/25mcg,250mcg/25mcg|1|2950|7
0301020Q0|Tiotropium|Inh Cap|18mcg,2.5mcg|30,1|110|9
0303020G0|Montelukast|Tab|4mg,5mg,10mg|28|5.9|12
0304010I0|Cetirizine Hydrochloride|Tab|10mg|30|2.9|15
0304010D0|Loratadine|Tab|10mg|30|3|7
0304010E0|Fexofenadine Hydrochloride|Tab|120mg,180mg|30|9|9
0403030D0|Citalopram|Tab|10mg,20mg,40mg|28|3.1|34
0403030Q0|Sertraline|Tab|50mg,100mg|28,56|3.9|42
0403030E0|Fluoxetine|Cap|20mg,40mg|30|4|19
0403040X0|Mirtazapine|Tab|15mg,30mg,45mg|28|5|22
0403040W0|Venlafaxine|Cap|75mg,150mg|28,56|11|10
0403010B0|Amitriptyline Hydrochloride|Tab|10mg,25mg,50mg|28,56|3|32
0401010Z0|Zopiclone|Tab|3.75mg,7.5mg|14,28|5.2|12
0401020K0|Diazepam|Tab|2mg,5mg|14,28|3|9
0402010AB|Quetiapine|Tab|25mg,100mg,200mg|60,30|6.5|9
0402010W0|Olanzapine|Tab|2.5mg,5mg,10mg|28|5|6
0408010G0|Gabapentin|Cap|100mg,300mg,400mg|100,84|5.2|14
0408010AE|Pregabalin|Cap|25mg,75mg,150mg,300mg|56,84|8.2|13
0408010W0|Levetiracetam|Tab|250mg,500mg,1g|60|9.5|5
0407010H0|Paracetamol|Tab|500mg|100,200,32|2.4|40
0407010F0|Codeine Phosphate & Paracetamol|Tab|8mg/500mg,30mg/500mg|100,200|4.2|27
0407020C0|Codeine Phosphate|Tab|15mg,30mg|28,56|5|13
0407020A0|Fentanyl|Transdermal Patch|12mcg,25mcg,50mcg|5|540|3
0407020B0|Buprenorphine|Transdermal Patch|5mcg,10mcg,20mcg|4|560|4
0407020Q0|Morphine Sulfate|Tab|10mg,30mg|60|12|6
0407041T0|Sumatriptan Succinate|Tab|50mg,100mg|6,12|17|6
0411000D0|Donepezil Hydrochloride|Tab|5mg,10mg|28|5|7
0411000G0|Memantine Hydrochloride|Tab|10mg,20mg|28|7.3|5
0409010K0|Levodopa & Carbidopa|Tab|25mg/100mg,50mg/200mg|60|14|3
0406000T0|Prochlorperazine Maleate|Tab|5mg|28,84|3.8|7
0501013B0|Amoxicillin|Cap|250mg,500mg|15,21|5.4|20
0501013K0|Co-Amoxiclav|Tab|250mg/125mg,500mg/125mg|21|9|7
0501012G0|Flucloxacillin Sodium|Cap|250mg,500mg|28|7|11
0501030I0|Doxycycline Hyclate|Cap|50mg,100mg|8,28|11|10
0501080W0|Trimethoprim|Tab|100mg,200mg|6,14|6.5|6
0501130R0|Nitrofurantoin|Cap|50mg,100mg|14,6|46|8
0501050B0|Clarithromycin|Tab|250mg,500mg|14|14|6
0501021L0|Cefalexin|Cap|250mg,500mg|21,28|8|3
0501015P0|Pivmecillinam Hydrochloride|Tab|200mg|10,9|40|1.5
0502010B0|Fluconazole|Cap|50mg,150mg|1,7|48|4
0703010F0|Ethinylestradiol & Levonorgestrel|Tab|30mcg/150mcg|63,126|4.4|13
0703021Q0|Desogestrel|Tab|75mcg|84,168|3.4|15
0604011G0|Estradiol|Patch|25mcg,50mcg,100mcg|8,24|58|7
0702010G0|Estriol|Crm|0.1%|80,15|5.4|3
0704020J0|Solifenacin|Tab|5mg,10mg|30|9.6|9
0704010U0|Tamsulosin Hydrochloride|Cap|400mcg|30|4.2|15
0604020C0|Finasteride|Tab|5mg|28|5|8
0704050Z0|Sildenafil|Tab|25mg,50mg,100mg|4,8|22|7
1001010P0|Naproxen|Tab|250mg,500mg|28,56|4.4|17
1001010J0|Ibuprofen|Tab|200mg,400mg|84,24|3.3|10
1001040C0|Allopurinol|Tab|100mg,300mg|28|3.2|14
1001030U0|Methotrexate|Tab|2.5mg|24,16|6.4|4
1003020P0|Ibuprofen Topical|Gel|5%,10%|100,50|2.9|6
1106000L0|Latanoprost|Eye Dps|50mcg/ml|2.5,7.5|62|10
1106000X0|Timolol|Eye Dps|0.25%,0.5%|5|26|3
1103010C0|Chloramphenicol|Eye Dps|0.5%|10|19|4
1108010F0|Hypromellose|Eye Dps|0.3%|10|13|9
1202010C0|Beclometasone Nasal|Nsl Spy|50mcg|200,400|1.2|9
1202010M0|Mometasone Furoate|Nsl Spy|50mcg|140|1.6|9
130201000|Emollients|Crm|paraffin,aqueous,urea 5%|500,1000,50.5|1|24
1304000P0|Hydrocortisone|Crm|0.5%,1%|15,30|12|11
1304000D0|Betamethasone Valerate|Crm|0.025%,0.1%|30,100|4.6|7
1304000H0|Clobetasol Propionate|Crm|0.05%|30,100|8.9|4
1310020L0|Clotrimazole|Crm|1%,2%|20,50|7.4|5
1404000H0|Influenza|Vac|0.5ml|1|790|3
090402000|Enteral Nutrition|Liq|200ml,125ml|5600,3500|0.95|7
190203000|Other Health Supplements|Tab|one|30|11|2
20030100|Wound Dressings|Dress|5cm x 5cm,10cm x 10cm,15cm x 15cm|10,5|210|7
20020100|Absorbent Dressings|Dress|7.5cm x 7.5cm,10cm x 20cm|10,20|48|4
23705010|Ostomy Bags|Bag|colostomy,ileostomy|30,60,90|310|3
21270000|Catheters|Cath|12 Ch,14 Ch|5,10|430|2
21480000|Elasticated Stockings|Hosiery|Class 1,Class 2|2|720|2
`

export const chapters: Record<string, string> = {
  '01': 'Gastro-Intestinal System',
  '02': 'Cardiovascular System',
  '03': 'Respiratory System',
  '04': 'Central Nervous System',
  '05': 'Infections',
  '06': 'Endocrine System',
  '07': 'Obstetrics, Gynaecology and Urinary-Tract Disorders',
  '09': 'Nutrition and Blood',
  '10': 'Musculoskeletal and Joint Diseases',
  '11': 'Eye',
  '12': 'Ear, Nose and Oropharynx',
  '13': 'Skin',
  '14': 'Immunological Products and Vaccines',
  '19': 'Other Drugs and Preparations',
  '20': 'Dressings',
  '21': 'Appliances',
  '23': 'Stoma Appliances',
}
