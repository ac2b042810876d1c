/**
 * Legal forms as they end (or, as "OOO" and "PT" do, begin) a company's name, after `nameWords` took accents and full stops away.
 * Many are short words; that is why only the ends of a name are looked at and one word always remains.
 */
const table = `
  inc incorporated corp corporation co company llc lllp llp lp ltd limited plc pllc pc pa
  cic cio uc dac clg ulc
  gmbh ggmbh mbh ag kg kgaa ohg gbr ug haftungsbeschrankt ek ekfr eg ev partg partgmbb se gesmbh eu
  sa sas sasu sarl eurl snc scs sca scop sci sprl srl bvba bv nv vof cv cvba asbl vzw
  spa srls sapa societa soc coop
  sl slu sll slp sau scl
  lda ltda eireli mei
  sadecv cv sapi srlcv
  ab hb kb as asa ans da aps is ivs oy oyj ky ehf hf
  spzoo zoo spolka spk spj  sro spol as ks vos kft bt rt zrt nyrt doo dd ad ood eood kd sd
  srlb oe ee ae epe ike mepe
  ooo oao zao pao ao ip tov tzov too ооо оао зао пао ао тов тоо
  kk gk yk kabushiki kaisha godo yugen 株式会社 有限会社 合同会社
  有限公司 股份有限公司 有限责任公司 주식회사 유한회사
  pt tbk cv sdn bhd pte pty pvt opc
  as sti tic
  llcfz fze fzco fzc wll bsc
  holding holdings group gruppe groupe
`;

export const legalForms: ReadonlySet<string> = new Set(table.trim().split(/\s+/).map((form) => form.normalize('NFKD')));
