let isDown = false;
let waiting: (() => void)[] = [];

function press(event: MouseEvent): void {
  // A list that opens takes the release for itself, a menu of the browser too; neither has anything to miss.
  isDown = event.button === 0 && !(event.target instanceof HTMLSelectElement);
}

/** After the click that belongs to it, which the browser still hands out in the same turn. */
function release(): void {
  setTimeout(() => {
    isDown = false;
    const released = waiting;
    waiting = [];
    for (const goOn of released) goOn();
  });
}

for (const type of ['pointerdown', 'mousedown'] as const) addEventListener(type, press, { capture: true });
// The later ones are for a release that is not told of: at the end of a drag, or while another window was in front.
for (const type of ['pointerup', 'mouseup', 'pointercancel', 'dragend', 'keydown'] as const) addEventListener(type, release, { capture: true });
addEventListener('pointermove', ({ buttons }) => { if (isDown && buttons === 0) release(); }, { capture: true });

/**
 * Waits while a button of the pointer is held down. Pressing one leaves the field before it; a complaint that came or went there now would move what is
 * pressed away from under the pointer, and the click would be lost. Undefined where nothing is to be waited for.
 */
export function pointerReleased(): Promise<void> | undefined {
  return isDown ? new Promise((resolve) => waiting.push(resolve)) : undefined;
}
