/** From now on; asked for it, how long the event loop was held up at most, in milliseconds. */
export function longestDelay(): () => number {
  let longest = 0;
  let last = performance.now();
  const measure = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(measure, 1);
  return () => {
    clearInterval(timer);
    measure();
    return longest;
  };
}
