// zod tries whether it may make functions out of text; the policy refuses that, and browsers report it. It must be told before any schema is made, and is loaded with the
// first form only: by the name under which it keeps its configuration.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
