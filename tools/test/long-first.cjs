// The order in which Jest begins its files: whole stacks and browsers first. Where it remembers no run, as in CI, it goes by the size of the files, and the longest runs of all
// have short ones: they would begin last, one worker waiting for the other.
'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

const isShort = ({ context }) => context.config.displayName?.name === 'specs';

module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const inOrder = super.sort(tests);
    return [...inOrder.filter((test) => !isShort(test)), ...inOrder.filter(isShort)];
  }
};
