"""The first start and the sign-in link."""

from datetime import timedelta

import pysqlite3
import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from dateline.lib import clock
from dateline.people.models import SignInLink
from dateline.site import first_start


def test_the_template_has_every_migration(tmp_path) -> None:
    first_start.copy_template(tmp_path / "copy.sqlite3")
    database = pysqlite3.connect(tmp_path / "copy.sqlite3")
    applied = set(database.execute("select app, name from django_migrations"))
    database.close()
    assert applied == set(MigrationLoader(None).disk_migrations)


def test_a_start_learns_what_is_in_the_tables(ines) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL learns by itself")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'people_user'")
        cursor.execute("ANALYZE sqlite_schema")  # forgotten by the connection too
        first_start.prepare()
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'people_user'")
        assert cursor.fetchone()[0] > 0


def test_a_sign_in_link_works_once(client, ines) -> None:
    token = SignInLink.issue(ines, now=clock.now())
    assert client.get(f"/desk/sign-in/{token}/").status_code == 200
    assert client.post(f"/desk/sign-in/{token}/").status_code == 302
    assert client.get(f"/desk/sign-in/{token}/").status_code == 404


def test_an_old_sign_in_link_ends(client, ines) -> None:
    token = SignInLink.issue(ines, now=clock.now() - timedelta(hours=25))
    assert client.post(f"/desk/sign-in/{token}/").status_code == 404
