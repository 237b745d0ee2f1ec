"""Serves the page: one port, one origin, and a policy that keeps the browser from asking anybody else."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Awaitable, Callable
from threading import Thread
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError, LibraryError
from assistant.web.desk import Desk

if TYPE_CHECKING:
    from fastapi import FastAPI

# Gradio evaluates its components' scripts and styles in place, hence 'unsafe'; no other host is named.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


class PortError(AssistantError):
    """The port cannot be listened on."""


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything slow is done; raise PortError when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        what = "这个地址和端口不能用（多半已被别的程序占用）"
        fix = f"请换一个端口，例如 --port {port + 1 if 0 < port < 65535 else 7860}，或设环境变量 PORT"
        raise PortError(what, where=f"{host}:{port}", fix=fix) from error
    listener.listen(128)
    return listener


def serve(desk: Desk, listener: socket.socket, on_ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `on_ready` gets the address once the page answers."""
    os.environ.update(QUIET)
    import uvicorn

    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}"

    class Server(uvicorn.Server):
        """Says when it is ready, and only then warms the model behind the page."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            on_ready(address)
            Thread(target=_warm, args=(desk,), name="warm-up", daemon=True).start()

    config = uvicorn.Config(build_app(desk), log_level="warning", timeout_graceful_shutdown=2)
    Server(config).run(sockets=[listener])


def build_app(desk: Desk) -> FastAPI:
    """Give the application: the page at /, and the original files at /original."""
    os.environ.update(QUIET)
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import FileResponse, PlainTextResponse, Response

    from assistant.web.page import build_page, look

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    @app.get("/original")
    def original(report: str) -> Response:
        """Hand out a report's original file, always as a download, never as a page of this origin."""
        try:
            path = desk.assistant().original(report)
        except AssistantError as error:
            return PlainTextResponse(str(error), status_code=404)
        if not path.is_file():
            return PlainTextResponse(str(LibraryError("原件不在了", where=report)), status_code=404)
        name = report.rpartition("/")[2] or path.name
        return FileResponse(path, filename=name, media_type="application/octet-stream")

    app.add_middleware(_Policy)
    options = {"show_error": False, "ssr_mode": False, "pwa": False, **look()}
    return gr.mount_gradio_app(app, build_page(desk), path="", **options)


def _warm(desk: Desk) -> None:
    """Warm the model; what keeps it from answering is told in the terminal, as it will be on the page."""
    answer = desk.warm()
    if answer.status == "failed":
        sys.stderr.write(f"{answer.reason}\n")


class _Policy:
    """Adds the content security policy to every response."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        """Pass the request on, and the response back with the policy in its headers."""

        async def send_with_policy(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", POLICY.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                ]
            await send(message)

        await self.app(scope, receive, send_with_policy)
