/* SPDX-License-Identifier: MIT */
/* FOL__WIDE before a static function of short loops: compiled twice, for any x86-64 and for one with vectors of 32 bytes, and chosen when the
 * library is loaded. It is the same C with the same roundings (AVX2 alone fuses nothing), so the bits are the same; elsewhere it means
 * nothing. Sanitizers cannot be asked before they have started, which is when the choice is made.
 * Static, because GCC 12 exports what it chooses by. */
#ifndef FOLLICLE_CORE_WIDE_H
#define FOLLICLE_CORE_WIDE_H

#include <stdint.h> /* tells the C library */

/* Before a function that is seldom called from a loop: it is not made a part of it. */
#if defined(__GNUC__) || defined(__clang__)
#  define FOL__APART __attribute__((noinline))
#else
#  define FOL__APART
#endif

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && !defined(FOL__PORTABLE) &&                 \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__AVX2__)
#  define FOL__WIDE __attribute__((target_clones("avx2", "default")))
/* Everything that it calls is made a part of it, so that it is compiled with it. */
#  define FOL__FLAT __attribute__((flatten))
#else
#  define FOL__WIDE
#  define FOL__FLAT
#endif

#endif
