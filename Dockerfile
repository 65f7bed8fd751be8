# syntax=docker/dockerfile:1
# The portal for production: web, worker and beat are the same image with three commands.

FROM python:3.11-slim-bookworm AS libraries
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements/base.txt /tmp/base.txt
# The same hashed file as ./dev: what was tested is what runs.
RUN /opt/venv/bin/pip install --require-hashes --no-deps -r /tmp/base.txt

FROM python:3.11-slim-bookworm AS portal
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /home/portal portal \
    && install -d -o portal -g portal /srv/portal/media /srv/portal/beat
COPY --from=libraries /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=msp_portal.settings.production \
    STATIC_ROOT=/srv/portal/static \
    MEDIA_ROOT=/srv/portal/media
WORKDIR /srv/portal/app
COPY . .
# The values given here serve this step only: nothing secret enters the image.
RUN SECRET_KEY=build-only ALLOWED_HOSTS=localhost python manage.py collectstatic --noinput \
    && python -m compileall -q .
USER portal
EXPOSE 8000
VOLUME ["/srv/portal/media"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=40s --retries=3 \
    CMD ["python", "-m", "tools.deploy.healthy"]
CMD ["gunicorn", "msp_portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", \
     "--timeout", "60", "--graceful-timeout", "30", "--max-requests", "2000", \
     "--max-requests-jitter", "200", "--access-logfile", "-", \
     "--logger-class", "msp_portal.kit.server_logs.DiscreetLogger", "--no-control-socket", \
     "--worker-tmp-dir", "/dev/shm"]
