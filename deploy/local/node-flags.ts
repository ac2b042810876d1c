/**
 * What a service is started with, here and in its image (whose jobs start so, too). Without the second, V8 collects the old generation for each few megabytes that come to a heap of fifty:
 * V8's threads took a quarter of notifications' and a third of commissions' time under load, most of it for marking. With it, it waits for the first time until there are 128 MB, and with the
 * third, after each collection until there is twice as much as was left: by itself it collected notifications' seventy megabytes every two seconds, for each few that came to them.
 */
export const nodeFlags: readonly string[] = ['--enable-source-maps', '--initial-old-space-size=128', '--heap-growing-percent=100'];
