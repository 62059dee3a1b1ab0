"""`huimin user` and `huimin desk`: accounts of staff, and a copy of all that the desk keeps."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ingest.errors import UsageError
from ingest.settings import load_settings
from ui.desk.accounts import Accounts, Role
from ui.desk.store import Store
from ui.desk.words import ROLES

user_app = typer.Typer(help="工作台的账号。", no_args_is_help=True)
desk_app = typer.Typer(help="工作台的数据：备份和恢复。", no_args_is_help=True)
NAME = Annotated[str, typer.Argument(help="账号名")]
STDIN = Annotated[bool, typer.Option("--password-stdin", help="从标准输入读密码，不询问")]


@user_app.command("add")
def add(
    name: NAME,
    role: Annotated[list[Role], typer.Option(help="角色，可写几个：drafter 起草，approver 审核，editor 规划")],
    shown: Annotated[str, typer.Option("--shown", help="别人看到的姓名；默认用账号名")] = "",
    password_stdin: STDIN = False,
) -> None:
    """新建账号。"""
    user = _accounts().add(name, _password(password_stdin), role, shown)
    typer.echo(f"已新建账号 {user.name}（{_roles(user.roles)}）")


@user_app.command("list")
def list_users() -> None:
    """列出账号。"""
    for user in _accounts().all():
        typer.echo(f"{user.name}\t{user.shown}\t{_roles(user.roles)}{'（已停用）' if user.is_disabled else ''}")


@user_app.command("passwd")
def passwd(name: NAME, password_stdin: STDIN = False) -> None:
    """改密码；这个账号要重新登录。"""
    accounts = _accounts()
    accounts.named(name)
    accounts.change_password(name, _password(password_stdin))
    typer.echo(f"已改 {name} 的密码")


@user_app.command("disable")
def disable(name: NAME, undo: Annotated[bool, typer.Option("--undo", help="重新启用")] = False) -> None:
    """停用账号；它做过的事仍留在记录里。"""
    _accounts().disable(name, disabled=not undo)
    typer.echo(f"已{'启用' if undo else '停用'} {name}")


@desk_app.command("backup")
def backup(to: Annotated[Path, typer.Argument(help="备份写到这个文件")]) -> None:
    """备份工作台的全部数据；服务器可以照常运行。备份里有来信原文，请妥善保管。"""
    Store(load_settings().home).backup(to)
    typer.echo(f"已备份到 {to}")


@desk_app.command("restore")
def restore(copy: Annotated[Path, typer.Argument(help="备份文件")]) -> None:
    """用备份替换现在的数据；现在的数据另存一份。"""
    kept = Store(load_settings().home).restore(copy)
    typer.echo(f"已恢复；原来的数据另存为 {kept}")


def _accounts() -> Accounts:
    return Accounts(Store(load_settings().home))


def _roles(roles: frozenset[Role]) -> str:
    return "、".join(words for role, words in ROLES.items() if role in roles)


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    try:
        return str(typer.prompt("密码", hide_input=True, confirmation_prompt="再输一次"))
    except typer.Abort as error:
        raise UsageError("没有输入密码；在脚本里请用 --password-stdin") from error
