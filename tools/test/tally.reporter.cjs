// A Jest reporter that leaves the numbers of a run in the file TALLY_FILE; Jest's own `--json` would print a line after its summary.
'use strict';
const fs = require('node:fs');

module.exports = class TallyReporter {
  onTestResult(_test, { testResults }) {
    for (const { fullName, status, invocations } of testResults) if (status === 'passed' && invocations > 1) console.log(`passed at its second try: ${fullName}`);
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    fs.writeFileSync(process.env.TALLY_FILE, JSON.stringify({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }));
  }
};
