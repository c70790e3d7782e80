"""What a visitor does to corpora: each action asks here, on the server, whether it may be done."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib import data, safe
from lib.corpus import private
from lib.corpus.files import publish_file
from lib.corpus.incoming import Sent, UploadError, check_size, put, safe_parts
from lib.corpus.jobs import Job, Kind
from lib.corpus.slugs import slug
from lib.corpus.store import StoreError
from lib.ui import access, state
from lib.ui.access import owner
from lib.ui.permission import Permission, permission

_FAILED = "upload-failed"
NAME, NAME_LIMIT = "bring-name", 60
"""Key of the box for the name of a new corpus, and the most that it takes."""


def allowed() -> Permission:
    """Return what this visitor may do; where people are named, what all share is changed by editors alone."""
    found = permission(st.context.headers)
    if found.mode != "off" and access.has_list() and not access.may("editor" if found.mode == "shared" else "viewer"):
        return Permission("off", "role")
    return found


def own() -> dict[str, Path]:
    """Return the visitor's private corpora, slug to folder."""
    return private.stores_in(data.private_folder(owner()))


def open_to_change() -> dict[str, Path]:
    """Return the corpora to which the visitor may add, slug to folder."""
    match allowed().mode:
        case "shared":
            served = data.store_folders()
            return {name: path for name, path in served.items() if private.is_published(path) and not _is_cache(path)}
        case "private":
            return own()
    return {}


def safely(act: Callable[..., None], *arguments: Any) -> None:
    """Do something in a widget's callback; the next run says why it could not be done."""
    try:
        act(*arguments)
    except (UploadError, StoreError) as error:
        st.session_state[_FAILED] = error.key, error.values


def failure() -> tuple[str, Mapping[str, object]] | None:
    """Return why the last action could not be done, once."""
    found: tuple[str, Mapping[str, object]] | None = st.session_state.pop(_FAILED, None)
    return found


def bring(files: Sequence[Any], corpus: str) -> None:
    """Have uploaded files read into a corpus, or into a new one, which without a name is called like its first file.

    Args:
        files: as the uploader gives them.
        corpus: slug of one of `open_to_change`, empty for a new one.

    Raises:
        UploadError: it may not be, or is too much.
        StoreError: the files cannot be kept.
    """
    mode = _permitted()
    check_size([file.size for file in files])
    sent = (Sent(file.name, file.getvalue()) for file in files)
    if mode == "private":
        private.check_room(data.private_folder(owner()), is_new=not corpus)
    name = str(st.session_state.get(NAME) or "") or safe_parts(files[0].name)[0].partition(".")[0]
    target = _target(corpus, name, mode)
    access.note(target, "import", files=len(files))
    spool = data.incoming_folder() / secrets.token_hex(16)
    notes = put(sent, spool)
    told = safe.one_line(files[0].name, 60) + (f" +{len(files) - 1}" if len(files) > 1 else "")
    arguments = {"files": str(spool), "name": told, "renamed": [note.place.file for note in notes]}
    job = Job(owner(), "import", target, target.name, told, arguments, spool, is_new=not corpus)
    try:
        data.jobs().add(job)
    except UploadError:
        job.leave_nothing()
        raise
    _forget(files)


def change(kind: Kind, corpus: str, name: str, **arguments: object) -> None:
    """Have the documents of an import, or of a trap, taken out of a corpus or back.

    Raises:
        UploadError: it may not be.
    """
    _permitted()
    folder = open_to_change().get(corpus)
    if folder is None:
        raise UploadError("upload.not_open", corpus=corpus)
    access.note(folder, f"import.{kind}", name=name)
    data.jobs().add(Job(owner(), kind, folder, corpus, name, arguments))


def retry(job: Job) -> None:
    """Have a job of the visitor tried again.

    Raises:
        UploadError: it may not be.
    """
    _permitted()
    if job.visitor == owner():
        data.jobs().retry(job)


def delete(corpus: str) -> None:
    """Remove a private corpus of the visitor.

    Raises:
        UploadError: it is none of hers, or is being written to.
    """
    folder = own().get(corpus)
    if folder is None:
        raise UploadError("upload.not_open", corpus=corpus)
    if not private.remove(folder):
        raise UploadError("upload.in_use", corpus=corpus)
    if state.view().corpus == corpus:
        state.open_corpus("")


def my_jobs() -> list[Job]:
    """Return the visitor's jobs, the newest first."""
    return data.jobs().of(owner())


def _is_cache(folder: Path) -> bool:
    """Tell whether a store is that of the seeds, which the next version makes anew."""
    return folder.parent == data.cache_folder()


def _permitted() -> str:
    found = allowed()
    if found.mode == "off":
        raise UploadError("upload.off")
    return found.mode


def _target(corpus: str, name: str, mode: str) -> Path:
    """Return the folder of a corpus; a new one gets its name and a slug that no other has."""
    if corpus:
        if corpus not in (folders := open_to_change()):
            raise UploadError("upload.not_open", corpus=corpus)
        return folders[corpus]
    name = safe.one_line(name, NAME_LIMIT)
    if not name:
        raise UploadError("upload.no_name")
    if mode == "private":
        folder = data.private_folder(owner()) / f"{slug(name)}-{secrets.token_hex(6)}"
    else:
        taken = data.store_folders().keys()
        root, stem = data.shared_folder(), slug(name)
        names = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 1000))
        folder = next(root / one for one in names if one not in taken and not (root / one).exists())
    try:
        folder.mkdir(parents=True)
        publish_file(folder / data.NAME, partial(_write, name))
    except OSError as error:
        raise StoreError("store.not_writable", error=error.strerror) from error
    return folder


def _write(name: str, path: Path) -> None:
    path.write_text(name, "utf-8")


def _forget(files: Sequence[Any]) -> None:
    """Let go of the memory of uploaded files, and give the next run an empty uploader."""
    context = get_script_run_ctx()
    if context and (remove := getattr(context.uploaded_file_mgr, "remove_file", None)):
        for file in files:
            remove(context.session_id, file.file_id)
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    st.session_state[NAME] = ""
