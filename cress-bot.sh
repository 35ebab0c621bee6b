#!/bin/sh
# sudo cress-bot etat : une commande sous le compte du service, avec ses réglages (/etc/cress-bot.env) et ses données.
# Ce qu'elle écrit appartient ainsi au service, qu'il tourne ou non. Installé par : sudo install -m 755 cress-bot.sh /usr/local/bin/cress-bot
exec systemd-run --quiet --pipe --wait --collect \
  --property=User=cress-bot --property=DynamicUser=yes \
  --property=StateDirectory=cress-bot --property=StateDirectoryMode=0700 \
  --property=CacheDirectory=cress-bot --property=UMask=0077 \
  --property=WorkingDirectory=/opt/cress-bot --property=EnvironmentFile=/etc/cress-bot.env \
  --property="Environment=CRESS_DONNEES=/var/lib/cress-bot/cress-bot.sqlite3 PYTHONOPTIMIZE=2 MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=65536 PYTHONPYCACHEPREFIX=/var/cache/cress-bot" \
  -- /opt/cress-bot/.venv/bin/cress-bot "$@"
