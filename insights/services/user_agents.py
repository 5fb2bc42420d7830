"""What a User-Agent says about a visitor: the kind of device and the browser, or that it is a program."""

import functools
import re

from insights.models import Visit

PROGRAMS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|yeti|daumoa|scrap|preview|facebookexternalhit|embedly|headless|lighthouse|"
    r"pingdom|uptime|monitor|curl|wget|python|httpx|aiohttp|okhttp|java/|go-http|libwww|axios|node-fetch|postman",
)
TABLETS = re.compile(r"ipad|tablet|kindle|silk/|playbook")
TELEVISIONS = re.compile(
    r"smart-?tv|googletv|appletv|hbbtv|netcast|web0s|webos|tizen(?!.*mobile)|playstation|xbox|nintendo"
)
MOBILES = re.compile(r"mobi|iphone|ipod|android|blackberry|opera mini")
COMPUTERS = re.compile(r"windows|macintosh|linux|x11|cros")
# In this order, because most of them also claim to be Chrome and Safari.
BROWSERS = (
    "kakaotalk",
    "naver",
    "whale",
    "samsungbrowser",
    "edg",
    "opr",
    "firefox",
    "fxios",
    "crios",
    "chrome",
    "safari",
)

KNOWN_AGENTS = 4096


@functools.lru_cache(maxsize=KNOWN_AGENTS)
def look_at(agent):
    """The kind of device (`Visit.Device`) and the browser's name; None for a bot, a script, and who says nothing."""
    agent = agent.lower()
    if not agent or PROGRAMS.search(agent):
        return None
    return _device(agent), next((name for name in BROWSERS if name in agent), "")


def _device(agent):
    if TELEVISIONS.search(agent):
        return Visit.Device.OTHER.value
    if TABLETS.search(agent) or ("android" in agent and "mobile" not in agent):
        return Visit.Device.TABLET.value
    if MOBILES.search(agent):
        return Visit.Device.MOBILE.value
    return Visit.Device.PC.value if COMPUTERS.search(agent) else Visit.Device.OTHER.value
