import pytest

from dateline.scoring.engine import Engine
from dateline.scoring.learning.layered import Layered
from dateline.scoring.learning.learn import Learnt, learn
from tests.scoring.learning.desks import rulings


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="session")
def learnt(engine: Engine) -> Learnt:
    """What is learned from a desk with a word of its own."""
    return learn(engine, rulings(400), in_use=engine)


@pytest.fixture(scope="session")
def layered(engine: Engine, learnt: Learnt) -> Layered:
    assert learnt.layer
    return Layered(engine, learnt.layer)
