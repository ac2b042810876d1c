// Runs before the scripts that need it (prestart, pretest, predemo), on whatever Node there is: hence plain old JavaScript.
// The scripts themselves run on the Node of node_modules/.bin, which can run TypeScript.
'use strict';
const fs = require('fs');
const path = require('path');

function problem() {
  const machine = /node\/v(\d+)/.exec(process.env.npm_config_user_agent || '');
  if (machine && Number(machine[1]) < 20) return 'This needs Node 20 or newer, and npm runs on Node ' + machine[1] + ': install a newer Node (https://nodejs.org).';
  if (!fs.existsSync(path.join(__dirname, '..', 'node_modules', 'zod'))) return 'The packages are not installed: run npm ci, then try again.';
  if (Number(process.versions.node.split('.')[0]) < 24) {
    return 'The Node of this clone (node_modules/.bin/node) is missing, and this one is ' + process.versions.node + ': run npm ci with install scripts allowed, or use Node 24.';
  }
  return undefined;
}

const sentence = problem();
if (sentence) {
  console.error('\n' + sentence + '\n');
  process.exit(1);
}
