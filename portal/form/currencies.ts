/** ISO 4217: those that partners reckon in, the most usual first. The server knows all of them. */
export const currencies = [
  'USD', 'EUR', 'GBP', 'CHF', 'CAD', 'AUD', 'JPY', 'AED', 'ARS', 'BRL', 'CLP', 'CNY', 'COP', 'CZK', 'DKK', 'EGP', 'HKD', 'HUF', 'IDR', 'ILS', 'INR', 'KES', 'KRW', 'KWD', 'MXN', 'MYR', 'NGN',
  'NOK', 'NZD', 'PEN', 'PHP', 'PLN', 'QAR', 'RON', 'SAR', 'SEK', 'SGD', 'THB', 'TRY', 'TWD', 'UAH', 'VND', 'ZAR',
] as const;
