"""Accounts, logins, lock-out, and where they are kept."""

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.errors import UsageError
from tests.builders.desk import PASSWORD
from ui.cli import app
from ui.desk.accounts import Accounts, Role
from ui.desk.lockout import LOCKED_S, MOST_OF_ADDRESS, MOST_OF_PAIR, Lockout
from ui.desk.logins import Logins, cookie, token_in
from ui.desk.store import FILE, Store


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_only_the_right_password_of_an_account_that_may_be_used_lets_in(store: Store) -> None:
    accounts = Accounts(store)
    accounts.add("wang", PASSWORD, (Role.DRAFTER,), "王某")
    assert accounts.authenticated("WANG", PASSWORD) == accounts.named("wang")
    assert accounts.authenticated("wang", PASSWORD + "x") is None
    assert accounts.authenticated("nobody", PASSWORD) is None
    accounts.disable("wang")
    assert accounts.authenticated("wang", PASSWORD) is None


@pytest.mark.parametrize("password", ["", "short", "aaaaaaaaaaaaaa", "wang-2024-wang", "my-password-1", "x" * 201])
def test_a_password_that_is_easily_guessed_is_refused(store: Store, password: str) -> None:
    with pytest.raises(UsageError):
        Accounts(store).add("wang", password, (Role.DRAFTER,))
    assert Accounts(store).all() == ()


def test_a_name_is_taken_once_whatever_its_case(store: Store) -> None:
    Accounts(store).add("wang", PASSWORD, (Role.DRAFTER,))
    with pytest.raises(UsageError, match="已经有"):
        Accounts(store).add("Wang", PASSWORD, (Role.EDITOR,))


def test_of_passwords_and_logins_only_hashes_are_kept(store: Store) -> None:
    user = Accounts(store).add("wang", PASSWORD, (Role.DRAFTER,))
    token = Logins(store, idle_minutes=30, most_hours=10).begin(user)
    kept = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert PASSWORD.encode() not in kept and token.encode() not in kept and b"$argon2id$" in kept
    assert all(path.stat().st_mode & 0o077 == 0 for path in store.path.parent.iterdir())


def test_a_login_ends_when_it_is_not_used_and_in_any_case(store: Store) -> None:
    clock = Clock()
    user = Accounts(store).add("wang", PASSWORD, (Role.DRAFTER,))
    logins = Logins(store, idle_minutes=30, most_hours=2, clock=clock)
    token = logins.begin(user)
    for _ in range(5):
        clock.now += 20 * 60
        assert logins.find(token)
    clock.now += 21 * 60
    assert logins.find(token) is None, "two hours are over"
    token = logins.begin(user)
    clock.now += 31 * 60
    assert logins.find(token) is None, "unused for half an hour"


def test_a_new_password_and_a_disabled_account_end_its_logins(store: Store) -> None:
    accounts, logins = Accounts(store), Logins(store, idle_minutes=30, most_hours=10)
    user = accounts.add("wang", PASSWORD, (Role.DRAFTER,))
    first = logins.begin(user)
    accounts.change_password("wang", PASSWORD + "-new")
    assert logins.find(first) is None
    second = logins.begin(user)
    accounts.disable("wang")
    assert logins.find(second) is None


def test_a_cookie_is_read_whole_or_not_at_all() -> None:
    token = "a" * 43
    assert token_in(f"x=1; {cookie(token, secure=True).partition(';')[0]}") == token
    assert token_in(f"huimin_desk={token}a") == "" and token_in(f"xhuimin_desk={token}") == ""
    assert {"HttpOnly", "SameSite=Strict", "Secure", "Path=/staff"} <= set(cookie(token, secure=True).split("; "))


def test_who_fails_too_often_waits_and_others_do_not() -> None:
    clock = Clock()
    lockout = Lockout(clock)
    for _ in range(MOST_OF_PAIR):
        assert lockout.waits_s("wang", "10.0.0.1") == 0
        lockout.failed("Wang", "10.0.0.1")
    assert lockout.waits_s("wang", "10.0.0.1") == LOCKED_S
    assert lockout.waits_s("wang", "10.0.0.2") == 0 and lockout.waits_s("li", "10.0.0.1") == 0
    clock.now += LOCKED_S
    assert lockout.waits_s("wang", "10.0.0.1") <= 0


def test_one_address_cannot_try_many_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.desk.lockout.REMEMBERED", 50)
    lockout = Lockout(Clock())
    for n in range(MOST_OF_ADDRESS):
        lockout.failed(f"name{n}", "10.0.0.1")
    assert lockout.waits_s("wang", "10.0.0.1") == LOCKED_S
    assert len(lockout._failed) <= 50


def test_a_backup_brings_back_what_was_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    accounts = Accounts(store)
    user = accounts.add("wang", PASSWORD, (Role.DRAFTER,))
    token = Logins(store, idle_minutes=30, most_hours=10).begin(user)
    store.backup(tmp_path / "copy")
    accounts.add("li", PASSWORD, (Role.APPROVER,))
    kept = store.restore(tmp_path / "copy")
    assert [one.name for one in accounts.all()] == ["wang"] and accounts.authenticated("wang", PASSWORD)
    assert Logins(store, idle_minutes=30, most_hours=10).find(token) is None
    with sqlite3.connect(kept) as replaced:
        assert replaced.execute("SELECT COUNT(*) FROM users").fetchone()[0] == 2
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0


def test_what_is_no_backup_changes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    Accounts(store).add("wang", PASSWORD, (Role.DRAFTER,))
    (tmp_path / "text").write_text("no database at all", encoding="utf-8")
    sqlite3.connect(tmp_path / "other").execute("CREATE TABLE users (name)").connection.close()
    for wrong in ("text", "other", "missing"):
        with pytest.raises(UsageError):
            store.restore(tmp_path / wrong)
    with pytest.raises(UsageError, match="已经存在"):
        store.backup(tmp_path / "text")
    assert len(Accounts(store).all()) == 1


def test_a_file_of_a_newer_version_is_not_opened(tmp_path: Path) -> None:
    Store(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(UsageError, match="更新的版本"):
        Store(tmp_path)


def test_accounts_are_managed_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.commands.users.load_settings", lambda: type("S", (), {"home": tmp_path}))
    run = CliRunner().invoke
    first = run(
        app, ["user", "add", "wang", "--role", "drafter", "--role", "editor", "--password-stdin"], input=PASSWORD
    )
    assert first.exit_code == 0, first.output
    assert run(app, ["user", "passwd", "wang", "--password-stdin"], input=PASSWORD + "2\n").exit_code == 0
    assert "起草、规划" in run(app, ["user", "list"]).output
    assert run(app, ["user", "disable", "wang"]).exit_code == 0
    assert "已停用" in run(app, ["user", "list"]).output
    assert run(app, ["desk", "backup", str(tmp_path / "copy")]).exit_code == 0
    assert run(app, ["desk", "restore", str(tmp_path / "copy")]).exit_code == 0
