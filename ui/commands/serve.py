"""`huimin serve`: the sample corpus if there is nothing yet, then the server until it is stopped."""

import gc
import ipaddress
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ingest.errors import NoIndexError, UsageError
from ingest.index.generations import Generations
from ingest.settings import load_settings as ingest_settings
from rag.settings import load_settings as answer_settings
from ui.commands.options import Part
from ui.settings import Network
from ui.settings import load_settings as server_settings
from ui.site import site_of
from ui.temp_folder import own_temp_folder

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

    from ingest.index.truth import Truth
    from rag.contacts import Entry

HEADER_BYTES = 64 * 1024
LEAVES_S = 3  # open streams are cut so long after the server was told to stop; all is over within 5 s


def run_server(folder: Path, host: str, port: int, only: Part | None = None, *, allow_root: bool = False) -> None:
    """Serve until interrupted. The port is claimed first: nothing is built for a server that cannot start."""
    not_as_root(host, allow_root=allow_root)
    with own_temp_folder(ingest_settings().home):
        _serve(folder, host, port, only)


def _serve(folder: Path, host: str, port: int, only: Part | None) -> None:
    import uvicorn

    from rag.offices import own_offices
    from ui.answering.process import AnsweringProcess
    from ui.app import claim, create_app
    from ui.door.leaving import Leaving

    class Server(uvicorn.Server):
        """Lets the open pages go first."""

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            leaving.begin()
            await super().shutdown(sockets)

    leaving = Leaving()
    listener = claim(host, port)
    _ensure_index(folder)
    server, answer = server_settings(), answer_settings()
    site_of(server)  # what is wrong with it is said before anything starts
    own = own_offices(answer.home)
    answers = AnsweringProcess(folder, ingest_settings(), answer, at_once=server.concurrency)
    _tell_of_offices(own, answer.home, answers.opened)
    app = create_app(answers, answer, server, ingest_settings().home, only, leaving=leaving)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    docs = "" if only is Part.RESIDENT else "工作台 /staff,接口说明 /api/docs,"
    typer.echo(f"惠民问答已启动:http://{shown}:{port}  ({docs}按 Ctrl+C 停止)")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # uvicorn raises it again when it is done
    try:
        Server(listening(app, server.proxies)).run(sockets=[listener])
    finally:
        answers.close()
        gc.freeze()  # else Python looks through all that ends with it anyway, for a second or two


def listening(app: "ASGIApp", proxies: Sequence[Network], log_level: str = "warning") -> "uvicorn.Config":
    """How an application is served: headers are bounded, in bytes and in time, and so are connections."""
    import uvicorn

    from ui.door.connections import connections

    return uvicorn.Config(
        app,
        http=connections(proxies),  # over h11, which bounds the headers of a request; httptools does not
        ws="none",
        h11_max_incomplete_event_size=HEADER_BYTES,
        log_level=log_level,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=LEAVES_S,
    )


def _tell_of_offices(own: Sequence["Entry"], home: Path, index: "Truth") -> None:
    """Whom residents are sent to: regions that no plan is of are told, and an operator who has filled in nothing is
    told so once, when the file for it is made."""
    from rag.offices import unknown_regions, write_down

    try:
        if unknown := unknown_regions(own, index.regions):
            typer.echo(f"提醒:办事窗口里的地区没有规划,请核对写法:{'、'.join(unknown)}", err=True)
        if made := write_down(home, index):
            typer.echo(
                f"还没有填写办事窗口,回答下面只列规划里写的部门和 12345。已备好 {made}:填上电话、地址后重新启动即可",
                err=True,
            )
    except OSError as error:
        typer.echo(f"提醒:办事窗口的文件写不了({error.strerror})", err=True)


def not_as_root(host: str, *, allow_root: bool) -> None:
    """Root is warned of; open to the network it is refused, unless somebody says so.

    Raises `UsageError`."""
    if not hasattr(os, "geteuid") or os.geteuid() or allow_root:
        return
    if not _is_loopback(host):
        raise UsageError(
            "不要用 root 账号对外提供服务:请换一个普通账号运行,或只监听 127.0.0.1 并放在反向代理后面;"
            "确实需要时(例如在容器里)加 --allow-root"
        )
    typer.echo("提醒:正在用 root 账号运行,建议换一个普通账号", err=True)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _ensure_index(folder: Path) -> None:
    """Read the sample corpus where nothing was ingested yet, and again where a newer one came with an upgrade."""
    from ingest.pipeline import sample_is_stale
    from ui.commands.ingest import run_ingest

    try:
        Generations(folder).whole()
        if not sample_is_stale(folder):
            return
        typer.echo("自带的示例规划有更新，正在重新读取……", err=True)
    except NoIndexError:
        typer.echo("还没有索引，正在读取自带的示例规划(首次约半分钟)……", err=True)
    run_ingest(folder, [])
