# amd64, arm64 and armv7 (a Raspberry Pi with a 32-bit system).
FROM debian:bookworm-slim AS base
# Debian's slim image knows no certificate authority; without any, ELNET cannot be asked by https.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates python3 libpq5 \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt /var/cache/debconf/*-old /var/log/*.log /var/log/apt

FROM base AS builder
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3-venv \
 && rm -rf /var/lib/apt/lists/*

# The tracker itself is the same for every processor: it is built on the machine's own.
FROM --platform=$BUILDPLATFORM debian:bookworm-slim AS wheel
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
RUN python3 -m venv /build
WORKDIR /source
COPY . .
RUN /build/bin/pip wheel --no-cache-dir --no-deps --wheel-dir /wheel .

FROM builder AS installed
COPY requirements-container.lock /locks/
# Brotli, Pillow, PyYAML, backports.zstd and cffi have no wheel for armv7, so they are compiled there; Pillow's
# libraries follow into the image below.
RUN apt-get update \
 && apt-get install -y --no-install-recommends binutils \
 && if [ "$(dpkg --print-architecture)" = armhf ]; then \
      apt-get install -y --no-install-recommends gcc libc6-dev python3-dev libffi-dev libjpeg62-turbo-dev zlib1g-dev libfreetype-dev; \
    fi \
 && rm -rf /var/lib/apt/lists/* \
 && python3 -m venv /opt/tracker \
 && /opt/tracker/bin/pip install --no-cache-dir --no-compile --require-hashes -r /locks/requirements-container.lock
# Libraries stay as they run: compiled, without symbols, in the languages of the pages.
WORKDIR /opt/tracker/lib/python3.11/site-packages
RUN find . -name '*.so' -not -path '*.libs/*' -exec strip --strip-unneeded {} + \
 && find babel/locale-data -name '*.dat' ! -name 'root.dat' ! -name 'en*.dat' ! -name 'hi*.dat' -delete \
 && rm -rf pip pip-*.dist-info setuptools setuptools-*.dist-info pkg_resources _distutils_hack distutils-precedence.pth \
           ../../../bin/pip* PIL/_avif*.so pillow.libs/libavif* PIL/_webp*.so pillow.libs/libwebp[dm]* \
           PIL/_imagingcms*.so pillow.libs/liblcms2* PIL/_imagingtk*.so \
 && find . -type d -name tests -prune -exec rm -rf {} + \
 && python3 -m compileall -q -b . \
 && find . \( -name '*.py' -o -name '*.pyi' -o -name '*.po' \) -delete
COPY --from=wheel /wheel /wheel
RUN python3 -m venv /pip \
 && /pip/bin/pip --python /opt/tracker/bin/python install --no-cache-dir --no-compile --no-deps /wheel/*.whl \
 && python3 -m compileall -q power_usage

FROM base AS system
RUN if [ "$(dpkg --print-architecture)" = armhf ]; then \
      apt-get update \
      && apt-get install -y --no-install-recommends libjpeg62-turbo libfreetype6 \
      && rm -rf /var/lib/apt/lists/*; \
    fi \
 && useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin tracker \
 && install -d -o tracker -g tracker -m 700 /data \
 # Nothing is installed or changed in a running container, so what does that goes too.
 && dpkg --purge --force-all apt e2fsprogs logsave gpgv libapt-pkg6.0 libext2fs2 mount util-linux util-linux-extra \
 && dpkg --purge --force-all perl-base \
 && rm -rf /usr/share/doc /usr/share/man /usr/share/info /usr/share/locale /usr/share/lintian /var/cache/* \
           /var/lib/dpkg/info/* \
           /usr/lib/*/perl-base /usr/lib/*/gconv /usr/lib/python3.11/pydoc_data /usr/lib/python3.11/lib2to3 \
 && python3 -m compileall -q -b /usr/lib/python3.11 \
 && find /usr/lib/python3.11 -name '*.py' -delete \
 && find /usr/lib/python3.11 /usr/lib/python3 -name __pycache__ -prune -exec rm -rf {} +
COPY --from=installed /opt/tracker /opt/tracker

# One layer, so that what was removed takes no room.
FROM scratch
COPY --from=system / /
# The database lies in /data, and meters.toml may.
ENV PATH=/opt/tracker/bin:/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 \
    POWER_USAGE_HOST=0.0.0.0 POWER_USAGE_PORT=5000 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 5000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python3", "-IS", "-c", "import os; from urllib.request import urlopen; urlopen('http://127.0.0.1:' + os.environ['POWER_USAGE_PORT'] + '/healthz', timeout=8)"]
ENTRYPOINT ["power-usage"]
CMD ["run"]
