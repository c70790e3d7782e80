"""Photograph every page: two widths, light and dark. ``python -m tests.browser.screenshots FOLDER [ADDRESS]``."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from lib.ui.frame import PAGES
from tests.browser.conftest import FLAGS, RUNS, find_chromium, open_page, path_of, settle, start_server

WIDTHS = (1440, 390)


def photograph(folder: Path, address: str, names: tuple[str, ...] = tuple(PAGES), query: str = "") -> list[Path]:
    """Write one full-page picture a page, width and look into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(playwright), args=FLAGS)
        for look in ("light", "dark"):
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=look)
                page.add_init_script(RUNS)
                for name in names:
                    page.set_viewport_size({"width": width, "height": 900})
                    open_page(page, f"{address}/{path_of(name)}{query}")
                    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
                    page.set_viewport_size({"width": width, "height": min(max(height, 900), 6000)})
                    settle(page)
                    made.append(folder / f"{name}-{width}-{look}.png")
                    page.screenshot(path=made[-1])
                page.close()
        browser.close()
    return made


def main() -> None:
    folder = Path(sys.argv[1])
    if len(sys.argv) > 2:
        photograph(folder, sys.argv[2])
        return
    with tempfile.TemporaryDirectory() as cache:
        process, address = start_server(Path(cache))
        try:
            photograph(folder, address)
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
