import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';

// The service behind the proxies that are compared: it does next to nothing, so that what is measured is the hop.
const body = Buffer.from(JSON.stringify({ items: Array.from({ length: 8 }, (_, index) => ({ index, name: `row ${index}`, note: 'x'.repeat(80) })), nextCursor: null }));
const keys = process.argv[3] === undefined ? null : readFileSync(process.argv[3]);

createServer((request, response) => {
  request.resume();
  const answer = request.url?.includes('jwks') && keys !== null ? keys : body;
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': answer.length });
  response.end(answer);
}).listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('ready\n'));
