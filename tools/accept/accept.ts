/*
 * `npm run accept -- SOURCE…` runs Ibid on real input; `npm run accept -- detect SOURCE…` evaluates what it detects there, and
 * `npm run accept -- search SOURCE…` what it finds.
 */
switch (process.argv[2]) {
  case 'detect':
    await import('./detect/detect.ts');
    break;
  case 'search':
    await import('./search/search.ts');
    break;
  case 'related':
    await import('./related/related.ts');
    break;
  case 'rendered':
    await import('./rendered/rendered.ts');
    break;
  case 'feeds':
    await import('./feeds/feeds.ts');
    break;
  case 'pages':
    await import('./pages/pages.ts');
    break;
  case 'xss':
    await import('./xss/xss.ts');
    break;
  default:
    await import('./store.ts');
}
