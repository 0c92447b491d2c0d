# Builds Quern and leaves the binary on a slim image with the run-time packages.
FROM swift:6.3-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends make pkg-config python3 \
    libpoppler-glib-dev libcairo2-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libcurl4-openssl-dev libsqlite3-dev
WORKDIR /quern
COPY . .
RUN swift build -c release --product quern --static-swift-stdlib \
    && install -s .build/release/quern /usr/local/bin/quern

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
    libpoppler-glib8 libcairo2 libcmark-gfm0.29.0.gfm.6 libcmark-gfm-extensions0.29.0.gfm.6 libcurl4 libsqlite3-0 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/quern /usr/local/bin/quern
WORKDIR /data
ENTRYPOINT ["quern"]
