"""Everything the site can be told, from the environment alone; `.env.example` names each setting."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from environs import Env

from polibat.files.endpoints import bucket_address, endpoint_of, origin_of, style_of

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

# The embedded run (`make run` with nothing set) brings its own servers and secrets; it alone has forgiving defaults.
EMBEDDED = env.bool("EMBEDDED", False)
DEBUG = env.bool("DEBUG", False)
# What the embedded run keeps.
VAR = Path(env.str("EMBEDDED_VAR", "") or BASE_DIR / "var")

SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if EMBEDDED else [])
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000" if EMBEDDED else "")
# By which the search consoles of Naver and Google know the owner of the site.
NAVER_SITE_VERIFICATION = env.str("NAVER_SITE_VERIFICATION", "")
GOOGLE_SITE_VERIFICATION = env.str("GOOGLE_SITE_VERIFICATION", "")
# Crawlers that gather texts for training models and are asked by robots.txt to stay out; none are asked if it is empty.
AI_CRAWLERS_KEPT_OUT = env.list(
    "AI_CRAWLERS_KEPT_OUT",
    ["GPTBot", "ClaudeBot", "CCBot", "Google-Extended", "Applebot-Extended", "Bytespider", "meta-externalagent"],
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
# How many reverse proxies append to X-Forwarded-For; 0 means that the header is not believed at all.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)

# The image holds no `dev`: no embedded servers, no demo data, no style guide.
DEVELOPER_APPS = ["dev"] if (BASE_DIR / "dev").is_dir() else []

INSTALLED_APPS = [
    *DEVELOPER_APPS,
    "pages",
    "backoffice",
    "insights",
    "displays",
    "moderation",
    "assist",
    "polls",
    "suggestions",
    "boards",
    "pictures",
    "politicians",
    "notifications",
    "accounts",
    "policies",
    "polibat",
    "polibat.staff.config.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "csp",
    "procrastinate.contrib.django",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "corsheaders",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "polibat.web.middleware.health",
    "polibat.web.middleware.request_id",
    "polibat.web.middleware.resource_policy",
    "polibat.web.middleware.body_limit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "polibat.api.middleware.api",
    "polibat.web.middleware.methods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.member_status",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "polibat.web.middleware.limits",
    "insights.middleware.visits",
    "polibat.web.middleware.stored_words",
]

ROOT_URLCONF = "polibat.urls"
WSGI_APPLICATION = "polibat.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "notifications.views.context_processors.unread_notifications",
            ],
            "builtins": [
                "polibat.templatetags.components",
                "polibat.templatetags.dates",
                "polibat.templatetags.refusals",
            ],
        },
    }
]

# Truth ------------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": {
        **dj_database_url.parse(env.str("DATABASE_URL", "postgresql:///polibat")),
        "ENGINE": "django.db.backends.postgresql",
        # One connection per serving thread: opening one costs PostgreSQL more than most requests do.
        "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", 600),
        # After a failover every thread holds a dead one: it is found out by a ping, and not by somebody's request.
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": env.str("TEST_DB", None)},
    }
}
DATABASE_OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
# Seconds until a host that vanished without a word is given up.
for _name, _value in {"connect_timeout": 5, "keepalives_idle": 15, "tcp_user_timeout": 10_000}.items():
    DATABASE_OPTIONS.setdefault(_name, _value)
# Seconds that a statement may take, wait for somebody else's lock, and that a transaction may stand still; 0 leaves it
# to the server. Whoever looks at a page waits for seconds; the worker and commands (`migrate`) have longer work.
DATABASE_LIMITS = (
    {
        "statement_timeout": env.float("DATABASE_STATEMENT_TIMEOUT", 15),
        "lock_timeout": env.float("DATABASE_LOCK_TIMEOUT", 3),
        "idle_in_transaction_session_timeout": env.float("DATABASE_IDLE_TIMEOUT", 60),
    }
    if os.environ.get("POLIBAT_PROCESS") == "web"
    else {
        "statement_timeout": env.float("DATABASE_LONG_STATEMENT_TIMEOUT", 900),
        "lock_timeout": env.float("DATABASE_LONG_LOCK_TIMEOUT", 30),
        "idle_in_transaction_session_timeout": env.float("DATABASE_LONG_IDLE_TIMEOUT", 600),
    }
)
_limits = [f"-c {name}={round(seconds * 1000)}" for name, seconds in DATABASE_LIMITS.items() if seconds]
if _limits:
    DATABASE_OPTIONS["options"] = " ".join([*_limits, DATABASE_OPTIONS.get("options", "")]).strip()
# PostgreSQL plans prepared statements (polibat.cache.statements) when a connection asks them for the third time. A
# pooler that hands out connections by transaction must know them (PgBouncer from 1.21 on), or this is turned off.
if env.bool("DATABASE_PREPARE", True):
    DATABASE_OPTIONS["prepare_threshold"] = 2
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache, sessions, limits ------------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
# Where limits, and counts that wait, are kept: at best a server that throws nothing out when it is full.
LIMITS_REDIS_URL = env.str("LIMITS_REDIS_URL", "") or REDIS_URL


def redis_cache(prefix, *, ignore_outage, location=REDIS_URL):
    """One view on a shared Redis under its own key prefix; pages survive an outage, limits must notice it."""
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": location,
        "KEY_PREFIX": prefix,
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": ignore_outage,
            # Redis answers in a millisecond; one that hangs must not hang the site for long.
            "SOCKET_CONNECT_TIMEOUT": 1,
            "SOCKET_TIMEOUT": 1,
        },
    }


CACHE_PREFIX = env.str("CACHE_PREFIX", "polibat")
CACHES = {
    "default": redis_cache(CACHE_PREFIX, ignore_outage=True),
    "limits": redis_cache(f"{CACHE_PREFIX}-limits", ignore_outage=False, location=LIMITS_REDIS_URL),
}
RATELIMIT_USE_CACHE = "limits"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Seconds that a signed-out page may be served from the cache; 0 turns the page cache off (benchmarks do).
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", 5)

# Members ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Member"
AUTHENTICATION_BACKENDS = ["accounts.services.backends.EmailBackend", "rules.permissions.ObjectPermissionBackend"]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["polibat.security.passwords.PasswordHasher"]
# Seconds that a log-in waits for others that are being checked in the same process.
PASSWORD_PATIENCE = env.float("PASSWORD_PATIENCE", 2)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.models.validators.CharacterClassesValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["nickname"]},
    },
]
# "<id>:<base64 of 32 bytes>", the newest first: new rows use the first, old rows open with the one they name.
EMAIL_KEYS = env.list("EMAIL_KEYS", [])
EMAIL_INDEX_KEY = env.str("EMAIL_INDEX_KEY", "")

# Whether admins and superusers must have a second factor: "required" or "optional" (as in the local run).
TWO_FACTOR = env.str("TWO_FACTOR", "optional" if EMBEDDED else "required")
TWO_FACTOR_FOR_MODERATORS = env.bool("TWO_FACTOR_FOR_MODERATORS", False)
# How long a log-in of staff lasts, and how long a proof of who they are counts for dangerous acts.
STAFF_SESSION_SECONDS = env.int("STAFF_SESSION_SECONDS", 8 * 3600)
STAFF_REAUTHENTICATION_SECONDS = env.int("STAFF_REAUTHENTICATION_SECONDS", 10 * 60)
# How many members' addresses one member of staff may look at; beyond it the staff channel is told.
STAFF_LOOKS_AN_HOUR = env.int("STAFF_LOOKS_AN_HOUR", 10)
STAFF_LOOKS_A_DAY = env.int("STAFF_LOOKS_A_DAY", 30)
# The same of papers that came with applications.
STAFF_PAPERS_AN_HOUR = env.int("STAFF_PAPERS_AN_HOUR", 60)

# Over HTTPS browsers take these cookies from this host alone.
HTTPS = env.bool("HTTPS", not (EMBEDDED or DEBUG))
_ours = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, DEVICE_COOKIE_NAME = f"{_ours}sessionid", f"{_ours}csrftoken", f"{_ours}device"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "polibat.web.views.csrf_failure"

# Transport and headers --------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REDIRECT_EXEMPT = [r"^health"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
AWS_STORAGE_BUCKET_NAME = env.str("AWS_STORAGE_BUCKET_NAME", "")
AWS_S3_REGION_NAME = env.str("AWS_S3_REGION_NAME", "")
AWS_S3_ENDPOINT_URL = env.str("AWS_S3_ENDPOINT_URL", "")
AWS_S3_ADDRESSING_STYLE = env.str("AWS_S3_ADDRESSING_STYLE", "auto")
# What stands in front of the bucket's public/ (a CDN); without one the bucket itself is asked.
CLOUDFRONT_URL = env.str("CLOUDFRONT_URL", "").rstrip("/")
BUCKET_ADDRESS = AWS_STORAGE_BUCKET_NAME and bucket_address(
    AWS_STORAGE_BUCKET_NAME,
    region=AWS_S3_REGION_NAME,
    endpoint=AWS_S3_ENDPOINT_URL,
    style=AWS_S3_ADDRESSING_STYLE,
)
PUBLIC_ADDRESS = BUCKET_ADDRESS and (CLOUDFRONT_URL or f"{BUCKET_ADDRESS}/public")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [
            SELF,
            "data:",
            "blob:",
            *sorted({origin_of(one) for one in (PUBLIC_ADDRESS, BUCKET_ADDRESS) if one}),
        ],
        # Where browsers put large pictures by themselves.
        "connect-src": [SELF, *([origin_of(BUCKET_ADDRESS)] if BUCKET_ADDRESS else [])],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in ("accelerometer", "camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}

# Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
# Serve static files straight from static/, without hashed names: for developing and for tests.
PLAIN_STATIC = env.bool("PLAIN_STATIC", DEBUG)
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = PLAIN_STATIC
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = env.str("MEDIA_URL", "/media/")
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(BASE_DIR / "var" / "media")))
PRIVATE_ROOT = Path(env.str("PRIVATE_ROOT", str(BASE_DIR / "var" / "private")))
S3 = {
    "bucket_name": AWS_STORAGE_BUCKET_NAME,
    "endpoint_url": endpoint_of(AWS_S3_REGION_NAME, AWS_S3_ENDPOINT_URL),
    "region_name": AWS_S3_REGION_NAME or None,
    "addressing_style": style_of(AWS_STORAGE_BUCKET_NAME, endpoint=AWS_S3_ENDPOINT_URL, style=AWS_S3_ADDRESSING_STYLE),
}
STORAGES = {
    "default": (
        {"BACKEND": "polibat.files.PublicS3", "OPTIONS": {**S3, "location": "public", "address": PUBLIC_ADDRESS}}
        if AWS_STORAGE_BUCKET_NAME
        else {"BACKEND": "polibat.files.PublicFolder"}
    ),
    # What only its owner or staff may read, and what nobody has looked into yet: no address but signed ones.
    "private": (
        {"BACKEND": "polibat.files.PrivateS3", "OPTIONS": {**S3, "location": "private"}}
        if AWS_STORAGE_BUCKET_NAME
        else {"BACKEND": "polibat.files.PrivateFolder", "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None}}
    ),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PLAIN_STATIC
        else "polibat.files.StaticStorage"
    },
}
# Bytes of a whole request: the largest picture and the form around it.
BODY_LIMIT = 6 * 1024 * 1024
# The applications of politicians and aides bring up to three documents of 10 MB each.
BODY_LIMITS = dict.fromkeys(("/signup/politician/", "/me/application/"), 32 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Mail -------------------------------------------------------------------------------------------------------------
_mail = env.dj_email_url("EMAIL_URL", "console:")
EMAIL_BACKEND = "dev.mail.DevMailBackend" if EMBEDDED and not env.str("EMAIL_URL", "") else _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
# Where the embedded run keeps what it 'sent', and tells of it.
EMAIL_FILE_PATH = VAR / "mail"
MAIL_LOG = VAR / "log" / "mail.log"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "정치방망이 <hello@polibat.com>")

# What our Message-IDs end in.
MAIL_DOMAIN = env.str("MAIL_DOMAIN", "mail.polibat.com")
# Whose notices about bounces and complaints are believed: topics of SNS, and the hosts of its certificates.
SES_TOPICS = env.list("SES_TOPICS", [])
SNS_HOSTS = env.list("SNS_HOSTS", ["sns.*.amazonaws.com"])

# Seconds for which `/health/detailed` repeats what it found: everybody may ask, and each look asks every part.
HEALTH_SECONDS = env.float("HEALTH_SECONDS", 0 if EMBEDDED else 5)

# Jobs -------------------------------------------------------------------------------------------------------------
# The worker finds the jobs of every app in its jobs.py.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# What was done is not kept: jobs of mails carry (sealed) addresses.
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}
# Other numbers of jobs at once for some of its lanes (polibat/jobs/lanes.py): `mail=4,ai=1`.
WORKER_SLOTS = env.dict("WORKER_SLOTS", {}, subcast_values=int)
# Seconds that a job has to end when the worker is stopped; and after which a worker without a heartbeat is gone.
WORKER_PATIENCE = env.int("WORKER_PATIENCE", 15)
WORKER_STALLED = env.int("WORKER_STALLED", 30)
# Incoming webhook of the staff channel in Microsoft Teams; none keeps silent.
TEAMS_WEBHOOK_URL = env.str("TEAMS_WEBHOOK_URL", "")

# Politicians ------------------------------------------------------------------------------------------------------
ASSEMBLY_API_URL = env.str("ASSEMBLY_API_URL", "https://open.assembly.go.kr/portal/openapi")
ASSEMBLY_API_KEY = env.str("ASSEMBLY_API_KEY", "")

# AI: without a key everything is done here --------------------------------------------------------------------------
OPENAI_API_KEY = env.str("OPENAI_API_KEY", "")
OPENAI_BASE_URL = env.str("OPENAI_BASE_URL", "")
AI_MODEL = env.str("AI_MODEL", "gpt-4o-mini")
AI_DAILY_TOKENS = env.int("AI_DAILY_TOKENS", 500_000)
# Seconds that one request may take.
AI_TIMEOUT = env.float("AI_TIMEOUT", 20)

# API --------------------------------------------------------------------------------------------------------------
# What visitors may ask of the API in 15 minutes, by network address.
API_ANONYMOUS_LIMIT = env.int("API_ANONYMOUS_LIMIT", 100)
# The same of signing up and in, apart from what is read, and of refreshes that fail.
API_SIGN_IN_LIMIT = env.int("API_SIGN_IN_LIMIT", 300)
# By which tokens are signed; without one of its own, a key made from SECRET_KEY.
JWT_SIGNING_KEY = env.str("JWT_SIGNING_KEY", "")
SIMPLE_JWT = {
    "ALGORITHM": "HS256",
    "SIGNING_KEY": JWT_SIGNING_KEY or hashlib.sha256(f"tokens:{SECRET_KEY}".encode()).hexdigest(),
    "AUDIENCE": "polibat-client",
    "ISSUER": "polibat-api",
    "USER_ID_FIELD": "public_id",
    "USER_ID_CLAIM": "sub",
    "TOKEN_TYPE_CLAIM": "typ",
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=7),
}
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", [])
CORS_URLS_REGEX = r"^/api(/|$)"
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_HEADERS = [
    "accept",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "x-client",
    "x-request-id",
]
CORS_EXPOSE_HEADERS = [
    *("Content-Disposition", "Deprecation", "ETag", "Idempotency-Replayed", "Link"),
    *("RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"),
]
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "polibat.api.errors.exception_handler",
    "DEFAULT_RENDERER_CLASSES": ["polibat.api.envelope.EnvelopeRenderer"],
    "DEFAULT_PARSER_CLASSES": ["polibat.api.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.api.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["polibat.api.permissions.RulesPermission"],
    "DEFAULT_PAGINATION_CLASS": "polibat.api.pagination.Pagination",
    "DEFAULT_FILTER_BACKENDS": ["polibat.api.filters.FilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "polibat.api.schema.Schema",
    # `format` names the kind of file of an export.
    "URL_FORMAT_OVERRIDE": None,
    # OPTIONS tells the methods (polibat.api.methods); what they take stands in the schema.
    "DEFAULT_METADATA_CLASS": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "정치방망이 API",
    "DESCRIPTION": "시민과 정치인이 소통하는 정치방망이의 API. 모든 응답은 {success, data, timestamp} 봉투에 담깁니다.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVERS": [{"url": "{site}", "variables": {"site": {"default": "http://127.0.0.1:8000"}}}],
    "SCHEMA_PATH_PREFIX": "/api",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
    # Enums stay where they are used: many fields are called `type` or `status`, and each has values of its own.
    "POSTPROCESSING_HOOKS": ["polibat.api.schema.add_envelopes"],
}

# Language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어")]
USE_I18N = True
# Django's own words where ours read better, and moments as the back office writes them (26.11.25. 14:30).
LOCALE_PATHS = [BASE_DIR / "polibat" / "locale"]
FORMAT_MODULE_PATH = ["polibat.formats"]
USE_TZ = True
TIME_ZONE = "Asia/Seoul"

# Log: JSON lines on standard output, no personal data -------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "polibat.web.log.JsonFormatter"}},
    "filters": {"request_id": {"()": "polibat.web.log.RequestIdFilter"}},
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]},
        # Errors are told to the staff channel by their kind.
        "staff_channel": {"class": "polibat.web.error_events.ErrorEventHandler", "level": "ERROR"},
    },
    "root": {"handlers": ["stdout", "staff_channel"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
