# The service with its bundled data; ./dev image builds it and sets the arguments.
#
# The final stage holds the program, the libraries that it loads, the database and their licences:
# no shell, no package manager.
FROM debian:bookworm-slim AS build
WORKDIR /src
# What Debian has to provide is listed there, once.
COPY tools/dev.sh tools/
RUN . tools/dev.sh && need $NEED_BUILD
COPY . .
RUN ./dev build
# Fixes the time of the first revision, so that the same commit gives the same database.
ARG SOURCE_DATE_EPOCH
RUN deploy/rootfs.sh /image

FROM scratch
COPY --from=build /image /
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="exportstats" \
      org.opencontainers.image.description="Export statistics over HTTP, each number with its source" \
      org.opencontainers.image.licenses="MIT AND CC0-1.0" \
      org.opencontainers.image.vendor="the exportstats authors" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"
ENV EXPORTSTATS_LISTEN=0.0.0.0:8080 \
    EXPORTSTATS_DATABASE=/usr/share/exportstats/exportstats.db
USER 65532:65532
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s \
    CMD ["/usr/local/bin/exportstats", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/exportstats"]
CMD ["serve"]
