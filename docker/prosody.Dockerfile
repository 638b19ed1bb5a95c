# Prosody 13 with Parlor's configuration and modules. Build from the project's top folder:
#   docker build -f docker/prosody.Dockerfile -t parlor-prosody .
FROM debian:trixie-slim

# A service that a package wants to start has no place in an image (policy-rc.d).
RUN printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d \
 && apt-get update \
 && apt-get install -y --no-install-recommends prosody prosody-modules lua-dbi-sqlite3 lua-unbound \
 && rm -rf /var/lib/apt/lists/* /etc/prosody/* /var/lib/prosody \
 && install -d -o prosody -g prosody -m 0750 /data

# Where prosodyctl looks, so that `prosodyctl adduser anna@example.org` needs no more words.
COPY prosody/prosody.cfg.lua /etc/prosody/prosody.cfg.lua
COPY prosody/modules /etc/prosody/modules

ENV PARLOR_DATA=/data PARLOR_BIND=0.0.0.0
USER prosody
VOLUME /data
EXPOSE 5222 5269 5280 5347
# An answer over HTTP says that the event loop turns.
HEALTHCHECK --interval=10s --timeout=10s --start-period=10s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PARLOR_XMPP_HTTP_PORT:-5280} && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 2 <&3"]
# The data directory may be an empty volume.
CMD ["sh", "-c", "mkdir -p $PARLOR_DATA/prosody && exec prosody -F"]
