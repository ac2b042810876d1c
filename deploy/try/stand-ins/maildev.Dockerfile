# Stands in for maildev/maildev:3.0.0: the same package from npm, its ports, user and health check.
FROM node:24-bookworm-slim
ENV NODE_ENV=production
RUN npm install --global --ignore-scripts --no-audit --no-fund maildev@3.0.0
USER node
WORKDIR /home/node
EXPOSE 1025 1080
HEALTHCHECK --interval=5s --timeout=5s --retries=12 CMD ["node", "/usr/local/lib/node_modules/maildev/dist/bin/healthcheck.js"]
ENTRYPOINT ["maildev"]
