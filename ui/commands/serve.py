"""`huimin serve`: the sample corpus if there is nothing yet, then the server until it is stopped."""

from pathlib import Path

import typer

from ingest.errors import NoIndexError
from ingest.index.generations import Generations
from ingest.settings import load_settings as ingest_settings
from rag.settings import load_settings as answer_settings
from ui.commands.options import Part
from ui.settings import load_settings as server_settings


def run_server(folder: Path, host: str, port: int, only: Part | None = None) -> None:
    """Serve until interrupted. The port is claimed first: nothing is built for a server that cannot start."""
    import uvicorn

    from rag.service import Service
    from ui.app import claim, create_app

    listener = claim(host, port)
    _ensure_index(folder)
    service = Service(folder, ingest_settings(), answer_settings())
    app = create_app(service, answer_settings(), server_settings(), ingest_settings().home, only)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    docs = "" if only is Part.RESIDENT else "接口说明 /api/docs,"
    typer.echo(f"惠民问答已启动:http://{shown}:{port}  ({docs}按 Ctrl+C 停止)")
    config = uvicorn.Config(app, log_level="warning", proxy_headers=False, server_header=False)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        service.close()


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
