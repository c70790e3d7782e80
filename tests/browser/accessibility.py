"""What axe-core finds on a page that keeps somebody from using it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = ("serious", "critical")
EXCEPTED: dict[str, str] = {}
"""Rule and selector, ``"rule selector"``, of what Streamlit's own page causes and we cannot mend, to the reason."""


def violations(page: Page) -> list[str]:
    """Return the serious and critical violations of the open page: rule, selector, element."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    lines = [
        (f"{rule['id']} {node['target'][0]}", node["html"][:200])
        for rule in found
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]
    return [f"{place}: {element}" for place, element in lines if place not in EXCEPTED]
