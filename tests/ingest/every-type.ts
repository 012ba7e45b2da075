/** What pyarrow was given, as text: three rows of every type (see `tests/fixtures/parquet/README.md`). */
export const numbers: Readonly<Record<string, readonly (string | null)[]>> = {
  int8: ['-128', '127', null],
  uint8: ['0', '255', null],
  int16: ['-32768', '32767', null],
  uint16: ['0', '65535', null],
  int32: ['-2147483648', '2147483647', null],
  uint32: ['0', '4294967295', null],
  int64: ['-9223372036854775808', '9223372036854775807', null],
  uint64: ['0', '18446744073709551615', null],
  float16: ['1.5', '-0.0999755859375', '0'],
  float32: ['1.1', '-3.4e+38', null],
  float64: ['0.1', '1e+300', null],
  bool: ['true', 'false', null],
}

/** Dates and times; 1767225600 s are 2026-01-01. */
export const times: typeof numbers = {
  date32: ['2026-02-28', '1900-01-01', null],
  date64: ['2026-02-28', '1900-01-01', null],
  time32_ms: ['09:30:00.005', '23:59:59.999', null],
  time64_us: ['09:30:00.000005', '00:00:00', null],
  time64_ns: ['00:00:00.000000001', '23:59:59.999999999', null],
  ts_s: ['2026-01-01', '1969-12-31 23:59:59', null],
  ts_ms: ['2026-01-01 00:00:00.123', '1969-12-31 23:59:59.999', null],
  ts_us: ['2026-01-01 00:00:00.123456', '1969-12-31 23:59:59.999999', null],
  ts_ns: ['2026-01-01 00:00:00.123456789', '1969-12-31 23:59:59.999999999', null],
  ts_us_seoul: ['2026-01-01 00:00:00.123456+00:00', '1969-12-31 23:59:59.999999+00:00', null],
}

/** Decimals, texts, and what lies in structs; lists and maps are not among them. */
export const texts: typeof numbers = {
  dec9: ['1234567.89', '-0.01', null],
  dec18: ['1234567890123456.78', '-0.01', null],
  dec38: ['12345678901234567890123456789012.345678', '-0.000001', null],
  dec76: ['1234567890123456789012345678901234567890123456.789', '-0.001', null],
  text: ['가,"b"', '', null],
  large_text: ['a', 'b', null],
  view: ['short', 'a text beyond twelve bytes', null],
  binary: ['abc', '', null],
  fixed: ['abc', 'xyz', null],
  dictionary: ['x', 'y', null],
  nothing: [null, null, null],
  'customer.email': ['a@b.c', null, null],
  'customer.address.city': ['서울', null, null],
  'customer.address.zip': ['1', null, null],
}
