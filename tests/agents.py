"""User-Agents of people's browsers and of programs."""

PC = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 15; SM-S931N) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
GALAXY_TAB = "Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
IPAD = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
TELEVISION = "Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0) AppleWebKit/537.36 SamsungBrowser/4.0 TV Safari/537.36"
CONSOLE = "Mozilla/5.0 (PlayStation; PlayStation 5/8.00) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/605.1.15"

KAKAOTALK = (
    "Mozilla/5.0 (Linux; Android 14; SM-S911N Build/UP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/120.0 Mobile Safari/537.36 KAKAOTALK/25.1.1 (INAPP)"
)
NAVER = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Mobile/15E148 Safari/604.1 NAVER(inapp; search; 2000; 12.8.2; 14PRO)"
)
FACEBOOK = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
    "[FBAN/FBIOS;FBAV/470.0.0;FBDV/iPhone15,2]"
)
DAUM = "Mozilla/5.0 (Linux; Android 13; SM-A536N; wv) Chrome/120.0 Mobile Safari/537.36 DaumApps/7.5 DaumDevice/mobile"
WHALE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Whale/4.29.282.14 Safari/537.36"
CUBOT = "Mozilla/5.0 (Linux; Android 12; CUBOT KINGKONG 7) AppleWebKit/537.36 Chrome/100.0 Mobile Safari/537.36"
LINUX = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36"

PEOPLE = [
    *(PC, MAC, LINUX, PHONE, ANDROID, GALAXY_TAB, IPAD, TELEVISION, CONSOLE),
    *(KAKAOTALK, NAVER, FACEBOOK, DAUM, WHALE, CUBOT),
]
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
ROBOTS = [
    *("", " ", GOOGLEBOT, "Googlebot-Image/1.0", "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)"),
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) Chrome/120.0 Mobile Safari/537.36 (compatible; Googlebot/2.1)",
    "Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)",
    "Yeti/1.1 (compatible; naverbot)",
    "Mozilla/5.0 (compatible; Daumoa/4.0; +http://cs.daum.net/faq/15/4118.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
    "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 Mobile Safari/537.36 (compatible; Bytespider)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0 Safari/537.36",
    "facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/",
    *("facebookexternalhit/1.1", "kakaotalk-scrap/1.0", "meta-externalagent/1.1", "WhatsApp/2.23.20.0 A"),
    *("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "TelegramBot (like TwitterBot)"),
    *("UptimeRobot/2.0", "Pingdom.com_bot_version_1.4", "Mozilla/5.0 zgrab/0.x", "a-crawler-nobody-knows/0.1"),
    *("curl/8.5.0", "Wget/1.21", "python-requests/2.32", "python-httpx/0.27", "Go-http-client/2.0", "okhttp/4.12.0"),
    *("axios/1.7.2", "node-fetch/1.0", "PostmanRuntime/7.39", "Java/17.0.1", "libwww-perl/6.7", "Scrapy/2.11"),
]
