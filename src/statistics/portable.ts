/*
 * Exponentials and logarithms that give the same bits everywhere. `Math.exp` and its like differ between browsers, and between
 * a browser and Node, in the last bit; a search for a maximum carries that into digits that are shown.
 *
 * These are the algorithms of fdlibm (netlib.org/fdlibm: e_exp.c, e_log.c, s_log1p.c, s_expm1.c), made of operations that IEEE 754
 * fixes, each within one unit of the last place. Their notice:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */

const LN2_HIGH = 6.93147180369123816e-1
const LN2_LOW = 1.9082149292705877e-10
const INVERSE_LN2 = 1.44269504088896338700465

/** 2ᵏ for k from −1074 to 1023, by exact products. */
const POWERS = powersOfTwo()

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2098)
  powers[1074] = 1
  for (let k = 1; k <= 1023; k++) powers[1074 + k] = powers[1073 + k]! * 2
  for (let k = -1; k >= -1074; k--) powers[1074 + k] = powers[1075 + k]! / 2
  return powers
}

const double = new Float64Array(1)
const words = new Int32Array(double.buffer)
/** Place of the word with the sign and the exponent. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0

/** eˣ. */
export function exp(x: number): number {
  if (x !== x) return x
  if (x > 709.782712893383973) return Infinity
  if (x < -745.133219101941108) return 0
  const size = x < 0 ? -x : x
  if (size < 3.725290298461914e-9) return 1 + x
  let k = 0
  let high = x
  let low = 0
  if (size > 0.34657359027997264) {
    k = size < 1.0397207708399179 ? (x < 0 ? -1 : 1) : (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0
    high = x - k * LN2_HIGH
    low = k * LN2_LOW
  }
  const rest = high - low
  const square = rest * rest
  const c =
    rest -
    square *
      (1.66666666666666019037e-1 +
        square *
          (-2.77777777770155933842e-3 +
            square *
              (6.61375632143793436117e-5 + square * (-1.6533902205465251539e-6 + square * 4.13813679705723846039e-8))))
  if (k === 0) return 1 - ((rest * c) / (c - 2) - rest)
  const y = 1 - (low - (rest * c) / (2 - c) - high)
  if (k === 1024) return y * 2 * POWERS[2097]!
  return k >= -1021 ? y * POWERS[1074 + k]! : y * POWERS[2074 + k]! * POWERS[74]!
}

const LG1 = 6.66666666666673513e-1
const LG2 = 3.999999999940941908e-1
const LG3 = 2.857142874366239149e-1
const LG4 = 2.222219843214978396e-1
const LG5 = 1.818357216161805012e-1
const LG6 = 1.531383769920937332e-1
const LG7 = 1.479819860511658591e-1

/** ln x. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN
  if (x === Infinity) return x
  let k = 0
  if (x < 2.2250738585072014e-308) {
    k = -54
    double[0] = x * 18014398509481984
  } else double[0] = x
  let high = words[HIGH]!
  k += (high >> 20) - 1023
  high &= 0xfffff
  const carry = (high + 0x95f64) & 0x100000
  words[HIGH] = high | (carry ^ 0x3ff00000)
  k += carry >> 20
  const f = double[0]! - 1
  if ((0xfffff & (2 + high)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW
    const rest = f * f * (0.5 - 0.33333333333333333 * f)
    return k === 0 ? f - rest : k * LN2_HIGH - (rest - k * LN2_LOW - f)
  }
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const rest = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7))) + w * (LG2 + w * (LG4 + w * LG6))
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    const half = 0.5 * f * f
    return k === 0 ? f - (half - s * (half + rest)) : k * LN2_HIGH - (half - (s * (half + rest) + k * LN2_LOW) - f)
  }
  return k === 0 ? f - s * (f - rest) : k * LN2_HIGH - (s * (f - rest) - k * LN2_LOW - f)
}

/** ln(1 + x), without loss near 0. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN
  if (x === Infinity) return x
  const size = x < 0 ? -x : x
  if (size < 1.862645149230957e-9) return size < 5.551115123125783e-17 ? x : x - x * x * 0.5
  let k = 0
  let f = x
  let high = 1
  let c = 0
  if (!(x > -0.29289321881345254 && x < 0.41421356237309492)) {
    const u = x < 9007199254740992 ? 1 + x : x
    double[0] = u
    high = words[HIGH]!
    k = (high >> 20) - 1023
    if (x < 9007199254740992) c = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u
    high &= 0xfffff
    if (high < 0x6a09e) words[HIGH] = high | 0x3ff00000
    else {
      k += 1
      words[HIGH] = high | 0x3fe00000
      high = (0x100000 - high) >> 2
    }
    f = double[0]! - 1
  }
  const half = 0.5 * f * f
  if (high === 0) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + (c + k * LN2_LOW)
    const rest = half * (1 - 0.66666666666666666 * f)
    return k === 0 ? f - rest : k * LN2_HIGH - (rest - (k * LN2_LOW + c) - f)
  }
  const s = f / (2 + f)
  const z = s * s
  const rest = z * (LG1 + z * (LG2 + z * (LG3 + z * (LG4 + z * (LG5 + z * (LG6 + z * LG7))))))
  return k === 0 ? f - (half - s * (half + rest)) : k * LN2_HIGH - (half - (s * (half + rest) + (k * LN2_LOW + c)) - f)
}

/** eˣ − 1, without loss near 0. */
export function expm1(x: number): number {
  if (x !== x) return x
  if (x > 709.782712893383973) return Infinity
  if (x < -38.816242111356935) return -1
  const size = x < 0 ? -x : x
  if (size < 5.551115123125783e-17) return x
  let k = 0
  let rest = x
  let c = 0
  if (size > 0.34657359027997264) {
    k = size < 1.0397207708399179 ? (x < 0 ? -1 : 1) : (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0
    const high = x - k * LN2_HIGH
    const low = k * LN2_LOW
    rest = high - low
    c = high - rest - low
  }
  const half = 0.5 * rest
  const halfSquare = rest * half
  const r =
    1 +
    halfSquare *
      (-3.33333333333331316428e-2 +
        halfSquare *
          (1.58730158725481460165e-3 +
            halfSquare *
              (-7.93650757867487942473e-5 +
                halfSquare * (4.00821782732936239552e-6 + halfSquare * -2.01099218183624371326e-7))))
  const t = 3 - r * half
  const e = halfSquare * ((r - t) / (6 - rest * t))
  if (k === 0) return rest - (rest * e - halfSquare)
  const error = rest * (e - c) - c - halfSquare
  if (k === -1) return 0.5 * (rest - error) - 0.5
  if (k === 1) return rest < -0.25 ? -2 * (error - (rest + 0.5)) : 1 + 2 * (rest - error)
  const scale = POWERS[1074 + k]!
  if (k <= -2 || k > 56) {
    const y = 1 - (error - rest)
    return (k === 1024 ? y * 2 * POWERS[2097]! : y * scale) - 1
  }
  const shrunk = POWERS[1074 - k]!
  return k < 20 ? (1 - shrunk - (error - rest)) * scale : (rest - (error + shrunk) + 1) * scale
}

/** x². `**` promises no more than `Math.pow`. */
export function square(x: number): number {
  return x * x
}
