"""The dashboard's ASGI application: ``streamlit run app.py`` finds `app` here.

The script that draws is ``lib/ui/shell.py``. It must not be this file: Streamlit gives a ``pages/`` folder beside its
main script a meaning of its own, and the first visitor of a shared link would see a page without its frame.
"""

import gc
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from lib.i18n import t
from lib.ui import access, logs, metrics
from lib.ui.opened import ADDRESS
from lib.ui.server import SecurityHeaders, UploadLimits, complete, health, newest

ROOT = Path(__file__).resolve().parent
SCRIPT = ROOT / "lib" / "ui" / "shell.py"


def show_error(error: Exception) -> bool:
    """Log an error of our own, and tell the visitor in words."""
    from lib.ui import output, state

    metrics.failed()
    logging.getLogger("svodka").error("a page failed", exc_info=error)
    output.notice(t("frame.failed", state.language()), "error")
    return True


@asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[None]:
    """Open the corpus before the first visitor comes."""
    from anyio import to_thread

    from lib import data

    logs.set_up()
    await to_thread.run_sync(data.warm)
    _pass_over_in_collections()
    yield


def _pass_over_in_collections() -> None:
    """Leave what lives as long as the process out of garbage collections: Streamlit makes a full one after every run.

    What pages import when they first run is imported now, or it would be gone through after every run.
    """
    for path in sorted((ROOT / "lib" / "ui").glob("*.py")):
        if path.stem != SCRIPT.stem:
            importlib.import_module(f"lib.ui.{path.stem}")
    gc.collect()
    gc.freeze()


app = st.App(
    SCRIPT,
    lifespan=warm,
    on_script_error=show_error,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(UploadLimits, may_send=access.may_send),
        Middleware(GZipMiddleware, minimum_size=1000),
    ],
    routes=[
        Route("/healthz", health),
        Route("/metrics", metrics.answer),
        Route("/complete", access.only_let_in(complete)),
        Route(f"/{ADDRESS}", access.only_let_in(newest)),
    ],
)
