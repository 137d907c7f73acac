"""People at the desk, signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from dateline.people.models import User


@pytest.fixture
def desk_of(db: None) -> Callable[[User], Client]:
    """A browser of this person: `desk_of(ines).get("/desk/")`."""

    def _desk_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return _desk_of
