"""The shipped pack against the domain's numbers, and its words: complete, dated, about facts and never about places."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from riskdesk.data.pack_files import load_pack
from riskdesk.data.pack_folders import SHIPPED
from riskdesk.rules.pack import Pack
from riskdesk.rules.pack_reading import CAP_RULES, CREDIT_RULES

# Read off DOMAIN 1 to 5 by hand: question, weight, key, answer and its hundredths.
CREDITS = """
P1 3 K named 100 partly 50 undisclosed 0
P2 3 K yes 100 no 100
P3 3 K yes 100 no 100
P4 3 K warranty 100 letter 70 questionnaire 50 webpage 20 nothing 0
P5 2 - all 100 some 50 refused 0
P6 3 K no 100 permitted 100 unclear 50 against 50
P7 2 - protocols 100 policy 50 none 0
P8 2 - =some 60 =none 0
P9 2 - records 100 summary 50 no 0
P10 1 - barred 100 optout 70 permitted 0
P11 2 - =quick 100 =slow 60 =informal 30 =none 0 =limit_days 30
P12 1 - =officer 100 =other 40
D1 3 K =many 100 =few 50 =enough 3
D2 3 K both 100 vendor 40 none 0
D3 3 K
D4 2 - =some 50
D5 2 - =some 50
D6 3 K =all 100 =some 0
D7 2 - tested 100 identified 60 none 0
D8 1 - =all 100 =some 50
D9 1 - =some 50 =none 0
U1 3 K yes 100 no 100
U2 2 - =all 100 =most 60 =one 30
U3 3 K
U4 3 K =part 50
U5 3 K =unclear 20
U6 3 K =expired 30
U7 2 - clean! 100 flag! 0
U8 2 - gate 100 allowlist 60 policy 30 none 0
U9 1 - yes 100 partly 50 no 0
C1 3 K enterprise 100 paid 70 free 10 not_found 0
C2 3 K both 100 output 50 service 30 none 0
C3 3 K met 100 believed 50 not_met 0
C4 3 - clear! 100 treated! 50 material! 0
C5 3 K uncapped 100 supercap 60 general 20 excluded 0
C6 2 - owned 100 recorded 60 none 0
C7 2 - all 100 refund 40 terminate 0
C8 3 K excluded 100 silent 40 broad 0
C9 2 - =0 0 =1 30 =2 60 =3 100
C10 2 K =sent 100 =known 50
C11 1 - =some 50 =none 0
G1 3 K =checked 100 =logged 50 =days 90
G2 2 - =owner 50
G3 3 - =cleared 100 =draft 50
G4 3 K =filed 100 =association 80 =declined 60 =drafted 40
G5 1 -
G6 2 - =mapped 100 =tracked 50
"""
ROWS = [line.split() for line in CREDITS.split("\n") if line]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(SHIPPED / "2026.1")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_question_has_the_weight_and_credits_of_the_domain(pack: Pack, row: list[str]) -> None:
    id, weight, key, *pairs = row
    question = pack.by_id[id]
    found = {option.id: option.credit for option in question.options}
    found |= {f"={name}": number for name, number in question.levels.items()}
    if question.credit == "worst_mark":
        found |= {f"{mark.id}!": mark.credit for mark in question.marks}
    assert (question.weight, question.key) == (int(weight), key == "K")
    assert found == dict(zip(pairs[::2], map(int, pairs[1::2]), strict=True))


def test_the_table_above_names_every_question_in_order(pack: Pack) -> None:
    assert [question.id for question in pack.questions] == [row[0] for row in ROWS]


def test_weights_add_up_as_in_the_domain(pack: Pack) -> None:
    totals = Counter[int]()
    for question in pack.questions:
        totals[question.action] += question.weight
    assert totals == {1: 27, 2: 20, 3: 22, 4: 27, 5: 14}
    without_flows = [q for q in pack.of_action(3) if q.id not in {"U3", "U4", "U5", "U6"}]
    assert sum(question.weight for question in without_flows) == 10


def test_the_clocks_and_weights_of_the_actions(pack: Pack) -> None:
    found = [
        (a.number, a.weight, a.due_days, a.window_days, a.critical_window_days, len(a.rubric)) for a in pack.actions
    ]
    assert found == [
        (1, 25, 60, 365, 365, 6),
        (2, 20, 30, 90, 30, 6),
        (3, 20, 14, 183, 183, 6),
        (4, 30, 45, 365, 365, 6),
        (5, 5, 90, 365, 365, 6),
    ]


def test_the_caps_of_the_domain(pack: Pack) -> None:
    assert {(cap.action, cap.rule, cap.at_most) for cap in pack.caps} == {
        (1, "open", 2),
        (1, "credit_below", 3),
        (1, "no_hashed_file", 3),
        (1, "no_corroboration", 4),
        (2, "searched_none", 1),
        (2, "stale_search", 2),
        (2, "upstream_uncovered", 2),
        (2, "disputes_incomplete", 3),
        (3, "u1_unknown", 1),
        (3, "u1_yes_without_signoff", 1),
        (3, "no_without_attestation", 2),
        (4, "contract_unread", 1),
        (4, "contract_free", 1),
        (4, "no_indemnity", 1),
        (4, "conditions_unknown", 2),
        (4, "notice_missed", 2),
        (5, "policy_deadline_missed", 2),
    }
    by_rule = {cap.rule: cap for cap in pack.caps}
    assert set(by_rule) == set(CAP_RULES)
    assert by_rule["open"].questions == ("P1", "P2", "P3", "P4")
    assert (by_rule["credit_below"].questions, by_rule["credit_below"].below) == (("P4",), 50)


def test_every_credit_rule_is_used(pack: Pack) -> None:
    assert {question.credit for question in pack.questions} == set(CREDIT_RULES)


def test_stages_tiers_floors_factors_and_policy(pack: Pack) -> None:
    levels = {level.code: level.likelihood for level in pack.stages}
    assert levels == {
        **{"S0": 1, "S1": 2, "S2": 3, "S3": 3, "S4": 4, "S5": 5, "S6": 5, "S7": 3, "S8": 2},
        **{"S9": 5, "SU": 4},
    }
    assert {level.code for level in pack.stages if level.live} == {"S3", "S4", "S5", "S6", "S9", "SU"}
    assert {level.code for level in pack.stages if not level.open} == {"S0", "S7", "S8"}
    tiers = [(tier.id, tier.from_tenths, tier.acceptance_days) for tier in pack.tiers]
    assert tiers == [("low", 0, 365), ("moderate", 50, 180), ("high", 100, 90), ("critical", 160, 30)]
    floors = {floor.id: floor.tier for floor in pack.floors}
    assert {id for id, tier in floors.items() if tier == "critical"} == {"F1", "F2", "F6"}
    assert {id for id, tier in floors.items() if tier == "high"} == {"F1-HIGH", "F3", "F4", "F5"}
    assert [(factor.field, factor.weight) for factor in pack.factors] == [
        ("criticality", 35),
        ("dependency", 25),
        ("reach", 25),
        ("data_sensitivity", 15),
    ]
    assert vars(pack.policy) == {
        **{"primary": 10, "statement": 8, "assertion": 5, "fresh": 10, "expired": 5},
        **{"na_limit_percent": 30, "na_cap": 3, "unknown_factor": 4, "control_ceiling_percent": 60},
        **{"appetite_tenths": 100, "override_days_lowering": 90, "override_rationale": 40},
        **{"amber_days": 30, "red_days": 60, "round_days": 90, "ask_due_days": 90},
    }


def test_who_is_asked_what_may_be_left_out_and_what_prices_time(pack: Pack) -> None:
    for question in pack.questions:
        assert question.asked_of == ("vendor" if question.action == 1 else "us"), question.id
        assert question.may_be_na is not question.key, question.id
    assert {question.id for question in pack.questions if question.timeless} == {"G1", "U6", "C10"}


def test_options_that_need_details(pack: Pack) -> None:
    needs = {(q.id, option.id): option.needs for q in pack.questions for option in q.options if option.needs}
    assert needs == {("P2", "yes"): ("details",), ("P3", "yes"): ("details",)}


def test_every_question_has_its_help(pack: Pack) -> None:
    for question in pack.questions:
        assert "?" in question.text, question.id
        for text in (question.why, question.good, question.raises):
            assert text.endswith("."), (question.id, text)
            assert 10 < len(text) < 300, (question.id, text)
        assert question.evidence, question.id
        assert 1 <= len(re.findall(r"[.?!](?= |$)", question.why)) <= 3, question.id


def texts_of_scoring(pack: Pack) -> Iterator[tuple[str, str]]:
    """Every text of a question, weight, cap or floor, with where it stands."""
    for question in pack.questions:
        for text in (question.text, question.why, question.good, question.raises, *question.evidence):
            yield question.id, text
        parts = (question.options, question.items, question.marks, question.fields)
        yield from ((question.id, part.label) for kind in parts for part in kind)
    for factor in pack.factors:
        yield from ((factor.id, text) for text in (factor.label, factor.field, *factor.anchors))
    yield from ((floor.id, floor.text) for floor in pack.floors)
    yield from ((cap.id, cap.text) for cap in pack.caps)
    for action in pack.actions:
        yield from ((action.title, text) for text in (action.title, action.purpose, *action.rubric))
    for level in pack.stages:
        yield level.code, level.label


PLACES = re.compile(
    r"\b((?i:countr\w*|nation\w*|geograph\w*|region\w*|headquarter\w*|location\w*|jurisdiction\w*|foreign|domestic|"
    r"offshore|domicile\w*|citizen\w*|abroad|overseas|based)|HQ|EU|US|USA|UK|Europe\w*|America\w*|Asia\w*|Africa\w*|"
    r"Chin\w*|Russia\w*|India\w*|Japan\w*|Korea\w*|Iran\w*|Israel\w*|Brit\w*|German\w*|French|France|Beijing|"
    r"California\w*|Colorado|Texas)\b"
)
LAWFUL = {
    # Laws by their names; what applies follows where the product is offered (DOMAIN 6.11.5).
    ("P5", "EU"),
    ("P8", "EU"),
    ("P8", "California"),
    # The attestation that location played no part, and our own way of access.
    ("D6", "location"),
    ("D6", "based"),
    ("U7", "regional"),
}


def test_no_place_enters_a_question_weight_or_floor(pack: Pack) -> None:
    found = {(where, hit[0]) for where, text in texts_of_scoring(pack) for hit in PLACES.finditer(text)}
    assert found == LAWFUL
    assert "official list" in next(floor.text for floor in pack.floors if floor.id == "F6")
    assert {factor.field for factor in pack.factors}.isdisjoint({"country", "headquarters", "jurisdiction"})


def test_nothing_is_called_proven_or_compliant(pack: Pack) -> None:
    every = [text for _, text in texts_of_scoring(pack)] + list(pack.prompts) + list(pack.method_notes)
    every += [f"{row.framework} {row.ids} {row.note}" for row in pack.crosswalk]
    for text in every:
        assert not re.search(r"\b(stole|stolen|theft|compliant|guilty|infringed)\b", text, re.IGNORECASE), text


def test_ids_from_memory_are_never_shown_as_verified(pack: Pack) -> None:
    """DOMAIN 8 marks these [M], alone or mixed in a way that cannot be told apart."""
    memory = ("A.7.3", "A.7.6", "A.4.3", "A.9", "6.1.2", "9.2", "1.4", "1.5", "IR 8286", "ISO 19011", "CC3", "CC9")
    for row in pack.crosswalk:
        ids = set(re.split(r"[,;] | ", f"{row.framework}, {row.ids}")) | {row.framework.removeprefix("NIST ")}
        if ids & set(memory) or row.framework.startswith("State AI laws"):
            assert row.status == "unverified", row
    unverified = [row for row in pack.crosswalk if row.status == "unverified"]
    assert len(unverified) == 5
    assert all("checked" in row.note for row in unverified)


def test_secondary_sources_are_marked_so(pack: Pack) -> None:
    secondary = {row.framework for row in pack.crosswalk if row.status == "secondary"}
    verified = {row.framework for row in pack.crosswalk if row.status == "verified"}
    assert {"OMB M-25-22", "GSAR 552.239-7001 (draft)", "MITRE ATLAS", "ISO/IEC 42001"} <= secondary
    assert secondary & verified == {"California AB 2013", "Interagency guidance on third-party risk"}


def test_prompts_are_dated_questions(pack: Pack) -> None:
    for prompt in pack.prompts:
        assert re.fullmatch(r"[A-Z]\d+(, [A-Z]\d+)*: Check whether .+\. \(dated 2026-\d\d-\d\d\)", prompt), prompt


def test_the_method_notes_print_what_the_domain_asks_for(pack: Pack) -> None:
    notes = " ".join(pack.method_notes)
    for words in ("convention, not a measurement", "policy choices", "SHA-256", "never found", "365 days", "183 days"):
        assert words in notes


def test_the_pack_can_be_written_in_one_line_everywhere(pack: Pack) -> None:
    assert all(text.isprintable() for _, text in texts_of_scoring(pack))
    assert (pack.id, pack.version, pack.published) == ("2026.1", "2026.1.0", "2026-11-23")
