BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE captures (
	id INTEGER NOT NULL, 
	document VARCHAR(64), 
	uri TEXT NOT NULL, 
	source TEXT, 
	captured_at DATETIME, 
	http_status INTEGER, 
	media_type TEXT, 
	warc TEXT, 
	warc_offset BIGINT, 
	note TEXT, 
	CONSTRAINT pk_captures PRIMARY KEY (id), 
	CONSTRAINT fk_captures_document FOREIGN KEY(document) REFERENCES documents (id)
);
INSERT INTO "captures" VALUES(1,'cb0ed53f8e6cb2346964e04812d2940929ed5dfd66b22bcd9a7eedea4b140665','annonces/absent.txt',NULL,'2026-11-26 21:38:09.798697',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "captures" VALUES(2,'79d482120620348b7475005afcb2b82f060320e36dd6b4c8e9458f0b1905eea0','annonces/lot.zip',NULL,'2026-11-26 21:38:09.798697',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "captures" VALUES(3,'80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3','annonces/aisne.txt',NULL,'2026-11-26 21:38:24.275291',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "captures" VALUES(4,'80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3','annonces/copie.txt',NULL,'2026-11-26 21:38:24.275291',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "captures" VALUES(5,'06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84','annonces/creuse.txt',NULL,'2026-11-26 21:38:24.275291',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "captures" VALUES(6,'aa53d3e89658b623a05238bc3d15556e92e02a21f3dbb49c865f57fc20521d21','annonces/lot.zip!/jura.txt',NULL,'2026-11-26 21:38:24.301759',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "captures" VALUES(7,'4ec381f3147ab559c39c3513aa8339fa74db207224ba65716a36bad8ac13bc45','annonces/piscine.txt',NULL,'2026-11-26 21:38:24.301759',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "captures" VALUES(8,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','annonces/vide.txt',NULL,'2026-11-26 21:38:24.333514',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "captures" VALUES(9,NULL,'http://www.journal-exemple.fr/robots.txt','journal','2026-03-04 12:00:00.000000',404,'text/html','journal-exemple.fr-20260304T120000-36176418.warc.gz',742,'robots.txt');
INSERT INTO "captures" VALUES(10,'7cb031d76d8c62861c206e52fb8930dee1503bc45cf08383ea996ee973244f35','http://www.journal-exemple.fr/rss.xml','journal','2026-03-04 12:00:03.000000',200,'text/xml','journal-exemple.fr-20260304T120000-36176418.warc.gz',1616,NULL);
INSERT INTO "captures" VALUES(11,'3e9136cd5c0a6be134f409c898a08acd03cc55ce12f0fba520be62076b37cd14','http://www.journal-exemple.fr/Contrat-3','journal','2026-03-04 12:00:06.000000',200,'text/html','journal-exemple.fr-20260304T120000-36176418.warc.gz',2589,NULL);
CREATE TABLE crawls (
	id INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	whole BOOLEAN NOT NULL, 
	complete BOOLEAN NOT NULL, 
	counts JSON NOT NULL, 
	problems JSON NOT NULL, 
	alarms JSON NOT NULL, 
	CONSTRAINT pk_crawls PRIMARY KEY (id)
);
INSERT INTO "crawls" VALUES(1,'journal','2026-03-04 12:00:00.000000','2026-03-04 12:00:06.000000',1,1,'{"pages": 1, "shown": 2, "met": 2, "new": 1, "passed_over": 1, "read": 1, "asked": 1}','[]','[]');
CREATE TABLE documents (
	id VARCHAR(64) NOT NULL, 
	bytes BIGINT, 
	archived BOOLEAN NOT NULL, 
	first_captured DATETIME, 
	published VARCHAR(32), 
	CONSTRAINT pk_documents PRIMARY KEY (id)
);
INSERT INTO "documents" VALUES('cb0ed53f8e6cb2346964e04812d2940929ed5dfd66b22bcd9a7eedea4b140665',NULL,0,'2026-11-26 21:38:09.798697','a6bcd2d46defa58be60743392c6a67aa');
INSERT INTO "documents" VALUES('79d482120620348b7475005afcb2b82f060320e36dd6b4c8e9458f0b1905eea0',188,1,'2026-11-26 21:38:09.798697','8447874732c4a71e8278deec31f28899');
INSERT INTO "documents" VALUES('80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3',435,1,'2026-11-26 21:38:24.275291','ffeb1cea9104f35df861b49e676c3d54');
INSERT INTO "documents" VALUES('06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84',185,1,'2026-11-26 21:38:24.275291','ac76e1fbbcd77da17665b0abe3faa3eb');
INSERT INTO "documents" VALUES('aa53d3e89658b623a05238bc3d15556e92e02a21f3dbb49c865f57fc20521d21',74,1,'2026-11-26 21:38:24.301759','045590424995875f29efdb393009721e');
INSERT INTO "documents" VALUES('4ec381f3147ab559c39c3513aa8339fa74db207224ba65716a36bad8ac13bc45',54,1,'2026-11-26 21:38:24.301759','1692d20e9a0e16428afc9fb51912cae9');
INSERT INTO "documents" VALUES('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',0,1,'2026-11-26 21:38:24.333514','c5e749692bd3268015fbe26fdfc73593');
INSERT INTO "documents" VALUES('7cb031d76d8c62861c206e52fb8930dee1503bc45cf08383ea996ee973244f35',350,0,'2026-03-04 12:00:03.000000',NULL);
INSERT INTO "documents" VALUES('3e9136cd5c0a6be134f409c898a08acd03cc55ce12f0fba520be62076b37cd14',161,1,'2026-03-04 12:00:06.000000',NULL);
CREATE TABLE extractions (
	id VARCHAR(32) NOT NULL, 
	text VARCHAR(32) NOT NULL, 
	fingerprint TEXT NOT NULL, 
	uri TEXT NOT NULL, 
	status TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	contracts INTEGER NOT NULL, 
	facts JSON NOT NULL, 
	record TEXT NOT NULL, 
	created_at DATETIME, 
	reports JSON, 
	CONSTRAINT pk_extractions PRIMARY KEY (id), 
	CONSTRAINT uq_extractions_text_fingerprint UNIQUE (text, fingerprint), 
	CONSTRAINT fk_extractions_text FOREIGN KEY(text) REFERENCES texts (id)
);
INSERT INTO "extractions" VALUES('a6bcd2d46defa58be60743392c6a67aa','c2caf643c8dc5aaee72677199c4183d0','','annonces/absent.txt','rejected','other',0,'{}','{"schema_version":"1.0","id":"cb0ed53f8e6cb2346964e04812d2940929ed5dfd66b22bcd9a7eedea4b140665","source":{"uri":"","also":[],"media_type":null,"bytes":0,"pages":null,"title":null,"publisher":null,"retrieved_at":null},"status":"rejected","problems":[{"code":"missing","message":"There is no such file: check the name.","page":null}],"kind":"other","published":null,"updated":null,"text":"","contracts":[],"amounts":[],"people":[],"dates":[],"extraction":{"version":"0.1.0","model":"fr_core_news_sm 3.8.0","config":"cf76a8d742c6074d","ocr":null}}','2026-11-26 21:38:09.798697',NULL);
INSERT INTO "extractions" VALUES('8447874732c4a71e8278deec31f28899','2f2ed0aa99b0697e2a203aff5e02267b','cf76a8d742c6074d','annonces/lot.zip','read','other',0,'{}','{"schema_version":"1.0","id":"79d482120620348b7475005afcb2b82f060320e36dd6b4c8e9458f0b1905eea0","source":{"uri":"","also":[],"media_type":"application/zip","bytes":188,"pages":null,"title":null,"publisher":null,"retrieved_at":null},"status":"read","problems":[],"kind":"other","published":null,"updated":null,"text":"","contracts":[],"amounts":[],"people":[],"dates":[],"extraction":{"version":"0.1.0","model":"fr_core_news_sm 3.8.0","config":"cf76a8d742c6074d","ocr":null}}','2026-11-26 21:38:09.798697',NULL);
INSERT INTO "extractions" VALUES('ffeb1cea9104f35df861b49e676c3d54','0fc2578b0f44558df5e83c11731b2ca1','cf76a8d742c6074d','annonces/aisne.txt','read','press_release',1,'{"people": 3, "dates": 1, "amounts": 2, "parties": 3}','{"schema_version":"1.0","id":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","source":{"uri":"","also":[],"media_type":"text/plain","bytes":435,"pages":null,"title":null,"publisher":null,"retrieved_at":null},"status":"read","problems":[],"kind":"press_release","published":"2020-10-14","updated":null,"text":"","contracts":[{"id":"cdppe-02-2020","programme":"cdppe","instrument":"contract","title":"contrat départemental de prévention et de protection de l’enfance","status":"signed","departments":[{"code":"02","name":"Aisne"}],"parties":[{"evidence":[{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":105,"end":116,"quote":"Ziad Khoury","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"kind":"etat","name":"État","representative":null},{"evidence":[{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":196,"end":209,"quote":"Benoît Vallet","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"kind":"ars","name":"Agence régionale de santé","representative":null},{"evidence":[{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":137,"end":155,"quote":"Nicolas Fricoteaux","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"kind":"departement","name":"Département","representative":null}],"signatories":[{"evidence":[{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":105,"end":116,"quote":"Ziad Khoury","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"name":"Ziad Khoury","given_name":"Ziad","family_name":"Khoury","honorific":null,"role":"préfet de l’Aisne","office":"prefet","party":"etat","territory":[{"code":"02","name":"Aisne"}],"capacity":"signs"},{"evidence":[{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":137,"end":155,"quote":"Nicolas Fricoteaux","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"name":"Nicolas Fricoteaux","given_name":"Nicolas","family_name":"Fricoteaux","honorific":null,"role":"président du conseil départemental","office":"president_departement","party":"departement","territory":[],"capacity":"signs"},{"evidence":[{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":196,"end":209,"quote":"Benoît Vallet","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"name":"Benoît Vallet","given_name":"Benoît","family_name":"Vallet","honorific":null,"role":"directeur général de l’agence régionale de santé","office":"directeur_ars","party":"ars","territory":[],"capacity":"signs"}],"dates":[{"evidence":[{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":88,"end":103,"quote":"13 octobre 2020","page":null,"boxes":[],"rule":"signature: day","confidence":1.0}],"kind":"signature","value":"2020-10-13","text":"13 octobre 2020","inferred":null}],"period":null,"amounts":[{"evidence":[{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":356,"end":375,"quote":"1,2 million d’euros","page":null,"boxes":[],"rule":"money/digits","confidence":0.83}],"value":"1200000","value_max":null,"currency":"EUR","text":"1,2 million d’euros","approximation":null,"payers":["etat"],"payees":[],"per_year":false,"per_party":false,"year":null,"period":null,"role":"funding","scope":"total","purpose":null},{"evidence":[{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":394,"end":403,"quote":"800 000 €","page":null,"boxes":[],"rule":"money/digits","confidence":0.71}],"value":"800000","value_max":null,"currency":"EUR","text":"800 000 €","approximation":null,"payers":["departement"],"payees":[],"per_year":false,"per_party":false,"year":null,"period":null,"role":"funding","scope":"total","purpose":null}],"engagements":[],"actions":[],"deliberation":null,"conflicts":[],"sources":["80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3"],"evidence":[{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":55,"end":62,"quote":"contrat","page":null,"boxes":[],"rule":"contract named","confidence":1.0},{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":74,"end":83,"quote":"est signé","page":null,"boxes":[],"rule":"signed, done, passive","confidence":1.0},{"document":"80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3","start":261,"end":270,"quote":"ont signé","page":null,"boxes":[],"rule":"signed, done, active","confidence":1.0}]}],"amounts":[],"people":[],"dates":[],"extraction":{"version":"0.1.0","model":"fr_core_news_sm 3.8.0","config":"cf76a8d742c6074d","ocr":null}}','2026-11-26 21:38:24.275291','{"cdppe-02-2020": "c274d2804c00c341"}');
INSERT INTO "extractions" VALUES('ac76e1fbbcd77da17665b0abe3faa3eb','01af332e705586c27f91ea3ddbe6b7c5','cf76a8d742c6074d','annonces/creuse.txt','read','press_release',1,'{"people": 2, "dates": 1, "parties": 2}','{"schema_version":"1.0","id":"06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84","source":{"uri":"","also":[],"media_type":"text/plain","bytes":185,"pages":null,"title":null,"publisher":null,"retrieved_at":null},"status":"read","problems":[],"kind":"press_release","published":null,"updated":null,"text":"","contracts":[{"id":"cdppe-23-2021","programme":"cdppe","instrument":"contract","title":"contrat départemental de prévention et de protection de l’enfance","status":"signed","departments":[{"code":"23","name":"Creuse"}],"parties":[{"evidence":[{"document":"06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84","start":15,"end":23,"quote":"Anne Roy","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"kind":"etat","name":"État","representative":null},{"evidence":[{"document":"06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84","start":129,"end":138,"quote":"Luc Petit","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"kind":"departement","name":"Département","representative":null}],"signatories":[{"evidence":[{"document":"06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84","start":15,"end":23,"quote":"Anne Roy","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"name":"Anne Roy","given_name":"Anne","family_name":"Roy","honorific":null,"role":"préfète de la Creuse","office":"prefet","party":"etat","territory":[{"code":"23","name":"Creuse"}],"capacity":"signs"},{"evidence":[{"document":"06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84","start":129,"end":138,"quote":"Luc Petit","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"name":"Luc Petit","given_name":"Luc","family_name":"Petit","honorific":null,"role":"président du conseil départemental","office":"president_departement","party":"departement","territory":[],"capacity":"signs"}],"dates":[{"evidence":[{"document":"06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84","start":3,"end":13,"quote":"3 mai 2021","page":null,"boxes":[],"rule":"signature: day","confidence":1.0}],"kind":"signature","value":"2021-05-03","text":"3 mai 2021","inferred":null}],"period":null,"amounts":[],"engagements":[],"actions":[],"deliberation":null,"conflicts":[],"sources":["06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84"],"evidence":[{"document":"06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84","start":58,"end":123,"quote":"contrat départemental de prévention et de protection de l’enfance","page":null,"boxes":[],"rule":"contract named","confidence":1.0},{"document":"06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84","start":47,"end":54,"quote":"a signé","page":null,"boxes":[],"rule":"signed, done, active","confidence":1.0}]}],"amounts":[],"people":[],"dates":[],"extraction":{"version":"0.1.0","model":"fr_core_news_sm 3.8.0","config":"cf76a8d742c6074d","ocr":null}}','2026-11-26 21:38:24.275291','{"cdppe-23-2021": "661769dc609c9b27"}');
INSERT INTO "extractions" VALUES('045590424995875f29efdb393009721e','96b60487dc828ade49730d12a22809f9','cf76a8d742c6074d','annonces/lot.zip!/jura.txt','read','press_release',1,'{"people": 1, "dates": 1, "parties": 1}','{"schema_version":"1.0","id":"aa53d3e89658b623a05238bc3d15556e92e02a21f3dbb49c865f57fc20521d21","source":{"uri":"","also":[],"media_type":"text/plain","bytes":74,"pages":null,"title":null,"publisher":null,"retrieved_at":null},"status":"read","problems":[],"kind":"press_release","published":null,"updated":null,"text":"","contracts":[{"id":"cdppe-39-2022","programme":"cdppe","instrument":"contract","title":"CDPPE","status":"signed","departments":[{"code":"39","name":"Jura"}],"parties":[{"evidence":[{"document":"aa53d3e89658b623a05238bc3d15556e92e02a21f3dbb49c865f57fc20521d21","start":16,"end":25,"quote":"Zoé Blanc","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"kind":"etat","name":"État","representative":null}],"signatories":[{"evidence":[{"document":"aa53d3e89658b623a05238bc3d15556e92e02a21f3dbb49c865f57fc20521d21","start":16,"end":25,"quote":"Zoé Blanc","page":null,"boxes":[],"rule":"subject of signing","confidence":1.0}],"name":"Zoé Blanc","given_name":"Zoé","family_name":"Blanc","honorific":null,"role":"préfète du Jura","office":"prefet","party":"etat","territory":[{"code":"39","name":"Jura"}],"capacity":"signs"}],"dates":[{"evidence":[{"document":"aa53d3e89658b623a05238bc3d15556e92e02a21f3dbb49c865f57fc20521d21","start":3,"end":14,"quote":"5 juin 2022","page":null,"boxes":[],"rule":"signature: day","confidence":1.0}],"kind":"signature","value":"2022-06-05","text":"5 juin 2022","inferred":null}],"period":null,"amounts":[],"engagements":[],"actions":[],"deliberation":null,"conflicts":[],"sources":["aa53d3e89658b623a05238bc3d15556e92e02a21f3dbb49c865f57fc20521d21"],"evidence":[{"document":"aa53d3e89658b623a05238bc3d15556e92e02a21f3dbb49c865f57fc20521d21","start":55,"end":60,"quote":"CDPPE","page":null,"boxes":[],"rule":"contract named","confidence":1.0},{"document":"aa53d3e89658b623a05238bc3d15556e92e02a21f3dbb49c865f57fc20521d21","start":44,"end":51,"quote":"a signé","page":null,"boxes":[],"rule":"signed, done, active","confidence":1.0}]}],"amounts":[],"people":[],"dates":[],"extraction":{"version":"0.1.0","model":"fr_core_news_sm 3.8.0","config":"cf76a8d742c6074d","ocr":null}}','2026-11-26 21:38:24.301759','{"cdppe-39-2022": "9ad023d494416d46"}');
INSERT INTO "extractions" VALUES('1692d20e9a0e16428afc9fb51912cae9','398db22e2a76f9d191ef3a1785133d4c','cf76a8d742c6074d','annonces/piscine.txt','read','news',0,'{}','{"schema_version":"1.0","id":"4ec381f3147ab559c39c3513aa8339fa74db207224ba65716a36bad8ac13bc45","source":{"uri":"","also":[],"media_type":"text/plain","bytes":54,"pages":null,"title":null,"publisher":null,"retrieved_at":null},"status":"read","problems":[],"kind":"news","published":null,"updated":null,"text":"","contracts":[],"amounts":[],"people":[],"dates":[],"extraction":{"version":"0.1.0","model":"fr_core_news_sm 3.8.0","config":"cf76a8d742c6074d","ocr":null}}','2026-11-26 21:38:24.301759',NULL);
INSERT INTO "extractions" VALUES('c5e749692bd3268015fbe26fdfc73593','eec547305906354a7f2a96da3858c1d5','cf76a8d742c6074d','annonces/vide.txt','empty','other',0,'{}','{"schema_version":"1.0","id":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","source":{"uri":"","also":[],"media_type":"application/x-empty","bytes":0,"pages":null,"title":null,"publisher":null,"retrieved_at":null},"status":"empty","problems":[{"code":"empty_file","message":"The file has no bytes.","page":null}],"kind":"other","published":null,"updated":null,"text":"","contracts":[],"amounts":[],"people":[],"dates":[],"extraction":{"version":"0.1.0","model":"fr_core_news_sm 3.8.0","config":"cf76a8d742c6074d","ocr":null}}','2026-11-26 21:38:24.333514',NULL);
CREATE TABLE links (
	source TEXT NOT NULL, 
	url TEXT NOT NULL, 
	title TEXT NOT NULL, 
	date TEXT, 
	found_on TEXT NOT NULL, 
	parent TEXT, 
	reason TEXT NOT NULL, 
	met_at DATETIME NOT NULL, 
	due_at DATETIME, 
	checked_at DATETIME, 
	changed_at DATETIME, 
	gone_at DATETIME, 
	failures INTEGER NOT NULL, 
	text TEXT, 
	summary TEXT, 
	judged_by VARCHAR(32), 
	refused_at DATETIME, 
	CONSTRAINT pk_links PRIMARY KEY (source, url)
);
INSERT INTO "links" VALUES('journal','http://www.journal-exemple.fr/Vigilance-4','Vigilance n° 4','2026-02-04','http://www.journal-exemple.fr/rss.xml',NULL,'its title says nothing of a contract or a programme','2026-03-04 12:00:03.000000',NULL,NULL,NULL,NULL,0,NULL,'','d4f6e2075a676e2d7f84b289c2c6cc5d',NULL);
INSERT INTO "links" VALUES('journal','http://www.journal-exemple.fr/Contrat-3','Un contrat, le n° 3','2026-02-03','http://www.journal-exemple.fr/rss.xml',NULL,'a hint in its title: contrat','2026-03-04 12:00:03.000000','2026-04-02 22:00:12.000000','2026-03-04 12:00:06.000000','2026-03-04 12:00:06.000000',NULL,0,'b7e140a8ba24b99737d662698658e0bacf60de0677576d331432fea8f1ad0684',NULL,'d4f6e2075a676e2d7f84b289c2c6cc5d',NULL);
CREATE TABLE problems (
	id INTEGER NOT NULL, 
	extraction VARCHAR(32) NOT NULL, 
	code TEXT NOT NULL, 
	message TEXT NOT NULL, 
	page INTEGER, 
	CONSTRAINT pk_problems PRIMARY KEY (id), 
	CONSTRAINT fk_problems_extraction FOREIGN KEY(extraction) REFERENCES extractions (id) ON DELETE CASCADE
);
INSERT INTO "problems" VALUES(1,'a6bcd2d46defa58be60743392c6a67aa','missing','There is no such file: check the name.',NULL);
INSERT INTO "problems" VALUES(2,'c5e749692bd3268015fbe26fdfc73593','empty_file','The file has no bytes.',NULL);
CREATE TABLE publishers (
	source TEXT NOT NULL, 
	name TEXT NOT NULL, 
	department TEXT, 
	CONSTRAINT pk_publishers PRIMARY KEY (source)
);
INSERT INTO "publishers" VALUES('cher','Préfecture du Cher','18');
INSERT INTO "publishers" VALUES('lot','Préfecture du Lot','46');
INSERT INTO "publishers" VALUES('creuse','Département de la Creuse','23');
INSERT INTO "publishers" VALUES('journal','Journal',NULL);
INSERT INTO "publishers" VALUES('deliberations','Région',NULL);
CREATE TABLE revisions (
	id INTEGER NOT NULL, 
	value VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_revisions PRIMARY KEY (id)
);
INSERT INTO "revisions" VALUES(1,'b7cbda5a12fc4400b6a3d79d337215cc');
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	state TEXT NOT NULL, 
	started_at DATETIME NOT NULL, 
	heartbeat DATETIME NOT NULL, 
	ended_at DATETIME, 
	fingerprint TEXT, 
	planned INTEGER NOT NULL, 
	done INTEGER NOT NULL, 
	failed INTEGER NOT NULL, 
	parameters JSON NOT NULL, 
	CONSTRAINT pk_runs PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES(1,'run','completed','2026-11-26 21:38:09.808219','2026-11-26 21:38:24.708654','2026-11-26 21:38:24.708654','cf76a8d742c6074d',5,5,0,'{"process": {"host": "host", "pid": 8185, "started": "3550961"}, "bytes": 748, "inputs": ["annonces", "annonces/absent.txt"]}');
INSERT INTO "runs" VALUES(2,'scrape','completed','2026-11-26 21:38:31.718306','2026-11-26 21:38:31.947305','2026-11-26 21:38:31.947305',NULL,1,1,0,'{"process": {"host": "host", "pid": 8185, "started": "3552767"}, "sources": ["journal"]}');
CREATE TABLE texts (
	id VARCHAR(32) NOT NULL, 
	document VARCHAR(64) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	reader TEXT NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_texts PRIMARY KEY (id), 
	CONSTRAINT uq_texts_document_digest UNIQUE (document, digest), 
	CONSTRAINT fk_texts_document FOREIGN KEY(document) REFERENCES documents (id)
);
INSERT INTO "texts" VALUES('c2caf643c8dc5aaee72677199c4183d0','cb0ed53f8e6cb2346964e04812d2940929ed5dfd66b22bcd9a7eedea4b140665','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','','""');
INSERT INTO "texts" VALUES('2f2ed0aa99b0697e2a203aff5e02267b','79d482120620348b7475005afcb2b82f060320e36dd6b4c8e9458f0b1905eea0','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','application/zip','""');
INSERT INTO "texts" VALUES('0fc2578b0f44558df5e83c11731b2ca1','80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3','80a6a29f9e0feebd8ff15d750044377405686eb3fe4f6c085b5c90336501c1e3','text/plain','"Laon, le 14 octobre 2020\n\nProtection de l’enfance : le contrat de l’Aisne est signé\n\nLe 13 octobre 2020, Ziad Khoury, préfet de l’Aisne, Nicolas Fricoteaux, président du conseil départemental, et Benoît Vallet, directeur général de l’agence régionale de santé, ont signé le contrat départemental de prévention et de protection de l’enfance. L’État apporte 1,2 million d’euros et le Département 800 000 €.\n"');
INSERT INTO "texts" VALUES('01af332e705586c27f91ea3ddbe6b7c5','06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84','06150b11c84ac0f9aacfe3c2c4c482ee48c4f572f4b1376dfb94a328ca1b6e84','text/plain','"Le 3 mai 2021, Anne Roy, préfète de la Creuse, a signé le contrat départemental de prévention et de protection de l’enfance avec Luc Petit, président du conseil départemental.\n"');
INSERT INTO "texts" VALUES('96b60487dc828ade49730d12a22809f9','aa53d3e89658b623a05238bc3d15556e92e02a21f3dbb49c865f57fc20521d21','aa53d3e89658b623a05238bc3d15556e92e02a21f3dbb49c865f57fc20521d21','text/plain','"Le 5 juin 2022, Zoé Blanc, préfète du Jura, a signé le CDPPE du Jura.\n"');
INSERT INTO "texts" VALUES('398db22e2a76f9d191ef3a1785133d4c','4ec381f3147ab559c39c3513aa8339fa74db207224ba65716a36bad8ac13bc45','4ec381f3147ab559c39c3513aa8339fa74db207224ba65716a36bad8ac13bc45','text/plain','"La piscine “intercommunale” rouvre lundi à 10 h.\n"');
INSERT INTO "texts" VALUES('eec547305906354a7f2a96da3858c1d5','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','application/x-empty','""');
CREATE INDEX ix_links_source_due_at ON links (source, due_at);
CREATE INDEX ix_crawls_source ON crawls (source);
CREATE INDEX ix_captures_source_captured_at ON captures (source, captured_at);
CREATE INDEX ix_captures_document ON captures (document);
CREATE INDEX ix_captures_timed ON captures (uri, document, captured_at) WHERE http_status IS NOT NULL OR media_type IS NOT NULL;
CREATE INDEX ix_captures_uri ON captures (uri);
CREATE UNIQUE INDEX uq_captures_files ON captures (document, uri) WHERE http_status IS NULL;
CREATE INDEX ix_problems_extraction ON problems (extraction);
COMMIT;
