"""Numbers for monitoring, in the OpenMetrics format: what is served; how often pages run, how long, how often in vain.

The counters belong to the process, not to a session: they name pages, never visitors, queries or corpora.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, thread_time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from lib import data
from lib.ui import logs

_REGISTRY = CollectorRegistry()
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_RUNS = Histogram("svodka_run_seconds", "Runs of a page, from its first line to its last.", ["page"],
                  buckets=_SECONDS, registry=_REGISTRY)  # fmt: skip
_CPU = Counter("svodka_run_cpu_seconds", "Processor time of these runs.", ["page"], registry=_REGISTRY)
_FAILED = Counter("svodka_failed_runs", "Runs of pages that ended in an error of our own.", registry=_REGISTRY)
_UP = Gauge("svodka_store_up", "Whether the newest snapshot can be opened.", registry=_REGISTRY)
_DOCUMENTS = Gauge("svodka_documents", "Documents of the newest snapshot.", registry=_REGISTRY)
_REFUSED = Gauge("svodka_refused_records", "Records that the last run of index refused.", registry=_REGISTRY)
_AGE = Gauge("svodka_snapshot_age_seconds", "Age of the newest snapshot.", registry=_REGISTRY)


@contextmanager
def run_of(page: str) -> Iterator[None]:
    """Count and time a run of a page; one that is cut short by the next one counts as well."""
    began, busy = perf_counter(), thread_time()
    try:
        yield
    finally:
        seconds, cpu = perf_counter() - began, thread_time() - busy
        _RUNS.labels(page).observe(seconds)
        _CPU.labels(page).inc(cpu)
        logs.tell("run", page=page, ms=round(seconds * 1000), cpu_ms=round(cpu * 1000))


def failed() -> None:
    """Count a run that ended in an error of our own."""
    _FAILED.inc()


async def answer(_: Request) -> Response:
    """Answer all numbers; those of the store are asked now."""
    status = data.health()
    _UP.set(status["status"] == "ok")
    for gauge, name in ((_DOCUMENTS, "documents"), (_REFUSED, "refused"), (_AGE, "age_seconds")):
        gauge.set(status.get(name, 0))
    content: bytes = generate_latest(_REGISTRY)  # type: ignore[no-untyped-call]
    return Response(content, media_type=CONTENT_TYPE_LATEST)
