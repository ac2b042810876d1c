/** NAICS 2022: the two-digit sectors and their three-digit subsectors, `code|English|Deutsch`. The ranges 31–33, 44–45 and 48–49 stand as their parts. */
const table = `
11|Agriculture, forestry, fishing and hunting|Land- und Forstwirtschaft, Fischerei und Jagd
111|Crop production|Pflanzenbau
112|Animal production and aquaculture|Tierhaltung und Aquakultur
113|Forestry and logging|Forstwirtschaft und Holzeinschlag
114|Fishing, hunting and trapping|Fischerei und Jagd
115|Support activities for agriculture and forestry|Dienstleistungen für Land- und Forstwirtschaft
21|Mining, quarrying, and oil and gas extraction|Bergbau, Steine und Erden, Öl- und Gasförderung
211|Oil and gas extraction|Öl- und Gasförderung
212|Mining (except oil and gas)|Bergbau (ohne Öl und Gas)
213|Support activities for mining|Dienstleistungen für den Bergbau
22|Utilities|Energie- und Wasserversorgung
221|Utilities|Energie- und Wasserversorgung
23|Construction|Baugewerbe
236|Construction of buildings|Hochbau
237|Heavy and civil engineering construction|Tiefbau
238|Specialty trade contractors|Spezialisierte Bautätigkeiten
31|Manufacturing: food, beverages, textiles, apparel|Verarbeitendes Gewerbe: Lebensmittel, Getränke, Textilien, Bekleidung
311|Food manufacturing|Lebensmittelherstellung
312|Beverage and tobacco product manufacturing|Getränke- und Tabakherstellung
313|Textile mills|Textilherstellung
314|Textile product mills|Textilwaren
315|Apparel manufacturing|Bekleidungsherstellung
316|Leather and allied product manufacturing|Lederwaren
32|Manufacturing: wood, paper, petroleum, chemicals, plastics|Verarbeitendes Gewerbe: Holz, Papier, Mineralöl, Chemie, Kunststoff
321|Wood product manufacturing|Holzwaren
322|Paper manufacturing|Papierherstellung
323|Printing and related support activities|Druckgewerbe
324|Petroleum and coal products manufacturing|Mineralöl- und Kohleprodukte
325|Chemical manufacturing|Chemische Industrie
326|Plastics and rubber products manufacturing|Kunststoff- und Gummiwaren
327|Nonmetallic mineral product manufacturing|Glas, Keramik, Steine und Erden
33|Manufacturing: metal, machinery, electronics, vehicles|Verarbeitendes Gewerbe: Metall, Maschinen, Elektronik, Fahrzeuge
331|Primary metal manufacturing|Metallerzeugung
332|Fabricated metal product manufacturing|Metallerzeugnisse
333|Machinery manufacturing|Maschinenbau
334|Computer and electronic product manufacturing|Computer und Elektronik
335|Electrical equipment, appliance and component manufacturing|Elektrische Ausrüstungen
336|Transportation equipment manufacturing|Fahrzeugbau
337|Furniture and related product manufacturing|Möbel
339|Miscellaneous manufacturing|Sonstiges verarbeitendes Gewerbe
42|Wholesale trade|Großhandel
423|Merchant wholesalers, durable goods|Großhandel mit Gebrauchsgütern
424|Merchant wholesalers, nondurable goods|Großhandel mit Verbrauchsgütern
425|Wholesale trade agents and brokers|Handelsvermittlung
44|Retail trade: vehicles, building material, food, furniture, electronics|Einzelhandel: Fahrzeuge, Baustoffe, Lebensmittel, Möbel, Elektronik
441|Motor vehicle and parts dealers|Handel mit Fahrzeugen und Teilen
444|Building material and garden supplies dealers|Baustoffe und Gartenbedarf
445|Food and beverage retailers|Lebensmitteleinzelhandel
449|Furniture, electronics and appliance retailers|Möbel, Elektronik und Haushaltsgeräte
45|Retail trade: general merchandise, health, fuel, clothing, other|Einzelhandel: Warenhäuser, Gesundheit, Kraftstoffe, Bekleidung, Sonstiges
455|General merchandise retailers|Waren- und Kaufhäuser
456|Health and personal care retailers|Gesundheit und Körperpflege
457|Gasoline stations and fuel dealers|Tankstellen und Brennstoffhandel
458|Clothing, shoe and jewelry retailers|Bekleidung, Schuhe und Schmuck
459|Sporting goods, hobby, book and miscellaneous retailers|Sport, Hobby, Bücher und Sonstiges
48|Transportation|Verkehr
481|Air transportation|Luftfahrt
482|Rail transportation|Schienenverkehr
483|Water transportation|Schifffahrt
484|Truck transportation|Straßengüterverkehr
485|Transit and ground passenger transportation|Personenverkehr
486|Pipeline transportation|Rohrfernleitungen
487|Scenic and sightseeing transportation|Ausflugsverkehr
488|Support activities for transportation|Dienstleistungen für den Verkehr
49|Postal, courier and warehousing|Post, Kurierdienste und Lagerei
491|Postal service|Postdienste
492|Couriers and messengers|Kurierdienste
493|Warehousing and storage|Lagerei
51|Information|Information und Medien
512|Motion picture and sound recording|Film und Tonaufnahmen
513|Publishing industries (including software)|Verlage (einschließlich Software)
516|Broadcasting and content providers|Rundfunk und Inhalteanbieter
517|Telecommunications|Telekommunikation
518|Computing infrastructure, data processing and web hosting|Recheninfrastruktur, Datenverarbeitung und Hosting
519|Web search portals, libraries and other information services|Suchportale, Bibliotheken und sonstige Informationsdienste
52|Finance and insurance|Finanz- und Versicherungswesen
521|Monetary authorities – central bank|Zentralbanken
522|Credit intermediation and related activities|Kreditwesen
523|Securities, commodity contracts and other investments|Wertpapiere und Kapitalanlagen
524|Insurance carriers and related activities|Versicherungen
525|Funds, trusts and other financial vehicles|Fonds und Treuhandvermögen
53|Real estate and rental and leasing|Immobilien und Vermietung
531|Real estate|Immobilien
532|Rental and leasing services|Vermietung und Leasing
533|Lessors of nonfinancial intangible assets|Lizenzgeber immaterieller Güter
54|Professional, scientific and technical services|Freiberufliche, wissenschaftliche und technische Dienste
541|Professional, scientific and technical services|Freiberufliche, wissenschaftliche und technische Dienste
55|Management of companies and enterprises|Unternehmensführung
551|Management of companies and enterprises|Unternehmensführung
56|Administrative, support and waste management services|Verwaltungs-, Unterstützungs- und Entsorgungsdienste
561|Administrative and support services|Verwaltungs- und Unterstützungsdienste
562|Waste management and remediation services|Entsorgung und Sanierung
61|Educational services|Bildung
611|Educational services|Bildung
62|Health care and social assistance|Gesundheits- und Sozialwesen
621|Ambulatory health care services|Ambulante Versorgung
622|Hospitals|Krankenhäuser
623|Nursing and residential care facilities|Pflege- und Wohneinrichtungen
624|Social assistance|Soziale Dienste
71|Arts, entertainment and recreation|Kunst, Unterhaltung und Erholung
711|Performing arts, spectator sports and related industries|Darstellende Kunst und Sport
712|Museums, historical sites and similar institutions|Museen und historische Stätten
713|Amusement, gambling and recreation|Freizeit und Glücksspiel
72|Accommodation and food services|Beherbergung und Gastronomie
721|Accommodation|Beherbergung
722|Food services and drinking places|Gastronomie
81|Other services (except public administration)|Sonstige Dienstleistungen
811|Repair and maintenance|Reparatur und Instandhaltung
812|Personal and laundry services|Persönliche Dienste und Wäscherei
813|Religious, grantmaking, civic and professional organizations|Religiöse, gemeinnützige und berufliche Organisationen
814|Private households|Private Haushalte
92|Public administration|Öffentliche Verwaltung
921|Executive, legislative and other general government support|Regierung und allgemeine Verwaltung
922|Justice, public order and safety|Justiz, öffentliche Ordnung und Sicherheit
923|Administration of human resource programs|Verwaltung von Sozialprogrammen
924|Administration of environmental quality programs|Verwaltung von Umweltprogrammen
925|Administration of housing and community development|Verwaltung von Wohnungs- und Städtebau
926|Administration of economic programs|Verwaltung von Wirtschaftsprogrammen
927|Space research and technology|Raumfahrt
928|National security and international affairs|Verteidigung und auswärtige Angelegenheiten`;

export const industries: readonly (readonly [code: string, en: string, de: string])[] = table
  .trim()
  .split('\n')
  .map((row) => row.split('|'))
  .map(([code = '', en = '', de = '']) => [code, en, de]);
