"""How the app is served: every option of Streamlit that is not left as it comes, and why.

``.streamlit/config.toml`` says the same to those who call ``streamlit run`` themselves.
"""

from __future__ import annotations

SETTINGS: dict[str, bool | int | str | list[str]] = {
    # By default a full garbage collection follows every answer: a tenth of a second with this stack.
    # What is left to collect is frozen instead, once everything is warm (see `studies.py`).
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "server.showEmailPrompt": False,
    # This machine alone, unless whoever opens it says otherwise.
    "server.address": "localhost",
    "server.fileWatcherType": "none",
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.maxUploadSize": 5,
    # Megabytes of what a page may send at once: where its sliders stand, what is written in its boxes.
    "server.maxWidgetStateSize": 1,
    # What is printed at start asks the internet for this machine's address.
    "logger.hideWelcomeMessage": True,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "viewer",
    # No page of another site may drive the board from around it.
    "client.allowedOrigins": [],
    # What goes wrong is a sentence on the page and a traceback in the log.
    "client.showErrorDetails": "none",
    # Both lists of colours, so that readers may choose; contrast at least 4.5 to 1 on either ground.
    "theme.paddingTop": "0.5rem",
    "theme.headingFontSizes": ["2rem", "1.3rem", "1.15rem", "1.1rem", "1rem", "0.9rem"],
    "theme.light.primaryColor": "#0b6e4f",
    "theme.light.linkColor": "#0b5c8a",
    "theme.dark.primaryColor": "#4cc9a0",
    "theme.dark.linkColor": "#7cc4f2",
}
