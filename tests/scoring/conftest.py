import pytest

from dateline.scoring.engine import Engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()
