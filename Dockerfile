# The site as an image: `docker build -t polibat .`; the web process by default, the job worker with another command
# (see compose.yaml). Servers, secrets and files come from the environment.
FROM python:3.13-slim-bookworm AS packages
WORKDIR /site
COPY requirements.txt ./
RUN python -m venv .venv && .venv/bin/pip install --quiet --no-cache-dir --require-hashes -r requirements.txt

FROM packages AS static
COPY . .
# Collecting needs settings, but none of their values.
RUN EMBEDDED=0 SECRET_KEY=unused .venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.13-slim-bookworm
# The account has no password, no shell and owns nothing but the folder of uploads.
RUN useradd --system --uid 10001 --home-dir /site --shell /usr/sbin/nologin polibat \
    && install -d -o polibat -g polibat /site/var /site/var/media /site/var/private
WORKDIR /site
COPY --from=packages /site/.venv .venv
COPY . .
COPY --from=static /site/staticfiles staticfiles
ENV PATH=/site/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 EMBEDDED=0 WEB_WORKERS=2 WEB_THREADS=4
USER polibat
EXPOSE 8000
# Asked for under the public name: any other host is refused.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["python", "-c", "\
import os, urllib.parse, urllib.request as web; \
host = urllib.parse.urlsplit(os.environ['SITE_URL']).netloc; \
web.urlopen(web.Request('http://127.0.0.1:8000/health', headers={'Host': host}), timeout=4)"]
# A shell only to read the environment; gunicorn takes its place and gets the signals.
CMD ["sh", "-c", "exec gunicorn polibat.wsgi --bind 0.0.0.0:8000 --no-control-socket --worker-class gthread --workers \"$WEB_WORKERS\" --threads \"$WEB_THREADS\" --worker-tmp-dir /dev/shm --graceful-timeout 25"]
