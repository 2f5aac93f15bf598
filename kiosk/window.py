"""The kiosk's full-screen window: shows the local pages and nothing else, with no bridge from page to machine."""

import webview


def open_window(address: str) -> None:
    """Opens the pages full screen and stays until the window is closed; pages get no js_api."""
    webview.settings["OPEN_EXTERNAL_LINKS_IN_BROWSER"] = False
    webview.settings["ALLOW_DOWNLOADS"] = False
    webview.create_window("Tongban", address, fullscreen=True, frameless=True, text_select=False, confirm_close=False)
    webview.start(private_mode=True)
