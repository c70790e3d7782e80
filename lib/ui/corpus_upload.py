"""A corpus of one's own: files and folders from the browser, how far their reading is, what it found."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from lib import data, safe
from lib.corpus.incoming import MAX_BYTES, MAX_FILES
from lib.corpus.jobs import Job
from lib.i18n import count, number, percent, t
from lib.safe import element
from lib.ui import access, corpus_intake, output, state, uploads
from lib.ui.evidence import page_link
from lib.ui.permission import SWITCH
from lib.view import View

_NEW = ""
_EVERY = 1.0
"""Seconds between two looks at how far a job is."""


def show() -> None:
    """Show how to bring files, or why that cannot be; and the visitor's jobs."""
    language, permission = state.language(), uploads.allowed()
    output.note(t(f"upload.mode.{permission.mode}", language))
    if permission.mode == "off":
        output.notice(t(f"upload.why.{permission.reason}", language))
        output.note(t("upload.switch", language))
        st.code(f"{SWITCH}=private make run\n{SWITCH}=shared make run", language="bash", wrap_lines=True)
    if permission.mode != "off":
        _form()
    jobs()


def first(folder: str) -> None:
    """Show what a visitor sees where there is no corpus yet."""
    language = state.language()
    output.html(element("h1", t("upload.no_corpus", language), class_="question"))
    output.note(t("upload.no_corpus_about", language, folder=folder))
    show()
    output.heading(t("corpus.own.index", language), 3, note=t("corpus.own_about.index", language))
    st.code(corpus_intake.COMMANDS["index"], language="bash", wrap_lines=True)


def _form() -> None:
    language, round_ = state.language(), st.session_state.get("uploads", 0)
    output.heading(t("upload.title", language), 3, note=t("upload.formats", language))
    where = _where()
    files: list[Any] = []
    with st.container(horizontal=True, key="bring", gap="small"):
        for what, several in (("files", True), ("folder", "directory")):
            with st.container(width=360):
                files += st.file_uploader(
                    t(f"upload.{what}", language),
                    accept_multiple_files=several,  # type: ignore[call-overload]  # one of the two that it knows
                    key=f"bring-{what}-{round_}",
                    label_visibility="collapsed",
                )
    limits = {"each": number(st.get_option("server.maxUploadSize"), language), "n": number(MAX_FILES, language)}
    output.note(t("upload.limits", language, total=number(MAX_BYTES >> 20, language), **limits))
    size = sum(file.size for file in files)
    if files:
        output.note(t("upload.chosen", language, files=count("file", len(files), language), size=_size(size)))
    if not (fits := size <= MAX_BYTES and len(files) <= MAX_FILES):
        output.notice(t("upload.over", language), "warning")
    chosen = len(files)
    st.button(
        t("upload.read_files", language, n=count("file", chosen, language)) if files else t("upload.read", language),
        key="bring-read",
        type="primary",
        disabled=not files or not fits,
        on_click=uploads.safely,
        args=(uploads.bring, files, where),
    )


def _where() -> str:
    """Ask for the corpus; return the slug of one that is there, or nothing for a new one, and ask for its name."""
    language, known = state.language(), uploads.open_to_change()
    names = {_NEW: t("upload.new", language)} | {slug: data.corpus_name(path) for slug, path in known.items()}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        where = st.selectbox(
            t("upload.where", language),
            list(names),
            format_func=lambda slug: safe.markdown(names.get(str(slug), str(slug))),
            key="bring-where",
            width=280,
        )
        if where == _NEW:
            st.text_input(
                t("upload.name", language),
                key=uploads.NAME,
                max_chars=uploads.NAME_LIMIT,
                placeholder=t("upload.name_example", language),
                width=320,
            )
    return where or _NEW


def _size(size: int) -> str:
    language = state.language()
    if size < 1 << 20:
        return t("upload.kilobytes", language, n=number(max(1, size >> 10) if size else 0, language))
    return t("upload.megabytes", language, n=number(size / (1 << 20), language, 1))


def jobs() -> None:
    """Show why the last action could not be done, and the visitor's jobs.

    While one is open, look again every moment, without a run of the whole page.
    """
    if failed := uploads.failure():
        key, values = failed
        output.notice(t(key, state.language(), **values), "error")
    if not uploads.my_jobs():
        return
    is_open = any(job.is_open for job in uploads.my_jobs())
    st.session_state["jobs-open"] = is_open
    st.fragment(_list, run_every=_EVERY if is_open else None)()


def _act(act: Callable[..., None], *arguments: Any) -> None:
    """Do what a button of a job asks for, and have the whole page show it: it stands in a fragment."""
    uploads.safely(act, *arguments)
    st.session_state["jobs-changed"] = True


def _list() -> None:
    if st.session_state.pop("jobs-changed", False) or not access.may("viewer"):
        st.rerun()  # the whole page: what has changed stands outside this fragment, and so does the gate
    language, found = state.language(), uploads.my_jobs()
    output.heading(t("upload.jobs", language), 3)
    for job in found:
        _job(job)
    if st.session_state.get("jobs-open") and not any(job.is_open for job in found):
        st.rerun()


def _job(job: Job) -> None:
    language = state.language()
    with st.container(key=f"job-{job.id}"):
        output.html(
            element("p", element("b", t(f"upload.kind.{job.kind}", language)), " ", job.name, " — ", _state(job),
                    class_="job", role="status")
        )  # fmt: skip
        if job.state == "running":
            stage = t(f"upload.stage.{job.stage or 'start'}", language)
            st.progress(0.0).progress(min(job.share, 1.0), stage)
        with st.container(horizontal=True, gap="small"):
            _buttons(job)
        if job.outcome.get("report"):
            box = st.expander(t("upload.report", language), key=f"report-{job.id}", on_change="rerun")
            if box.open:
                with box:
                    corpus_intake.report(job.outcome["report"], f"svodka-{safe.slug(job.corpus)}", f"-{job.id}")


def _state(job: Job) -> str:
    language = state.language()
    match job.state:
        case "waiting":
            return t("upload.state.waiting", language, n=number(data.jobs().ahead(job), language))
        case "running":
            return t("upload.state.running", language, share=percent(job.share, language))
        case "failed":
            key, values = job.error or ("upload.broken", {"error": "-"})
            return t("upload.state.failed", language, reason=t(key, language, **values))
        case "done" if job.kind == "import":
            counts = job.outcome["report"]["counts"]
            key = "upload.state.read" if job.outcome["snapshot"] else "upload.state.nothing"
            return t(key, language, **{name: number(n, language) for name, n in counts.items()})
    return t(f"upload.state.{job.state}", language)


def _buttons(job: Job) -> None:
    language, queue = state.language(), data.jobs()
    if job.is_open:
        st.button(t("upload.cancel", language), key=f"cancel-{job.id}", on_click=_act, args=(queue.cancel, job))
        return
    if job.state == "done" and job.outcome.get("snapshot"):
        st.button(
            t("upload.open", language), key=f"open-{job.id}", type="primary", on_click=_act,
            args=(state.open_corpus, job.corpus),
        )  # fmt: skip
        link = page_link("overview", View(language=language, corpus=job.corpus))
        output.html(element("a", t("upload.link", language), href=link), width="content")
    if job.state == "failed":
        st.button(t("upload.again", language), key=f"again-{job.id}", on_click=_act, args=(uploads.retry, job))
    st.button(t("upload.dismiss", language), key=f"dismiss-{job.id}", on_click=_act, args=(queue.dismiss, job))
