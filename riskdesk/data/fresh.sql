CREATE TABLE organisation (
	ref TEXT NOT NULL CONSTRAINT "organisation.ref" CHECK (ref <> ''),
	name TEXT DEFAULT '' NOT NULL CONSTRAINT "organisation.name" CHECK ("name" <> ''),
	start_on TEXT NOT NULL CONSTRAINT "organisation.start_on" CHECK ("start_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "start_on" = date("start_on", '+0 days')),
	list_source TEXT DEFAULT '' NOT NULL,
	list_on TEXT CONSTRAINT "organisation.list_on" CHECK ("list_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "list_on" = date("list_on", '+0 days')),
	distribution TEXT DEFAULT '' NOT NULL,
	pack TEXT DEFAULT '' NOT NULL,
	counsel_banner TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "organisation.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref)
);

CREATE TABLE reviewer (
	ref TEXT NOT NULL CONSTRAINT "reviewer.ref" CHECK (ref <> ''),
	name TEXT DEFAULT '' NOT NULL CONSTRAINT "reviewer.name" CHECK ("name" <> ''),
	role TEXT DEFAULT '' NOT NULL,
	since TEXT CONSTRAINT "reviewer.since" CHECK ("since" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "since" = date("since", '+0 days')),
	until TEXT CONSTRAINT "reviewer.until" CHECK ("until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "until" = date("until", '+0 days')),
	closed_on TEXT CONSTRAINT "reviewer.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref)
);

CREATE TABLE maker (
	ref TEXT NOT NULL CONSTRAINT "maker.ref" CHECK (ref <> ''),
	name TEXT DEFAULT '' NOT NULL CONSTRAINT "maker.name" CHECK ("name" <> ''),
	affiliate_of TEXT CONSTRAINT "maker.affiliate_of" CHECK ("affiliate_of" <> ''),
	country TEXT DEFAULT '' NOT NULL,
	website TEXT DEFAULT '' NOT NULL,
	notes TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "maker.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(affiliate_of) REFERENCES maker (ref)
);

CREATE TABLE insurance (
	ref TEXT NOT NULL CONSTRAINT "insurance.ref" CHECK (ref <> ''),
	insurer TEXT DEFAULT '' NOT NULL CONSTRAINT "insurance.insurer" CHECK ("insurer" <> ''),
	number TEXT DEFAULT '' NOT NULL,
	cover TEXT DEFAULT '' NOT NULL,
	starts_on TEXT CONSTRAINT "insurance.starts_on" CHECK ("starts_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "starts_on" = date("starts_on", '+0 days')),
	ends_on TEXT CONSTRAINT "insurance.ends_on" CHECK ("ends_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "ends_on" = date("ends_on", '+0 days')),
	notice_terms TEXT DEFAULT '' NOT NULL,
	ai_exclusion TEXT DEFAULT '' NOT NULL CONSTRAINT "insurance.ai_exclusion" CHECK ("ai_exclusion" IN ('', 'none', 'endorsed', 'unknown')),
	notified_on TEXT CONSTRAINT "insurance.notified_on" CHECK ("notified_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "notified_on" = date("notified_on", '+0 days')),
	notified TEXT DEFAULT '' NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "insurance.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref)
);

CREATE TABLE log (
	seq INTEGER NOT NULL,
	at TEXT NOT NULL CONSTRAINT "log.at" CHECK (length("at") = 27 AND "at" GLOB '????-??-??T??:??:??.??????Z'),
	who TEXT NOT NULL,
	account TEXT NOT NULL,
	deed TEXT NOT NULL,
	kind TEXT NOT NULL,
	ref TEXT NOT NULL,
	fields TEXT NOT NULL,
	old TEXT,
	new TEXT NOT NULL,
	reason TEXT NOT NULL,
	prev TEXT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (seq)
);

CREATE TABLE handoff (
	seq INTEGER NOT NULL,
	at TEXT NOT NULL CONSTRAINT "handoff.at" CHECK (length("at") = 27 AND "at" GLOB '????-??-??T??:??:??.??????Z'),
	who TEXT NOT NULL,
	account TEXT NOT NULL,
	to_whom TEXT NOT NULL,
	profile TEXT NOT NULL,
	as_of TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	workbook_sha256 TEXT NOT NULL,
	bytes INTEGER NOT NULL CONSTRAINT "handoff.bytes" CHECK (typeof("bytes") IN ('integer', 'null') AND "bytes" BETWEEN -9007199254740991 AND 9007199254740991),
	log_seq INTEGER NOT NULL CONSTRAINT "handoff.log_seq" CHECK (typeof("log_seq") IN ('integer', 'null') AND "log_seq" BETWEEN -9007199254740991 AND 9007199254740991),
	file_name TEXT NOT NULL,
	prev TEXT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (seq)
);

CREATE TABLE meta (
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY ("key")
);

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE vendor (
	ref TEXT NOT NULL CONSTRAINT "vendor.ref" CHECK (ref <> ''),
	name TEXT DEFAULT '' NOT NULL CONSTRAINT "vendor.name" CHECK ("name" <> ''),
	owner TEXT DEFAULT '' NOT NULL,
	business_unit TEXT DEFAULT '' NOT NULL,
	description TEXT DEFAULT '' NOT NULL,
	criticality TEXT DEFAULT '' NOT NULL CONSTRAINT "vendor.criticality" CHECK ("criticality" IN ('', '1', '2', '3', '4', '5', 'unknown')),
	dependency TEXT DEFAULT '' NOT NULL CONSTRAINT "vendor.dependency" CHECK ("dependency" IN ('', '1', '2', '3', '4', '5', 'unknown')),
	reach TEXT DEFAULT '' NOT NULL CONSTRAINT "vendor.reach" CHECK ("reach" IN ('', '1', '2', '3', '4', '5', 'unknown')),
	data_sensitivity TEXT DEFAULT '' NOT NULL CONSTRAINT "vendor.data_sensitivity" CHECK ("data_sensitivity" IN ('', '1', '2', '3', '4', '5', 'unknown')),
	provenance_anchor TEXT DEFAULT '' NOT NULL CONSTRAINT "vendor.provenance_anchor" CHECK ("provenance_anchor" IN ('', '1', '2', '3', '4', '5', 'unknown')),
	provenance_reason TEXT DEFAULT '' NOT NULL,
	generative INTEGER CONSTRAINT "vendor.generative" CHECK ("generative" IN (0, 1)),
	own_maker TEXT CONSTRAINT "vendor.own_maker" CHECK ("own_maker" <> ''),
	website TEXT DEFAULT '' NOT NULL,
	country TEXT DEFAULT '' NOT NULL,
	spend TEXT DEFAULT '' NOT NULL,
	excluded_on TEXT CONSTRAINT "vendor.excluded_on" CHECK ("excluded_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "excluded_on" = date("excluded_on", '+0 days')),
	excluded_reason TEXT DEFAULT '' NOT NULL,
	legal_hold TEXT DEFAULT '' NOT NULL,
	notes TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "vendor.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	folded TEXT NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(own_maker) REFERENCES maker (ref)
);

CREATE TABLE model (
	ref TEXT NOT NULL CONSTRAINT "model.ref" CHECK (ref <> ''),
	name TEXT DEFAULT '' NOT NULL CONSTRAINT "model.name" CHECK ("name" <> ''),
	version TEXT DEFAULT '' NOT NULL,
	maker TEXT CONSTRAINT "model.maker" CHECK ("maker" <> ''),
	changed_on TEXT CONSTRAINT "model.changed_on" CHECK ("changed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "changed_on" = date("changed_on", '+0 days')),
	notes TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "model.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(maker) REFERENCES maker (ref)
);

CREATE TABLE product (
	ref TEXT NOT NULL CONSTRAINT "product.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "product.vendor" CHECK ("vendor" <> ''),
	name TEXT DEFAULT '' NOT NULL CONSTRAINT "product.name" CHECK ("name" <> ''),
	description TEXT DEFAULT '' NOT NULL,
	owner TEXT DEFAULT '' NOT NULL,
	offered_in TEXT DEFAULT '[]' NOT NULL CONSTRAINT "product.offered_in" CHECK (json_valid("offered_in") AND json_type("offered_in") = 'array'),
	substitute TEXT DEFAULT '' NOT NULL,
	switch_days INTEGER CONSTRAINT "product.switch_days" CHECK (typeof("switch_days") IN ('integer', 'null') AND "switch_days" BETWEEN 0 AND 3650),
	exit_plan TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "product.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE subvendor (
	ref TEXT NOT NULL CONSTRAINT "subvendor.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "subvendor.vendor" CHECK ("vendor" <> ''),
	name TEXT DEFAULT '' NOT NULL CONSTRAINT "subvendor.name" CHECK ("name" <> ''),
	service TEXT DEFAULT '' NOT NULL,
	through TEXT CONSTRAINT "subvendor.through" CHECK ("through" <> ''),
	closed_on TEXT CONSTRAINT "subvendor.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(through) REFERENCES subvendor (ref)
);

CREATE TABLE contact (
	ref TEXT NOT NULL CONSTRAINT "contact.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "contact.vendor" CHECK ("vendor" <> ''),
	name TEXT DEFAULT '' NOT NULL CONSTRAINT "contact.name" CHECK ("name" <> ''),
	role TEXT DEFAULT '' NOT NULL CONSTRAINT "contact.role" CHECK ("role" IN ('', 'officer', 'legal', 'sales', 'support', 'other')),
	title TEXT DEFAULT '' NOT NULL,
	email TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	may_bind INTEGER CONSTRAINT "contact.may_bind" CHECK ("may_bind" IN (0, 1)),
	closed_on TEXT CONSTRAINT "contact.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE evidence (
	ref TEXT NOT NULL CONSTRAINT "evidence.ref" CHECK (ref <> ''),
	title TEXT DEFAULT '' NOT NULL CONSTRAINT "evidence.title" CHECK ("title" <> ''),
	vendor TEXT CONSTRAINT "evidence.vendor" CHECK ("vendor" <> ''),
	form TEXT DEFAULT '' NOT NULL CONSTRAINT "evidence.form" CHECK ("form" IN ('file', 'url', 'note')),
	strength TEXT DEFAULT '' NOT NULL CONSTRAINT "evidence.strength" CHECK ("strength" IN ('primary', 'statement', 'assertion')),
	type TEXT DEFAULT '' NOT NULL,
	document_on TEXT CONSTRAINT "evidence.document_on" CHECK ("document_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "document_on" = date("document_on", '+0 days')),
	version TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	obtained_on TEXT NOT NULL CONSTRAINT "evidence.obtained_on" CHECK ("obtained_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "obtained_on" = date("obtained_on", '+0 days')),
	obtained_by TEXT DEFAULT '' NOT NULL CONSTRAINT "evidence.obtained_by" CHECK ("obtained_by" <> ''),
	method TEXT DEFAULT '' NOT NULL,
	wording TEXT DEFAULT '' NOT NULL,
	file_name TEXT DEFAULT '' NOT NULL,
	bytes INTEGER CONSTRAINT "evidence.bytes" CHECK (typeof("bytes") IN ('integer', 'null') AND "bytes" BETWEEN 0 AND 9007199254740991),
	sha256 TEXT DEFAULT '' NOT NULL,
	classification TEXT DEFAULT '' NOT NULL CONSTRAINT "evidence.classification" CHECK ("classification" IN ('ordinary', 'confidential', 'privileged')),
	independent INTEGER CONSTRAINT "evidence.independent" CHECK ("independent" IN (0, 1)),
	"check" TEXT DEFAULT '' NOT NULL,
	checked_by TEXT DEFAULT '' NOT NULL,
	reviewed_by TEXT DEFAULT '' NOT NULL,
	reviewed_on TEXT CONSTRAINT "evidence.reviewed_on" CHECK ("reviewed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "reviewed_on" = date("reviewed_on", '+0 days')),
	refresh_on TEXT CONSTRAINT "evidence.refresh_on" CHECK ("refresh_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "refresh_on" = date("refresh_on", '+0 days')),
	supersedes TEXT CONSTRAINT "evidence.supersedes" CHECK ("supersedes" <> ''),
	sequestered TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "evidence.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(supersedes) REFERENCES evidence (ref)
);

CREATE TABLE answer (
	ref TEXT NOT NULL CONSTRAINT "answer.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "answer.vendor" CHECK ("vendor" <> ''),
	question TEXT DEFAULT '' NOT NULL CONSTRAINT "answer.question" CHECK ("question" <> ''),
	state TEXT DEFAULT '' NOT NULL CONSTRAINT "answer.state" CHECK ("state" IN ('answered', 'unknown', 'declined', 'na')),
	value TEXT DEFAULT '' NOT NULL CONSTRAINT "answer.value" CHECK ("value" = '' OR json_valid("value")),
	note TEXT DEFAULT '' NOT NULL,
	counsel_note TEXT DEFAULT '' NOT NULL,
	answered_on TEXT NOT NULL CONSTRAINT "answer.answered_on" CHECK ("answered_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "answered_on" = date("answered_on", '+0 days')),
	answered_by TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "answer.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	CONSTRAINT "answer.question" CHECK (ref = vendor || '/' || question),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE ask (
	ref TEXT NOT NULL CONSTRAINT "ask.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "ask.vendor" CHECK ("vendor" <> ''),
	asked_on TEXT NOT NULL CONSTRAINT "ask.asked_on" CHECK ("asked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "asked_on" = date("asked_on", '+0 days')),
	asked_of TEXT DEFAULT '' NOT NULL CONSTRAINT "ask.asked_of" CHECK ("asked_of" <> ''),
	means TEXT DEFAULT '' NOT NULL,
	questions TEXT DEFAULT '' NOT NULL,
	reminded_on TEXT CONSTRAINT "ask.reminded_on" CHECK ("reminded_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "reminded_on" = date("reminded_on", '+0 days')),
	replied_on TEXT CONSTRAINT "ask.replied_on" CHECK ("replied_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "replied_on" = date("replied_on", '+0 days')),
	note TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "ask.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE round (
	ref TEXT NOT NULL CONSTRAINT "round.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "round.vendor" CHECK ("vendor" <> ''),
	ordinal INTEGER NOT NULL CONSTRAINT "round.ordinal" CHECK (typeof("ordinal") IN ('integer', 'null') AND "ordinal" BETWEEN 1 AND 9007199254740991),
	start_on TEXT NOT NULL CONSTRAINT "round.start_on" CHECK ("start_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "start_on" = date("start_on", '+0 days')),
	due_1 TEXT CONSTRAINT "round.due_1" CHECK ("due_1" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "due_1" = date("due_1", '+0 days')),
	due_2 TEXT CONSTRAINT "round.due_2" CHECK ("due_2" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "due_2" = date("due_2", '+0 days')),
	due_3 TEXT CONSTRAINT "round.due_3" CHECK ("due_3" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "due_3" = date("due_3", '+0 days')),
	due_4 TEXT CONSTRAINT "round.due_4" CHECK ("due_4" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "due_4" = date("due_4", '+0 days')),
	due_5 TEXT CONSTRAINT "round.due_5" CHECK ("due_5" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "due_5" = date("due_5", '+0 days')),
	ended_on TEXT CONSTRAINT "round.ended_on" CHECK ("ended_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "ended_on" = date("ended_on", '+0 days')),
	ended_at_log INTEGER CONSTRAINT "round.ended_at_log" CHECK (typeof("ended_at_log") IN ('integer', 'null') AND "ended_at_log" BETWEEN 0 AND 9007199254740991),
	closed_on TEXT CONSTRAINT "round.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE confirmation (
	ref TEXT NOT NULL CONSTRAINT "confirmation.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "confirmation.vendor" CHECK ("vendor" <> ''),
	action TEXT DEFAULT '' NOT NULL CONSTRAINT "confirmation.action" CHECK ("action" IN ('1', '2', '3', '4', '5')),
	suggested INTEGER NOT NULL CONSTRAINT "confirmation.suggested" CHECK (typeof("suggested") IN ('integer', 'null') AND "suggested" BETWEEN 0 AND 5),
	score INTEGER NOT NULL CONSTRAINT "confirmation.score" CHECK (typeof("score") IN ('integer', 'null') AND "score" BETWEEN 0 AND 5),
	reason TEXT DEFAULT '' NOT NULL,
	given_by TEXT DEFAULT '' NOT NULL CONSTRAINT "confirmation.given_by" CHECK ("given_by" <> ''),
	given_on TEXT NOT NULL CONSTRAINT "confirmation.given_on" CHECK ("given_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "given_on" = date("given_on", '+0 days')),
	pack TEXT DEFAULT '' NOT NULL CONSTRAINT "confirmation.pack" CHECK ("pack" <> ''),
	closed_on TEXT CONSTRAINT "confirmation.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE signature (
	ref TEXT NOT NULL CONSTRAINT "signature.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "signature.vendor" CHECK ("vendor" <> ''),
	action TEXT DEFAULT '' NOT NULL CONSTRAINT "signature.action" CHECK ("action" IN ('1', '2', '3', '4', '5')),
	score INTEGER NOT NULL CONSTRAINT "signature.score" CHECK (typeof("score") IN ('integer', 'null') AND "score" BETWEEN 0 AND 5),
	prepared_by TEXT DEFAULT '' NOT NULL CONSTRAINT "signature.prepared_by" CHECK ("prepared_by" <> ''),
	signed_by TEXT DEFAULT '' NOT NULL CONSTRAINT "signature.signed_by" CHECK ("signed_by" <> ''),
	signed_role TEXT DEFAULT '' NOT NULL,
	signed_on TEXT NOT NULL CONSTRAINT "signature.signed_on" CHECK ("signed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "signed_on" = date("signed_on", '+0 days')),
	statement TEXT DEFAULT '' NOT NULL,
	self_reviewed INTEGER CONSTRAINT "signature.self_reviewed" CHECK ("self_reviewed" IN (0, 1)),
	pack TEXT DEFAULT '' NOT NULL CONSTRAINT "signature.pack" CHECK ("pack" <> ''),
	closed_on TEXT CONSTRAINT "signature.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE treatment (
	ref TEXT NOT NULL CONSTRAINT "treatment.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "treatment.vendor" CHECK ("vendor" <> ''),
	response TEXT DEFAULT '' NOT NULL CONSTRAINT "treatment.response" CHECK ("response" IN ('accept', 'mitigate', 'transfer', 'avoid')),
	statement TEXT DEFAULT '' NOT NULL,
	"plan" TEXT DEFAULT '' NOT NULL,
	owner TEXT DEFAULT '' NOT NULL CONSTRAINT "treatment.owner" CHECK ("owner" <> ''),
	due_on TEXT CONSTRAINT "treatment.due_on" CHECK ("due_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "due_on" = date("due_on", '+0 days')),
	done_on TEXT CONSTRAINT "treatment.done_on" CHECK ("done_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "done_on" = date("done_on", '+0 days')),
	closed_on TEXT CONSTRAINT "treatment.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE incident (
	ref TEXT NOT NULL CONSTRAINT "incident.ref" CHECK (ref <> ''),
	title TEXT DEFAULT '' NOT NULL CONSTRAINT "incident.title" CHECK ("title" <> ''),
	vendor TEXT CONSTRAINT "incident.vendor" CHECK ("vendor" <> ''),
	happened_on TEXT CONSTRAINT "incident.happened_on" CHECK ("happened_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "happened_on" = date("happened_on", '+0 days')),
	facts TEXT DEFAULT '' NOT NULL,
	resolved INTEGER CONSTRAINT "incident.resolved" CHECK ("resolved" IN (0, 1)),
	counsel_note TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "incident.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE standing (
	vendor TEXT NOT NULL,
	name TEXT NOT NULL,
	owner TEXT NOT NULL,
	"on" TEXT NOT NULL CONSTRAINT "standing.on" CHECK ("on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "on" = date("on", '+0 days')),
	holds_until TEXT CONSTRAINT "standing.holds_until" CHECK ("holds_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "holds_until" = date("holds_until", '+0 days')),
	pack TEXT NOT NULL,
	tier TEXT NOT NULL CONSTRAINT "standing.tier" CHECK ("tier" IN ('low', 'moderate', 'high', 'critical', 'unrated')),
	residual_tenths INTEGER CONSTRAINT "standing.residual_tenths" CHECK (typeof("residual_tenths") IN ('integer', 'null') AND "residual_tenths" BETWEEN -9007199254740991 AND 9007199254740991),
	impact INTEGER CONSTRAINT "standing.impact" CHECK (typeof("impact") IN ('integer', 'null') AND "impact" BETWEEN -9007199254740991 AND 9007199254740991),
	likelihood INTEGER CONSTRAINT "standing.likelihood" CHECK (typeof("likelihood") IN ('integer', 'null') AND "likelihood" BETWEEN -9007199254740991 AND 9007199254740991),
	l_disp INTEGER CONSTRAINT "standing.l_disp" CHECK (typeof("l_disp") IN ('integer', 'null') AND "l_disp" BETWEEN -9007199254740991 AND 9007199254740991),
	l_use INTEGER CONSTRAINT "standing.l_use" CHECK (typeof("l_use") IN ('integer', 'null') AND "l_use" BETWEEN -9007199254740991 AND 9007199254740991),
	l_prov INTEGER CONSTRAINT "standing.l_prov" CHECK (typeof("l_prov") IN ('integer', 'null') AND "l_prov" BETWEEN -9007199254740991 AND 9007199254740991),
	driver TEXT NOT NULL,
	control_units INTEGER CONSTRAINT "standing.control_units" CHECK (typeof("control_units") IN ('integer', 'null') AND "control_units" BETWEEN -9007199254740991 AND 9007199254740991),
	open INTEGER NOT NULL CONSTRAINT "standing.open" CHECK (typeof("open") IN ('integer', 'null') AND "open" BETWEEN -9007199254740991 AND 9007199254740991),
	key_open INTEGER NOT NULL CONSTRAINT "standing.key_open" CHECK (typeof("key_open") IN ('integer', 'null') AND "key_open" BETWEEN -9007199254740991 AND 9007199254740991),
	next_on TEXT CONSTRAINT "standing.next_on" CHECK ("next_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "next_on" = date("next_on", '+0 days')),
	next_what TEXT NOT NULL,
	start_on TEXT CONSTRAINT "standing.start_on" CHECK ("start_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "start_on" = date("start_on", '+0 days')),
	provisional INTEGER NOT NULL CONSTRAINT "standing.provisional" CHECK ("provisional" IN (0, 1)),
	urgency INTEGER NOT NULL CONSTRAINT "standing.urgency" CHECK (typeof("urgency") IN ('integer', 'null') AND "urgency" BETWEEN -9007199254740991 AND 9007199254740991),
	retired INTEGER NOT NULL CONSTRAINT "standing.retired" CHECK ("retired" IN (0, 1)),
	excluded INTEGER NOT NULL CONSTRAINT "standing.excluded" CHECK ("excluded" IN (0, 1)),
	at_least TEXT NOT NULL,
	best_tenths INTEGER CONSTRAINT "standing.best_tenths" CHECK (typeof("best_tenths") IN ('integer', 'null') AND "best_tenths" BETWEEN -9007199254740991 AND 9007199254740991),
	worst_tenths INTEGER CONSTRAINT "standing.worst_tenths" CHECK (typeof("worst_tenths") IN ('integer', 'null') AND "worst_tenths" BETWEEN -9007199254740991 AND 9007199254740991),
	a1_score INTEGER CONSTRAINT "standing.a1_score" CHECK (typeof("a1_score") IN ('integer', 'null') AND "a1_score" BETWEEN 0 AND 5),
	a2_score INTEGER CONSTRAINT "standing.a2_score" CHECK (typeof("a2_score") IN ('integer', 'null') AND "a2_score" BETWEEN 0 AND 5),
	a3_score INTEGER CONSTRAINT "standing.a3_score" CHECK (typeof("a3_score") IN ('integer', 'null') AND "a3_score" BETWEEN 0 AND 5),
	a4_score INTEGER CONSTRAINT "standing.a4_score" CHECK (typeof("a4_score") IN ('integer', 'null') AND "a4_score" BETWEEN 0 AND 5),
	a5_score INTEGER CONSTRAINT "standing.a5_score" CHECK (typeof("a5_score") IN ('integer', 'null') AND "a5_score" BETWEEN 0 AND 5),
	a1_state TEXT NOT NULL,
	a2_state TEXT NOT NULL,
	a3_state TEXT NOT NULL,
	a4_state TEXT NOT NULL,
	a5_state TEXT NOT NULL,
	a1_signed INTEGER NOT NULL CONSTRAINT "standing.a1_signed" CHECK ("a1_signed" IN (0, 1)),
	a2_signed INTEGER NOT NULL CONSTRAINT "standing.a2_signed" CHECK ("a2_signed" IN (0, 1)),
	a3_signed INTEGER NOT NULL CONSTRAINT "standing.a3_signed" CHECK ("a3_signed" IN (0, 1)),
	a4_signed INTEGER NOT NULL CONSTRAINT "standing.a4_signed" CHECK ("a4_signed" IN (0, 1)),
	a5_signed INTEGER NOT NULL CONSTRAINT "standing.a5_signed" CHECK ("a5_signed" IN (0, 1)),
	a1_due TEXT CONSTRAINT "standing.a1_due" CHECK ("a1_due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "a1_due" = date("a1_due", '+0 days')),
	a2_due TEXT CONSTRAINT "standing.a2_due" CHECK ("a2_due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "a2_due" = date("a2_due", '+0 days')),
	a3_due TEXT CONSTRAINT "standing.a3_due" CHECK ("a3_due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "a3_due" = date("a3_due", '+0 days')),
	a4_due TEXT CONSTRAINT "standing.a4_due" CHECK ("a4_due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "a4_due" = date("a4_due", '+0 days')),
	a5_due TEXT CONSTRAINT "standing.a5_due" CHECK ("a5_due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "a5_due" = date("a5_due", '+0 days')),
	tier_rank INTEGER NOT NULL CONSTRAINT "standing.tier_rank" CHECK (typeof("tier_rank") IN ('integer', 'null') AND "tier_rank" BETWEEN -9007199254740991 AND 9007199254740991),
	floors TEXT NOT NULL,
	covered INTEGER NOT NULL CONSTRAINT "standing.covered" CHECK (typeof("covered") IN ('integer', 'null') AND "covered" BETWEEN -9007199254740991 AND 9007199254740991),
	coverable INTEGER NOT NULL CONSTRAINT "standing.coverable" CHECK (typeof("coverable") IN ('integer', 'null') AND "coverable" BETWEEN -9007199254740991 AND 9007199254740991),
	hidden INTEGER NOT NULL CONSTRAINT "standing.hidden" CHECK ("hidden" IN (0, 1)),
	name_key TEXT NOT NULL,
	owner_key TEXT NOT NULL,
	folded TEXT NOT NULL,
	PRIMARY KEY (vendor),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE footing (
	vendor TEXT NOT NULL,
	terms TEXT NOT NULL,
	PRIMARY KEY (vendor),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE use (
	ref TEXT NOT NULL CONSTRAINT "use.ref" CHECK (ref <> ''),
	product TEXT NOT NULL CONSTRAINT "use.product" CHECK ("product" <> ''),
	model TEXT NOT NULL CONSTRAINT "use.model" CHECK ("model" <> ''),
	certainty TEXT DEFAULT '' NOT NULL CONSTRAINT "use.certainty" CHECK ("certainty" IN ('', 'documented', 'stated', 'inferred', 'unknown')),
	said_by TEXT DEFAULT '' NOT NULL,
	said_on TEXT CONSTRAINT "use.said_on" CHECK ("said_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "said_on" = date("said_on", '+0 days')),
	closed_on TEXT CONSTRAINT "use.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(product) REFERENCES product (ref),
	FOREIGN KEY(model) REFERENCES model (ref)
);

CREATE TABLE designation (
	ref TEXT NOT NULL CONSTRAINT "designation.ref" CHECK (ref <> ''),
	vendor TEXT CONSTRAINT "designation.vendor" CHECK ("vendor" <> ''),
	maker TEXT CONSTRAINT "designation.maker" CHECK ("maker" <> ''),
	list_name TEXT DEFAULT '' NOT NULL CONSTRAINT "designation.list_name" CHECK ("list_name" <> ''),
	issuer TEXT DEFAULT '' NOT NULL CONSTRAINT "designation.issuer" CHECK ("issuer" <> ''),
	listed_on TEXT NOT NULL CONSTRAINT "designation.listed_on" CHECK ("listed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "listed_on" = date("listed_on", '+0 days')),
	source TEXT DEFAULT '' NOT NULL CONSTRAINT "designation.source" CHECK ("source" <> ''),
	evidence TEXT CONSTRAINT "designation.evidence" CHECK ("evidence" <> ''),
	lifted_on TEXT CONSTRAINT "designation.lifted_on" CHECK ("lifted_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "lifted_on" = date("lifted_on", '+0 days')),
	closed_on TEXT CONSTRAINT "designation.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(maker) REFERENCES maker (ref),
	FOREIGN KEY(evidence) REFERENCES evidence (ref)
);

CREATE TABLE dispute (
	ref TEXT NOT NULL CONSTRAINT "dispute.ref" CHECK (ref <> ''),
	vendor TEXT CONSTRAINT "dispute.vendor" CHECK ("vendor" <> ''),
	maker TEXT CONSTRAINT "dispute.maker" CHECK ("maker" <> ''),
	caption TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.caption" CHECK ("caption" <> ''),
	role TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.role" CHECK ("role" IN ('respondent', 'claimant', 'upstream', 'non-party')),
	proof TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.proof" CHECK ("proof" IN ('allegation', 'pleading', 'ruling', 'settled')),
	alleged_by TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.alleged_by" CHECK ("alleged_by" <> ''),
	alleged_on TEXT CONSTRAINT "dispute.alleged_on" CHECK ("alleged_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "alleged_on" = date("alleged_on", '+0 days')),
	stage TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.stage" CHECK ("stage" IN ('S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'SU')),
	stage_on TEXT CONSTRAINT "dispute.stage_on" CHECK ("stage_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "stage_on" = date("stage_on", '+0 days')),
	forum_type TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.forum_type" CHECK ("forum_type" IN ('', 'court', 'arbitration', 'agency', 'legislature', 'letter')),
	forum TEXT DEFAULT '' NOT NULL,
	docket TEXT DEFAULT '' NOT NULL,
	not_public TEXT DEFAULT '[]' NOT NULL CONSTRAINT "dispute.not_public" CHECK (json_valid("not_public") AND json_type("not_public") = 'array'),
	consolidation TEXT DEFAULT '' NOT NULL,
	filed_on TEXT CONSTRAINT "dispute.filed_on" CHECK ("filed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "filed_on" = date("filed_on", '+0 days')),
	claimant_type TEXT DEFAULT '' NOT NULL,
	putative_class INTEGER CONSTRAINT "dispute.putative_class" CHECK ("putative_class" IN (0, 1)),
	claim_types TEXT DEFAULT '[]' NOT NULL CONSTRAINT "dispute.claim_types" CHECK (json_valid("claim_types") AND json_type("claim_types") = 'array'),
	theory TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.theory" CHECK ("theory" IN ('', 'training', 'output', 'extraction', 'retrieval', 'branding', 'other')),
	models_named TEXT DEFAULT '' NOT NULL,
	relevance TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.relevance" CHECK ("relevance" IN ('', 'named', 'shared', 'unrelated', 'unknown')),
	relevance_reason TEXT DEFAULT '' NOT NULL,
	relief TEXT DEFAULT '[]' NOT NULL CONSTRAINT "dispute.relief" CHECK (json_valid("relief") AND json_type("relief") = 'array'),
	order_in_force TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.order_in_force" CHECK ("order_in_force" IN ('', 'none', 'injunction', 'withdrawal', 'destruction', 'stayed')),
	order_models TEXT DEFAULT '' NOT NULL,
	continuity TEXT DEFAULT '' NOT NULL,
	last_ruling TEXT DEFAULT '' NOT NULL,
	outcome TEXT DEFAULT '' NOT NULL,
	amount TEXT DEFAULT '' NOT NULL,
	past_conduct_only TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.past_conduct_only" CHECK ("past_conduct_only" IN ('', 'yes', 'no', 'unknown')),
	forward_licence TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.forward_licence" CHECK ("forward_licence" IN ('', 'yes', 'no', 'unknown')),
	withdrawal TEXT DEFAULT '' NOT NULL,
	appeal TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.appeal" CHECK ("appeal" IN ('', 'final', 'pending', 'unknown')),
	primary_source TEXT DEFAULT '' NOT NULL,
	primary_on TEXT CONSTRAINT "dispute.primary_on" CHECK ("primary_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "primary_on" = date("primary_on", '+0 days')),
	primary_evidence TEXT CONSTRAINT "dispute.primary_evidence" CHECK ("primary_evidence" <> ''),
	tracker_source TEXT DEFAULT '' NOT NULL,
	tracker_on TEXT CONSTRAINT "dispute.tracker_on" CHECK ("tracker_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "tracker_on" = date("tracker_on", '+0 days')),
	tracker_evidence TEXT CONSTRAINT "dispute.tracker_evidence" CHECK ("tracker_evidence" <> ''),
	as_of TEXT CONSTRAINT "dispute.as_of" CHECK ("as_of" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "as_of" = date("as_of", '+0 days')),
	next_check TEXT CONSTRAINT "dispute.next_check" CHECK ("next_check" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "next_check" = date("next_check", '+0 days')),
	source_model TEXT DEFAULT '' NOT NULL,
	accounts TEXT DEFAULT '' NOT NULL,
	exchanges TEXT DEFAULT '' NOT NULL,
	window TEXT DEFAULT '' NOT NULL,
	access_route TEXT DEFAULT '' NOT NULL,
	capability TEXT DEFAULT '' NOT NULL,
	accuser_evidence TEXT DEFAULT '' NOT NULL CONSTRAINT "dispute.accuser_evidence" CHECK ("accuser_evidence" IN ('', 'yes', 'no', 'unknown')),
	response TEXT DEFAULT '' NOT NULL,
	official_action TEXT DEFAULT '' NOT NULL,
	legal_hold TEXT DEFAULT '' NOT NULL,
	factual_note TEXT DEFAULT '' NOT NULL,
	counsel_note TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "dispute.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(maker) REFERENCES maker (ref),
	FOREIGN KEY(primary_evidence) REFERENCES evidence (ref),
	FOREIGN KEY(tracker_evidence) REFERENCES evidence (ref)
);

CREATE TABLE search (
	ref TEXT NOT NULL CONSTRAINT "search.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "search.vendor" CHECK ("vendor" <> ''),
	searched_on TEXT NOT NULL CONSTRAINT "search.searched_on" CHECK ("searched_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "searched_on" = date("searched_on", '+0 days')),
	searched_by TEXT DEFAULT '' NOT NULL CONSTRAINT "search.searched_by" CHECK ("searched_by" <> ''),
	sources TEXT DEFAULT '[]' NOT NULL CONSTRAINT "search.sources" CHECK (json_valid("sources") AND json_type("sources") = 'array' AND "sources" <> '[]'),
	scope TEXT DEFAULT '' NOT NULL CONSTRAINT "search.scope" CHECK ("scope" IN ('', 'both', 'vendor')),
	terms TEXT DEFAULT '' NOT NULL,
	found TEXT DEFAULT '' NOT NULL CONSTRAINT "search.found" CHECK ("found" IN ('none', 'matters')),
	note TEXT DEFAULT '' NOT NULL,
	evidence TEXT CONSTRAINT "search.evidence" CHECK ("evidence" <> ''),
	closed_on TEXT CONSTRAINT "search.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(evidence) REFERENCES evidence (ref)
);

CREATE TABLE flow (
	ref TEXT NOT NULL CONSTRAINT "flow.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "flow.vendor" CHECK ("vendor" <> ''),
	title TEXT DEFAULT '' NOT NULL CONSTRAINT "flow.title" CHECK ("title" <> ''),
	source_model TEXT DEFAULT '' NOT NULL,
	source_version TEXT DEFAULT '' NOT NULL,
	account_tier TEXT DEFAULT '' NOT NULL CONSTRAINT "flow.account_tier" CHECK ("account_tier" IN ('', 'enterprise', 'paid', 'free')),
	target_model TEXT DEFAULT '' NOT NULL,
	target_owner TEXT DEFAULT '' NOT NULL,
	host TEXT DEFAULT '' NOT NULL,
	purpose TEXT DEFAULT '' NOT NULL CONSTRAINT "flow.purpose" CHECK ("purpose" IN ('', 'inference', 'evaluation', 'classifier', 'embedding', 'reward', 'generative')),
	pipeline TEXT DEFAULT '' NOT NULL,
	volume TEXT DEFAULT '' NOT NULL,
	structured TEXT DEFAULT '' NOT NULL CONSTRAINT "flow.structured" CHECK ("structured" IN ('', 'yes', 'no', 'unknown')),
	automated TEXT DEFAULT '' NOT NULL CONSTRAINT "flow.automated" CHECK ("automated" IN ('', 'yes', 'no', 'unknown')),
	human_edited TEXT DEFAULT '' NOT NULL CONSTRAINT "flow.human_edited" CHECK ("human_edited" IN ('', 'yes', 'no', 'unknown')),
	distribution TEXT DEFAULT '' NOT NULL CONSTRAINT "flow.distribution" CHECK ("distribution" IN ('', 'internal', 'third', 'unknown')),
	regularity TEXT DEFAULT '' NOT NULL CONSTRAINT "flow.regularity" CHECK ("regularity" IN ('', 'occasional', 'systematic', 'unknown')),
	own_tool INTEGER CONSTRAINT "flow.own_tool" CHECK ("own_tool" IN (0, 1)),
	exception TEXT DEFAULT '' NOT NULL,
	authorisation TEXT CONSTRAINT "flow.authorisation" CHECK ("authorisation" <> ''),
	determination TEXT DEFAULT '' NOT NULL CONSTRAINT "flow.determination" CHECK ("determination" IN ('', 'permitted', 'exception', 'authorised', 'unclear', 'prohibited')),
	determined_by TEXT DEFAULT '' NOT NULL,
	determined_on TEXT CONSTRAINT "flow.determined_on" CHECK ("determined_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "determined_on" = date("determined_on", '+0 days')),
	running TEXT DEFAULT '' NOT NULL CONSTRAINT "flow.running" CHECK ("running" IN ('', 'running', 'stopped')),
	started_on TEXT CONSTRAINT "flow.started_on" CHECK ("started_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "started_on" = date("started_on", '+0 days')),
	stopped_on TEXT CONSTRAINT "flow.stopped_on" CHECK ("stopped_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "stopped_on" = date("stopped_on", '+0 days')),
	remedies TEXT DEFAULT '[]' NOT NULL CONSTRAINT "flow.remedies" CHECK (json_valid("remedies") AND json_type("remedies") = 'array'),
	remedied_on TEXT CONSTRAINT "flow.remedied_on" CHECK ("remedied_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "remedied_on" = date("remedied_on", '+0 days')),
	remedy_evidence TEXT CONSTRAINT "flow.remedy_evidence" CHECK ("remedy_evidence" <> ''),
	note TEXT DEFAULT '' NOT NULL,
	counsel_note TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "flow.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(authorisation) REFERENCES evidence (ref),
	FOREIGN KEY(remedy_evidence) REFERENCES evidence (ref)
);

CREATE TABLE contract (
	ref TEXT NOT NULL CONSTRAINT "contract.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "contract.vendor" CHECK ("vendor" <> ''),
	title TEXT DEFAULT '' NOT NULL CONSTRAINT "contract.title" CHECK ("title" <> ''),
	document_on TEXT CONSTRAINT "contract.document_on" CHECK ("document_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "document_on" = date("document_on", '+0 days')),
	entity TEXT DEFAULT '' NOT NULL,
	tier TEXT DEFAULT '' NOT NULL CONSTRAINT "contract.tier" CHECK ("tier" IN ('', 'enterprise', 'paid', 'free')),
	term_end TEXT CONSTRAINT "contract.term_end" CHECK ("term_end" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "term_end" = date("term_end", '+0 days')),
	auto_renewal INTEGER CONSTRAINT "contract.auto_renewal" CHECK ("auto_renewal" IN (0, 1)),
	notice_days INTEGER CONSTRAINT "contract.notice_days" CHECK (typeof("notice_days") IN ('integer', 'null') AND "notice_days" BETWEEN 0 AND 3650),
	notice_method TEXT DEFAULT '' NOT NULL,
	notice_sent_on TEXT CONSTRAINT "contract.notice_sent_on" CHECK ("notice_sent_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "notice_sent_on" = date("notice_sent_on", '+0 days')),
	owner TEXT DEFAULT '' NOT NULL,
	amended_on TEXT CONSTRAINT "contract.amended_on" CHECK ("amended_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "amended_on" = date("amended_on", '+0 days')),
	renewed_on TEXT CONSTRAINT "contract.renewed_on" CHECK ("renewed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "renewed_on" = date("renewed_on", '+0 days')),
	ip_indemnity TEXT DEFAULT '' NOT NULL,
	ip_cap TEXT DEFAULT '' NOT NULL,
	breach_indemnity TEXT DEFAULT '' NOT NULL,
	breach_cap TEXT DEFAULT '' NOT NULL,
	exclusions TEXT DEFAULT '' NOT NULL,
	conditions TEXT DEFAULT '' NOT NULL,
	conditions_evidence TEXT CONSTRAINT "contract.conditions_evidence" CHECK ("conditions_evidence" <> ''),
	evidence TEXT CONSTRAINT "contract.evidence" CHECK ("evidence" <> ''),
	counsel_note TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "contract.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(conditions_evidence) REFERENCES evidence (ref),
	FOREIGN KEY(evidence) REFERENCES evidence (ref)
);

CREATE TABLE proceeding (
	ref TEXT NOT NULL CONSTRAINT "proceeding.ref" CHECK (ref <> ''),
	title TEXT DEFAULT '' NOT NULL CONSTRAINT "proceeding.title" CHECK ("title" <> ''),
	vehicle TEXT DEFAULT '' NOT NULL CONSTRAINT "proceeding.vehicle" CHECK ("vehicle" IN ('rfi', 'rulemaking', 'clause', 'bill', 'hearing', 'letter', 'listening', 'association', 'none')),
	body TEXT DEFAULT '' NOT NULL,
	docket TEXT DEFAULT '' NOT NULL,
	citation TEXT DEFAULT '' NOT NULL,
	bill TEXT DEFAULT '' NOT NULL,
	opens_on TEXT CONSTRAINT "proceeding.opens_on" CHECK ("opens_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "opens_on" = date("opens_on", '+0 days')),
	closes_on TEXT CONSTRAINT "proceeding.closes_on" CHECK ("closes_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closes_on" = date("closes_on", '+0 days')),
	closes_at TEXT DEFAULT '' NOT NULL,
	closes_zone TEXT DEFAULT '' NOT NULL,
	limits TEXT DEFAULT '' NOT NULL,
	channel TEXT DEFAULT '' NOT NULL,
	owner TEXT DEFAULT '' NOT NULL,
	clearance TEXT DEFAULT '' NOT NULL,
	position_state TEXT DEFAULT '' NOT NULL CONSTRAINT "proceeding.position_state" CHECK ("position_state" IN ('', 'draft', 'cleared')),
	position TEXT DEFAULT '' NOT NULL,
	ask TEXT DEFAULT '' NOT NULL,
	impact TEXT DEFAULT '' NOT NULL,
	participation TEXT DEFAULT '' NOT NULL CONSTRAINT "proceeding.participation" CHECK ("participation" IN ('', 'filed', 'association', 'declined', 'drafted')),
	filed_on TEXT CONSTRAINT "proceeding.filed_on" CHECK ("filed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "filed_on" = date("filed_on", '+0 days')),
	receipt TEXT DEFAULT '' NOT NULL,
	url TEXT DEFAULT '' NOT NULL,
	copy TEXT CONSTRAINT "proceeding.copy" CHECK ("copy" <> ''),
	release_checked_by TEXT DEFAULT '' NOT NULL,
	release_checked_on TEXT CONSTRAINT "proceeding.release_checked_on" CHECK ("release_checked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "release_checked_on" = date("release_checked_on", '+0 days')),
	follow_through TEXT DEFAULT '' NOT NULL CONSTRAINT "proceeding.follow_through" CHECK ("follow_through" IN ('', 'tracked', 'mapped')),
	outcome TEXT DEFAULT '' NOT NULL,
	checked_on TEXT CONSTRAINT "proceeding.checked_on" CHECK ("checked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "checked_on" = date("checked_on", '+0 days')),
	next_on TEXT CONSTRAINT "proceeding.next_on" CHECK ("next_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "next_on" = date("next_on", '+0 days')),
	counsel_note TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "proceeding.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(copy) REFERENCES evidence (ref)
);

CREATE TABLE evidence_link (
	ref TEXT NOT NULL CONSTRAINT "evidence_link.ref" CHECK (ref <> ''),
	evidence TEXT NOT NULL CONSTRAINT "evidence_link.evidence" CHECK ("evidence" <> ''),
	vendor TEXT NOT NULL CONSTRAINT "evidence_link.vendor" CHECK ("vendor" <> ''),
	question TEXT DEFAULT '' NOT NULL CONSTRAINT "evidence_link.question" CHECK ("question" <> ''),
	place TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "evidence_link.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(evidence) REFERENCES evidence (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE TABLE corroboration (
	ref TEXT NOT NULL CONSTRAINT "corroboration.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "corroboration.vendor" CHECK ("vendor" <> ''),
	"by" TEXT DEFAULT '' NOT NULL CONSTRAINT "corroboration.by" CHECK ("by" <> ''),
	independent_how TEXT DEFAULT '' NOT NULL CONSTRAINT "corroboration.independent_how" CHECK ("independent_how" <> ''),
	evidence TEXT NOT NULL CONSTRAINT "corroboration.evidence" CHECK ("evidence" <> ''),
	"on" TEXT NOT NULL CONSTRAINT "corroboration.on" CHECK ("on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "on" = date("on", '+0 days')),
	closed_on TEXT CONSTRAINT "corroboration.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(evidence) REFERENCES evidence (ref)
);

CREATE TABLE score_override (
	ref TEXT NOT NULL CONSTRAINT "score_override.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "score_override.vendor" CHECK ("vendor" <> ''),
	action TEXT DEFAULT '' NOT NULL CONSTRAINT "score_override.action" CHECK ("action" IN ('1', '2', '3', '4', '5')),
	score INTEGER NOT NULL CONSTRAINT "score_override.score" CHECK (typeof("score") IN ('integer', 'null') AND "score" BETWEEN 0 AND 5),
	rationale TEXT DEFAULT '' NOT NULL CONSTRAINT "score_override.rationale" CHECK ("rationale" <> ''),
	evidence TEXT NOT NULL CONSTRAINT "score_override.evidence" CHECK ("evidence" <> ''),
	approver TEXT DEFAULT '' NOT NULL CONSTRAINT "score_override.approver" CHECK ("approver" <> ''),
	approver_role TEXT DEFAULT '' NOT NULL CONSTRAINT "score_override.approver_role" CHECK ("approver_role" <> ''),
	made_on TEXT NOT NULL CONSTRAINT "score_override.made_on" CHECK ("made_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "made_on" = date("made_on", '+0 days')),
	expires_on TEXT NOT NULL CONSTRAINT "score_override.expires_on" CHECK ("expires_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "expires_on" = date("expires_on", '+0 days')),
	self_approved INTEGER CONSTRAINT "score_override.self_approved" CHECK ("self_approved" IN (0, 1)),
	closed_on TEXT CONSTRAINT "score_override.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(evidence) REFERENCES evidence (ref)
);

CREATE TABLE override (
	ref TEXT NOT NULL CONSTRAINT "override.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "override.vendor" CHECK ("vendor" <> ''),
	tier TEXT DEFAULT '' NOT NULL CONSTRAINT "override.tier" CHECK ("tier" IN ('low', 'moderate', 'high', 'critical')),
	computed_tier TEXT DEFAULT '' NOT NULL CONSTRAINT "override.computed_tier" CHECK ("computed_tier" IN ('', 'low', 'moderate', 'high', 'critical')),
	rationale TEXT DEFAULT '' NOT NULL CONSTRAINT "override.rationale" CHECK ("rationale" <> ''),
	evidence TEXT NOT NULL CONSTRAINT "override.evidence" CHECK ("evidence" <> ''),
	approver TEXT DEFAULT '' NOT NULL CONSTRAINT "override.approver" CHECK ("approver" <> ''),
	approver_role TEXT DEFAULT '' NOT NULL CONSTRAINT "override.approver_role" CHECK ("approver_role" <> ''),
	counsel TEXT DEFAULT '' NOT NULL,
	made_on TEXT NOT NULL CONSTRAINT "override.made_on" CHECK ("made_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "made_on" = date("made_on", '+0 days')),
	expires_on TEXT CONSTRAINT "override.expires_on" CHECK ("expires_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "expires_on" = date("expires_on", '+0 days')),
	self_approved INTEGER CONSTRAINT "override.self_approved" CHECK ("self_approved" IN (0, 1)),
	closed_on TEXT CONSTRAINT "override.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(evidence) REFERENCES evidence (ref)
);

CREATE TABLE acceptance (
	ref TEXT NOT NULL CONSTRAINT "acceptance.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "acceptance.vendor" CHECK ("vendor" <> ''),
	owner TEXT DEFAULT '' NOT NULL CONSTRAINT "acceptance.owner" CHECK ("owner" <> ''),
	approver TEXT DEFAULT '' NOT NULL CONSTRAINT "acceptance.approver" CHECK ("approver" <> ''),
	approver_role TEXT DEFAULT '' NOT NULL CONSTRAINT "acceptance.approver_role" CHECK ("approver_role" <> ''),
	rationale TEXT DEFAULT '' NOT NULL CONSTRAINT "acceptance.rationale" CHECK ("rationale" <> ''),
	controls TEXT DEFAULT '' NOT NULL,
	void_if TEXT DEFAULT '' NOT NULL,
	accepted_on TEXT NOT NULL CONSTRAINT "acceptance.accepted_on" CHECK ("accepted_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "accepted_on" = date("accepted_on", '+0 days')),
	expires_on TEXT NOT NULL CONSTRAINT "acceptance.expires_on" CHECK ("expires_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "expires_on" = date("expires_on", '+0 days')),
	residual_tenths INTEGER CONSTRAINT "acceptance.residual_tenths" CHECK (typeof("residual_tenths") IN ('integer', 'null') AND "residual_tenths" BETWEEN 0 AND 250),
	tier TEXT DEFAULT '' NOT NULL CONSTRAINT "acceptance.tier" CHECK ("tier" IN ('', 'low', 'moderate', 'high', 'critical')),
	pack TEXT DEFAULT '' NOT NULL,
	evidence TEXT CONSTRAINT "acceptance.evidence" CHECK ("evidence" <> ''),
	self_approved INTEGER CONSTRAINT "acceptance.self_approved" CHECK ("self_approved" IN (0, 1)),
	closed_on TEXT CONSTRAINT "acceptance.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(evidence) REFERENCES evidence (ref)
);

CREATE TABLE stage (
	ref TEXT NOT NULL CONSTRAINT "stage.ref" CHECK (ref <> ''),
	dispute TEXT NOT NULL CONSTRAINT "stage.dispute" CHECK ("dispute" <> ''),
	stage TEXT DEFAULT '' NOT NULL CONSTRAINT "stage.stage" CHECK ("stage" IN ('S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'SU')),
	stage_on TEXT CONSTRAINT "stage.stage_on" CHECK ("stage_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "stage_on" = date("stage_on", '+0 days')),
	source TEXT DEFAULT '' NOT NULL,
	evidence TEXT CONSTRAINT "stage.evidence" CHECK ("evidence" <> ''),
	closed_on TEXT CONSTRAINT "stage.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(dispute) REFERENCES dispute (ref),
	FOREIGN KEY(evidence) REFERENCES evidence (ref)
);

CREATE TABLE relevance (
	ref TEXT NOT NULL CONSTRAINT "relevance.ref" CHECK (ref <> ''),
	vendor TEXT NOT NULL CONSTRAINT "relevance.vendor" CHECK ("vendor" <> ''),
	dispute TEXT CONSTRAINT "relevance.dispute" CHECK ("dispute" <> ''),
	designation TEXT CONSTRAINT "relevance.designation" CHECK ("designation" <> ''),
	relevance TEXT DEFAULT '' NOT NULL CONSTRAINT "relevance.relevance" CHECK ("relevance" IN ('named', 'shared', 'unrelated', 'unknown')),
	reason TEXT DEFAULT '' NOT NULL CONSTRAINT "relevance.reason" CHECK ("reason" <> ''),
	judged_on TEXT CONSTRAINT "relevance.judged_on" CHECK ("judged_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "judged_on" = date("judged_on", '+0 days')),
	judged_by TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "relevance.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref),
	FOREIGN KEY(dispute) REFERENCES dispute (ref),
	FOREIGN KEY(designation) REFERENCES designation (ref)
);

CREATE TABLE terms (
	ref TEXT NOT NULL CONSTRAINT "terms.ref" CHECK (ref <> ''),
	flow TEXT NOT NULL CONSTRAINT "terms.flow" CHECK ("flow" <> ''),
	layer TEXT DEFAULT '' NOT NULL CONSTRAINT "terms.layer" CHECK ("layer" IN ('platform', 'maker', 'tier')),
	document TEXT DEFAULT '' NOT NULL CONSTRAINT "terms.document" CHECK ("document" <> ''),
	version TEXT DEFAULT '' NOT NULL,
	clause TEXT DEFAULT '' NOT NULL,
	captured_on TEXT CONSTRAINT "terms.captured_on" CHECK ("captured_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "captured_on" = date("captured_on", '+0 days')),
	evidence TEXT CONSTRAINT "terms.evidence" CHECK ("evidence" <> ''),
	changed_on TEXT CONSTRAINT "terms.changed_on" CHECK ("changed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "changed_on" = date("changed_on", '+0 days')),
	closed_on TEXT CONSTRAINT "terms.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(flow) REFERENCES flow (ref),
	FOREIGN KEY(evidence) REFERENCES evidence (ref)
);

CREATE TABLE signoff (
	ref TEXT NOT NULL CONSTRAINT "signoff.ref" CHECK (ref <> ''),
	flow TEXT NOT NULL CONSTRAINT "signoff.flow" CHECK ("flow" <> ''),
	name TEXT DEFAULT '' NOT NULL CONSTRAINT "signoff.name" CHECK ("name" <> ''),
	role TEXT DEFAULT '' NOT NULL,
	signed_on TEXT NOT NULL CONSTRAINT "signoff.signed_on" CHECK ("signed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "signed_on" = date("signed_on", '+0 days')),
	scope TEXT DEFAULT '' NOT NULL CONSTRAINT "signoff.scope" CHECK ("scope" <> ''),
	expires_on TEXT NOT NULL CONSTRAINT "signoff.expires_on" CHECK ("expires_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "expires_on" = date("expires_on", '+0 days')),
	conditions TEXT DEFAULT '' NOT NULL,
	evidence TEXT CONSTRAINT "signoff.evidence" CHECK ("evidence" <> ''),
	closed_on TEXT CONSTRAINT "signoff.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(flow) REFERENCES flow (ref),
	FOREIGN KEY(evidence) REFERENCES evidence (ref)
);

CREATE TABLE negotiation (
	ref TEXT NOT NULL CONSTRAINT "negotiation.ref" CHECK (ref <> ''),
	contract TEXT NOT NULL CONSTRAINT "negotiation.contract" CHECK ("contract" <> ''),
	ask TEXT DEFAULT '' NOT NULL CONSTRAINT "negotiation.ask" CHECK ("ask" IN ('N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8', 'N9', 'N10', 'N11', 'N12')),
	status TEXT DEFAULT '' NOT NULL CONSTRAINT "negotiation.status" CHECK ("status" IN ('not raised', 'raised', 'refused', 'fallback', 'agreed')),
	raised_on TEXT CONSTRAINT "negotiation.raised_on" CHECK ("raised_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "raised_on" = date("raised_on", '+0 days')),
	clause TEXT DEFAULT '' NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	closed_on TEXT CONSTRAINT "negotiation.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(contract) REFERENCES contract (ref)
);

CREATE TABLE proceeding_link (
	ref TEXT NOT NULL CONSTRAINT "proceeding_link.ref" CHECK (ref <> ''),
	proceeding TEXT NOT NULL CONSTRAINT "proceeding_link.proceeding" CHECK ("proceeding" <> ''),
	vendor TEXT NOT NULL CONSTRAINT "proceeding_link.vendor" CHECK ("vendor" <> ''),
	checked_on TEXT CONSTRAINT "proceeding_link.checked_on" CHECK ("checked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "checked_on" = date("checked_on", '+0 days')),
	closed_on TEXT CONSTRAINT "proceeding_link.closed_on" CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "closed_on" = date("closed_on", '+0 days')),
	closed_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (ref),
	FOREIGN KEY(proceeding) REFERENCES proceeding (ref),
	FOREIGN KEY(vendor) REFERENCES vendor (ref)
);

CREATE INDEX acceptance_evidence ON acceptance (evidence);

CREATE INDEX acceptance_vendor ON acceptance (vendor);

CREATE INDEX answer_vendor ON answer (vendor);

CREATE INDEX ask_vendor ON ask (vendor);

CREATE INDEX confirmation_vendor ON confirmation (vendor);

CREATE INDEX contact_vendor ON contact (vendor);

CREATE INDEX contract_conditions_evidence ON contract (conditions_evidence);

CREATE INDEX contract_evidence ON contract (evidence);

CREATE INDEX contract_vendor ON contract (vendor);

CREATE INDEX corroboration_evidence ON corroboration (evidence);

CREATE INDEX corroboration_vendor ON corroboration (vendor);

CREATE INDEX designation_evidence ON designation (evidence);

CREATE INDEX designation_maker ON designation (maker);

CREATE INDEX designation_vendor ON designation (vendor);

CREATE INDEX dispute_maker ON dispute (maker);

CREATE INDEX dispute_primary_evidence ON dispute (primary_evidence);

CREATE INDEX dispute_tracker_evidence ON dispute (tracker_evidence);

CREATE INDEX dispute_vendor ON dispute (vendor);

CREATE INDEX evidence_link_evidence ON evidence_link (evidence);

CREATE INDEX evidence_link_vendor ON evidence_link (vendor);

CREATE INDEX evidence_supersedes ON evidence (supersedes);

CREATE INDEX evidence_vendor ON evidence (vendor);

CREATE INDEX flow_authorisation ON flow (authorisation);

CREATE INDEX flow_remedy_evidence ON flow (remedy_evidence);

CREATE INDEX flow_vendor ON flow (vendor);

CREATE INDEX incident_vendor ON incident (vendor);

CREATE INDEX log_record ON log (kind, ref);

CREATE INDEX maker_affiliate_of ON maker (affiliate_of);

CREATE INDEX model_maker ON model (maker);

CREATE INDEX negotiation_contract ON negotiation (contract);

CREATE INDEX override_evidence ON override (evidence);

CREATE INDEX override_vendor ON override (vendor);

CREATE INDEX proceeding_copy ON proceeding (copy);

CREATE INDEX proceeding_link_proceeding ON proceeding_link (proceeding);

CREATE INDEX proceeding_link_vendor ON proceeding_link (vendor);

CREATE INDEX product_vendor ON product (vendor);

CREATE INDEX relevance_designation ON relevance (designation);

CREATE INDEX relevance_dispute ON relevance (dispute);

CREATE INDEX relevance_vendor ON relevance (vendor);

CREATE INDEX round_vendor ON round (vendor);

CREATE INDEX score_override_evidence ON score_override (evidence);

CREATE INDEX score_override_vendor ON score_override (vendor);

CREATE INDEX search_evidence ON search (evidence);

CREATE INDEX search_vendor ON search (vendor);

CREATE INDEX signature_vendor ON signature (vendor);

CREATE INDEX signoff_evidence ON signoff (evidence);

CREATE INDEX signoff_flow ON signoff (flow);

CREATE INDEX stage_dispute ON stage (dispute);

CREATE INDEX stage_evidence ON stage (evidence);

CREATE INDEX standing_orders ON standing (hidden, name_key, vendor, owner_key, tier_rank, residual_tenths, open, next_on, start_on, a1_score, a2_score, a3_score, a4_score, a5_score, tier, retired, excluded, folded);

CREATE INDEX standing_urgency ON standing (hidden, urgency DESC, name_key, vendor, folded);

CREATE INDEX subvendor_through ON subvendor (through);

CREATE INDEX subvendor_vendor ON subvendor (vendor);

CREATE INDEX terms_evidence ON terms (evidence);

CREATE INDEX terms_flow ON terms (flow);

CREATE INDEX treatment_vendor ON treatment (vendor);

CREATE INDEX use_model ON use (model);

CREATE INDEX use_product ON use (product);

CREATE INDEX vendor_own_maker ON vendor (own_maker);

CREATE UNIQUE INDEX vendor_key ON vendor (folded);

CREATE TRIGGER log_appends BEFORE INSERT ON log WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM log) OR NEW.prev IS NOT coalesce((SELECT hash FROM log ORDER BY seq DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000') BEGIN SELECT RAISE(ABORT, 'log only grows, in order'); END;

CREATE TRIGGER log_keeps_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'log is never changed'); END;

CREATE TRIGGER log_keeps_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'log is never changed'); END;

CREATE TRIGGER handoff_appends BEFORE INSERT ON handoff WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM handoff) OR NEW.prev IS NOT coalesce((SELECT hash FROM handoff ORDER BY seq DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000') BEGIN SELECT RAISE(ABORT, 'handoff only grows, in order'); END;

CREATE TRIGGER handoff_keeps_update BEFORE UPDATE ON handoff BEGIN SELECT RAISE(ABORT, 'handoff is never changed'); END;

CREATE TRIGGER handoff_keeps_delete BEFORE DELETE ON handoff BEGIN SELECT RAISE(ABORT, 'handoff is never changed'); END;

CREATE TRIGGER organisation_stays BEFORE DELETE ON "organisation" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER reviewer_stays BEFORE DELETE ON "reviewer" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER vendor_stays BEFORE DELETE ON "vendor" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER product_stays BEFORE DELETE ON "product" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER maker_stays BEFORE DELETE ON "maker" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER model_stays BEFORE DELETE ON "model" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER use_stays BEFORE DELETE ON "use" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER subvendor_stays BEFORE DELETE ON "subvendor" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER contact_stays BEFORE DELETE ON "contact" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER designation_stays BEFORE DELETE ON "designation" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER evidence_stays BEFORE DELETE ON "evidence" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER dispute_stays BEFORE DELETE ON "dispute" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER stage_stays BEFORE DELETE ON "stage" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER relevance_stays BEFORE DELETE ON "relevance" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER search_stays BEFORE DELETE ON "search" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER flow_stays BEFORE DELETE ON "flow" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER terms_stays BEFORE DELETE ON "terms" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER signoff_stays BEFORE DELETE ON "signoff" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER contract_stays BEFORE DELETE ON "contract" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER negotiation_stays BEFORE DELETE ON "negotiation" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER proceeding_stays BEFORE DELETE ON "proceeding" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER proceeding_link_stays BEFORE DELETE ON "proceeding_link" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER answer_stays BEFORE DELETE ON "answer" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER evidence_link_stays BEFORE DELETE ON "evidence_link" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER ask_stays BEFORE DELETE ON "ask" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER corroboration_stays BEFORE DELETE ON "corroboration" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER round_stays BEFORE DELETE ON "round" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER confirmation_stays BEFORE DELETE ON "confirmation" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER score_override_stays BEFORE DELETE ON "score_override" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER signature_stays BEFORE DELETE ON "signature" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER override_stays BEFORE DELETE ON "override" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER treatment_stays BEFORE DELETE ON "treatment" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER acceptance_stays BEFORE DELETE ON "acceptance" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER insurance_stays BEFORE DELETE ON "insurance" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;

CREATE TRIGGER incident_stays BEFORE DELETE ON "incident" BEGIN SELECT RAISE(ABORT, 'records are closed, never deleted'); END;
