/*
 * `npm run accept -- SOURCE…` runs Ibid on real input; `npm run accept -- detect SOURCE…` evaluates what it detects there.
 */
await (process.argv[2] === 'detect' ? import('./detect/detect.ts') : import('./store.ts'));
