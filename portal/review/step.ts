/** To the next or the previous row, from wherever one is. */
export function step(list: HTMLElement | null, by: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLAnchorElement>('.queue-name') ?? [])];
  const at = links.findIndex((link) => link === document.activeElement);
  links[at < 0 ? (by === 1 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}
