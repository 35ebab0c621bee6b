# Two stages: the first one builds the environment, the second one holds nothing else. Not root.
# Compiled here, without the documentation that the libraries bear: it would weigh six megabytes once loaded.
FROM python:3.12-slim AS build
ENV PYTHONOPTIMIZE=2
WORKDIR /src
COPY requirements.txt .
RUN python -m venv /opt/cress-bot \
 && /opt/cress-bot/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN /opt/cress-bot/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
RUN useradd --no-create-home --uid 10001 --home-dir /donnees cress && install -d -o cress /donnees /contenu
COPY --from=build /opt/cress-bot /opt/cress-bot
COPY --chown=cress content /contenu
ENV PATH=/opt/cress-bot/bin:$PATH PYTHONUNBUFFERED=1 PYTHONOPTIMIZE=2 MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=65536 \
    CRESS_CONTENU=/contenu CRESS_DONNEES=/donnees/cress-bot.sqlite3
RUN python -c "import compileall, sysconfig; compileall.compile_dir(sysconfig.get_path('stdlib'), quiet=2)"
USER cress
WORKDIR /donnees
VOLUME ["/contenu", "/donnees"]
# Alive means: the data can be read, and a content is served (a folder that is refused stops nothing).
HEALTHCHECK --interval=5m --timeout=60s CMD ["cress-bot", "etat"]
ENTRYPOINT ["cress-bot"]
CMD ["lancer"]
