"""How long judging takes: ten thousand vendors are judged in one go."""

import time

import pytest
from rules_cases import ON, PACK, complete

from riskdesk.rules.assessment import assess
from riskdesk.rules.whatif import movers

RUNS = 200


@pytest.mark.benchmark
def test_a_full_case_file_takes_about_a_millisecond() -> None:
    draft = complete().matter("S4").matter("S3", relevance="shared").matter("S8").flow().flow()
    case = draft.say("U1", "yes", proof="primary").case()
    assert _milliseconds(lambda: assess(case, PACK, ON)) < 2
    assert _milliseconds(lambda: movers(case, PACK, ON)) < 8


def _milliseconds(call: object) -> float:
    assert callable(call)
    start = time.process_time()
    for _ in range(RUNS):
        call()
    return 1000 * (time.process_time() - start) / RUNS
