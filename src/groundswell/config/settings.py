"""Settings of the house; every name that the environment may set is in docs/settings.md."""

from __future__ import annotations

from pathlib import Path

from django.utils.csp import CSP

from groundswell.config import env

HOUSE = Path(__file__).resolve().parent.parent
DATA = Path(env.text("GROUNDSWELL_DATA", "groundswell-data")).resolve()
DEMONSTRATION = env.flag("GROUNDSWELL_DEMONSTRATION", default=False)

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret(DATA)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "groundswell.kit",
    "groundswell.kit.jobs",
    "groundswell.ground.journal",
    "groundswell.ground.places",
    "groundswell.ground.people",
    "groundswell.ground.programs",
    "groundswell.ground.documents",
    "groundswell.ground.instruments",
    "groundswell.before.vision",
    "groundswell.before.evidence",
    "groundswell.before.scalability",
    "groundswell.before.package",
    "groundswell.before.consensus",
    "groundswell.before.policy",
    "groundswell.during.monitoring",
    "groundswell.across.gates",
    "groundswell.across.exchange",
    "groundswell.front",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "groundswell.kit.errors.ErrorMiddleware",
    "groundswell.kit.door.DoorMiddleware",
]

ROOT_URLCONF = "groundswell.front.urls"
WSGI_APPLICATION = "groundswell.config.wsgi.application"
ASGI_APPLICATION = "groundswell.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.messages.context_processors.messages",
                "groundswell.front.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n", "groundswell.kit.templatetags.look"],
        },
    },
]

DATABASES = {"default": env.database(env.text("DATABASE_URL"), DATA / "groundswell.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("ar", "العربية")]
LOCALE_PATHS = [HOUSE / "locale"]
USE_I18N = True
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["groundswell.config.formats"]

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
UPLOADS = DATA / "uploads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # a season of daily reports at once
UPLOAD_MOST_BYTES = env.whole("UPLOAD_MOST_BYTES", 50 * 1024 * 1024)
UPLOAD_MOST_MEDIA_BYTES = env.whole("UPLOAD_MOST_MEDIA_BYTES", 200 * 1024 * 1024)

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
HTTPS = env.flag("HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

MAIL_HOST = env.text("MAIL_HOST")
MAIL = {
    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {
        "host": MAIL_HOST,
        "port": env.whole("MAIL_PORT", 587),
        "username": env.text("MAIL_USER"),
        "password": env.text("MAIL_PASSWORD"),
        "use_tls": env.flag("MAIL_TLS", default=True),
    },
}
MAILERS = {"default": MAIL if MAIL_HOST else {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "groundswell@localhost")

ANALYTICS_ENGINE = env.one_of("ANALYTICS_ENGINE", "embedded", ("embedded",))
ANALYTICS_STORE = Path(env.text("ANALYTICS_STORE", str(DATA / "store"))).resolve()

TASKS = {"default": {"BACKEND": "groundswell.kit.jobs.backend.LeasedBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "groundswell": {"handlers": ["console"], "level": "INFO"},
        "django.request": {"handlers": ["console"], "level": "ERROR"},
    },
}
