/** How many requests are generated: few in every run of the tests, many by `npm run test:fuzz`. */
export const requestCount = Number(process.env['IBID_TEST_REQUESTS'] ?? 1_500);

export const isLongForm = requestCount > 1_500;
