# Stands in for apache/kafka:4.1.1: its user, folders and variables, around the jars that npm start fetches.
FROM debian:bookworm-slim
# man1 is where the package of Java links its pages, which the smallest Debian lacks.
RUN mkdir -p /usr/share/man/man1 && apt-get update && apt-get install -y --no-install-recommends openjdk-17-jre-headless
RUN groupadd --gid 1000 appuser && useradd --uid 1000 --gid appuser --shell /bin/bash --create-home appuser \
 && mkdir -p /opt/kafka/config /var/lib/kafka/data /mnt/shared/config /etc/kafka/docker && chown -R appuser:appuser /opt/kafka /var/lib/kafka /mnt/shared
COPY libs /opt/kafka/libs
COPY kafka-run.sh /etc/kafka/docker/run
COPY log4j2.xml /etc/kafka/docker/log4j2.xml
USER appuser
VOLUME ["/var/lib/kafka/data", "/mnt/shared/config"]
EXPOSE 9092
CMD ["/etc/kafka/docker/run"]
