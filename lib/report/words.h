/* SPDX-License-Identifier: MIT */
/* Every text that the report can show, once, with the key by which a translation replaces it. What stands in braces is
 * filled in: a translation may place it elsewhere or leave it out. */
#ifndef FOLLICLE_REPORT_WORDS_H
#define FOLLICLE_REPORT_WORDS_H

#include <follicle/report.h>

/* X(identifier, key, text) */
#define FOL__WORDS(X)                                                                                                          \
    X(DECIMAL_MARK, "decimal-mark", ".")                                                                                       \
    X(THOUSANDS_MARK, "thousands-mark", "\u202f")                                                                              \
    X(TITLE, "title", "Treatment plan")                                                                                        \
    X(SUBTITLE, "subtitle", "Scalp micropigmentation")                                                                         \
    X(CLIENT, "client", "Client")                                                                                              \
    X(PRACTITIONER, "practitioner", "Practitioner")                                                                            \
    X(FIRST_SESSION, "first-session", "First session")                                                                         \
    X(PAGE, "page", "Page {page} of {pages}")                                                                                  \
    X(FOOTER, "footer", "Plan {fingerprint}, seed {seed}, layout version {layout}, Follicle {version}")                        \
    X(PICTURES, "pictures", "How it will look")                                                                                \
    X(PICTURE_BEFORE, "picture-before", "Before")                                                                              \
    X(PICTURE_SESSION, "picture-session", "Healed after session {session}")                                                         \
    X(PICTURE_FRESH, "picture-fresh", "Fresh, after the last session")                                                         \
    X(PICTURE_LATER, "picture-later", "After {years} years")                                                                   \
    X(PICTURES_NOTE, "pictures-note",                                                                                          \
      "Drawn from the plan, true in tone. Illustrative: how pigment heals and fades differs from skin to skin.")               \
    X(PICTURES_BOLD, "pictures-bold",                                                                                          \
      "Drawn from the plan, dots and hairs {times} times as wide as they are, so that pictures as small as these show them. "   \
      "Illustrative: how pigment heals and fades differs from skin to skin.")                                                  \
    X(ZONES, "zones", "Zones")                                                                                                 \
    X(ZONE, "zone", "Zone")                                                                                                    \
    X(AREA, "area", "Area, cm²")                                                                                               \
    X(DENSITY, "density", "Dots per cm²")                                                                                      \
    X(DOTS, "dots", "Dots")                                                                                                    \
    X(ALL, "all", "All")                                                                                                       \
    X(OTHERS, "others", "{count} others")                                                                                      \
    X(SESSIONS, "sessions", "Sessions")                                                                                        \
    X(SESSION, "session", "Session")                                                                                           \
    X(SESSION_NUMBER, "session-number", "Session {session}")                                                                   \
    X(DATE, "date", "Date")                                                                                                    \
    X(DAY, "day", "day {day}")                                                                                                 \
    X(TIME, "time", "Time")                                                                                                    \
    X(MINUTES, "minutes", "{minutes} min")                                                                                     \
    X(DONE, "done", "done")                                                                                                    \
    X(IN_SKIN, "in-skin",                                                                                                      \
      "{count} dots are in the skin from sessions that are done, {faint} of them faint, {blown} blown out. Of those sessions the " \
      "table has these dots, of later ones what they add.")                                                                    \
    X(SHADE, "shade", "Water to 1 pigment")                                                                                    \
    X(SUGGESTED, "suggested", "Suggested")                                                                                     \
    X(NEEDLE, "needle", "Needle")                                                                                              \
    X(DEPTH, "depth", "Depth")                                                                                                 \
    X(DEPTH_RANGE, "depth-range", "{from} to {to} mm")                                                                         \
    X(SESSIONS_NOTE, "sessions-note",                                                                                          \
      "Time at {rate} dots a minute, without breaks. Depth is the practitioner's decision: published depths reach from 0.5 to " \
      "2 mm and disagree.")                                                                                                    \
    X(WATER_NOTE, "water-note",                                                                                                \
      "The suggested water is illustrative: it brings healed dots to three quarters of the contrast of shaved hair on this "    \
      "skin, and never over {contrast} %; at the hairline 6 parts more.")                                                      \
    X(DOTS_BY_ZONE, "dots-by-zone", "Dots by zone and session")                                                                \
    X(EVENNESS, "evenness", "Evenness")                                                                                        \
    X(EVENNESS_GOOD, "evenness-good",                                                                                          \
      "Natural: the dots lie as evenly as real follicles do, neither in a grid nor in clumps.")                                \
    X(EVENNESS_LOOSE, "evenness-loose", "Uneven: the dots form clumps and gaps that may show as patches.")                     \
    X(EVENNESS_STIFF, "evenness-stiff", "Too regular: the dots lie more evenly than real follicles do and may read as a grid.") \
    X(EVENNESS_FEW, "evenness-few", "Too few dots to judge their evenness.")                                                   \
    X(REVIEW_OK, "review-ok", "The plan keeps its distances, its counts and its zones.")                                       \
    X(REVIEW_FINDINGS, "review-findings", "The review of this plan has findings: {count}. See review.json before you begin.")  \
    X(IN_THE_SKIN, "in-the-skin", "In the skin after")                                                                         \
    X(LEAST_DISTANCE, "least-distance", "Least distance, mm")                                                                  \
    X(CLARK_EVANS, "clark-evans", "Clark-Evans")                                                                               \
    X(SPREAD, "spread", "Spread of distances")                                                                                 \
    X(EVENNESS_NOTE, "evenness-note",                                                                                          \
      "Clark-Evans compares the distance to the nearest dot with that of dots strewn at random, which is 1; real follicles have " \
      "1.4 to 1.65. Spread is the standard deviation over the mean of those distances.")                                       \
    X(MERGING, "merging", "Will dots merge?")                                                                                  \
    X(MERGING_NONE, "merging-none", "No: after {years} years all dots are still more than {gap} mm apart.")                    \
    X(MERGING_SOME, "merging-some",                                                                                            \
      "Some may: after {years} years {count} dots come closer than {gap} mm to another, where two begin to read as one.")      \
    X(MERGING_DOTS, "merging-dots", "Merging")                                                                                 \
    X(MERGING_GAP, "merging-gap", "Least gap, mm")                                                                             \
    X(MERGING_NOTE, "merging-note",                                                                                            \
      "Gaps are from edge to edge. How fast dots spread is illustrative; it differs from skin to skin and with depth.")         \
    X(MAP, "map", "Density map")                                                                                               \
    X(MAP_TRUE_SIZE, "map-true-size", "True size when printed at 100 %: the square measures 50 mm.")                           \
    X(MAP_SCALED, "map-scaled", "Scale 1 : {scale}. The square stands for 50 mm of skin; map.pdf has the dots at true size.")  \
    X(MAP_LEGEND, "map-legend", "Dots per cm² when finished")                                                                  \
    X(SCHEDULE, "schedule", "Schedule")                                                                                        \
    X(SCHEDULE_HEALED, "schedule-healed", "Healed: swimming, sauna and sun are allowed again")                                 \
    X(SCHEDULE_SETTLED, "schedule-settled", "Colour has settled: look at it together")                                         \
    X(SCHEDULE_TOUCH_UP, "schedule-touch-up", "A touch-up may be wanted from about here")                                      \
    X(WARN_SESSIONS, "warn-sessions", "Please check: {count} sessions; two to four are usual.")                                \
    X(WARN_INTERVAL, "warn-interval",                                                                                          \
      "Please check: {days} days between sessions {before} and {after}; 7 to 14 are usual, so that the skin heals first.")     \
    X(AFTERCARE, "aftercare", "Aftercare")                                                                                     \
    X(AFTERCARE_NOTE, "aftercare-note", "Clinics differ. Where yours says otherwise, follow your clinic.")                     \
    X(CARE_BEFORE, "care-before", "Before")                                                                                    \
    X(CARE_BEFORE_TEXT, "care-before-text", "Clip about two days ahead, no razor on the day, no tan.")                         \
    X(CARE_3, "care-3", "Days 1 to 4")                                                                                         \
    X(CARE_3_TEXT, "care-3-text",                                                                                              \
      "Keep the scalp dry and untouched: no washing, sweating, shaving or products. If you need a hat, a loose clean one.")    \
    X(CARE_6, "care-6", "Days 4 to 6")                                                                                         \
    X(CARE_6_TEXT, "care-6-text",                                                                                              \
      "Rinse gently. A foil shaver only where there are no scabs. Moisturise lightly; easy movement is fine.")                 \
    X(CARE_10, "care-10", "Days 5 to 10")                                                                                      \
    X(CARE_10_TEXT, "care-10-text", "Mild shampoo. Let scabs fall by themselves.")                                             \
    X(CARE_14, "care-14", "Days 7 to 14")                                                                                      \
    X(CARE_14_TEXT, "care-14-text", "Next session, once all scabs are gone.")                                                  \
    X(CARE_28, "care-28", "To day 28")                                                                                         \
    X(CARE_28_TEXT, "care-28-text", "No swimming, sauna, steam or strong sun; nothing that makes the head sweat heavily.")     \
    X(CARE_AFTER, "care-after", "From then on")                                                                                \
    X(CARE_AFTER_TEXT, "care-after-text",                                                                                      \
      "Mineral sunscreen, factor 30 or more, whenever the head is bare; no strong acids. Shave or clip to keep the look.")     \
    X(CARE_YEARS, "care-years", "After years")                                                                                 \
    X(CARE_YEARS_TEXT, "care-years-text",                                                                                      \
      "Pigment lightens: most want a touch-up after 3 to 6 years. Mention the pigment before an MRI and before giving blood.") \
    X(ASK, "ask", "To ask before the first session")                                                                           \
    X(ASK_NOTE, "ask-note", "Any yes: speak with a doctor first, or do not treat.")                                            \
    X(ASK_SCALP, "ask-scalp", "Psoriasis, eczema, dermatitis, infection, herpes, sunburn or cuts on the scalp")                \
    X(ASK_KELOID, "ask-keloid", "Keloids or raised scars, now or earlier")                                                     \
    X(ASK_CANCER, "ask-cancer", "Skin cancer or unexplained spots where dots are planned; moles stay free")                    \
    X(ASK_BLOOD, "ask-blood", "Blood thinners or a bleeding disorder")                                                         \
    X(ASK_HEART, "ask-heart", "Diabetes, blood pressure or heart disease that is not well controlled; epilepsy")               \
    X(ASK_IMMUNE, "ask-immune", "Weakened immune system; chemotherapy within 12 months")                                       \
    X(ASK_DRUGS, "ask-drugs", "Isotretinoin or strong retinoids within 6 months; laser on the scalp within 90 days")           \
    X(ASK_ALLERGY, "ask-allergy", "Allergy to pigments or metals: patch test first")                                           \
    X(ASK_PREGNANT, "ask-pregnant", "Pregnant, breast-feeding, or under 18")                                                   \
    X(ASK_LOSS, "ask-loss", "Fast or recent hair loss, or loss that may grow back")                                            \
    X(ASK_LONG, "ask-long", "Wants long hair or texture: dots look like shaved hair and show under long hair")                 \
    X(ASK_EXPECT, "ask-expect", "Expects more than a look of shaved hair, or finished work after one session")                 \
    X(PIGMENT, "pigment", "Pigment record")                                                                                    \
    X(PIGMENT_NAME, "pigment-name", "Pigment")                                                                                 \
    X(PIGMENT_LOT, "pigment-lot", "Lot")                                                                                       \
    X(PIGMENT_INDEX, "pigment-index", "Colour index")                                                                          \
    X(PIGMENT_NOTE, "pigment-note",                                                                                            \
      "Kept so that it can be traced. Naming a pigment here says nothing of its approval: rules differ from place to place.")  \
    X(ADVICE, "advice",                                                                                                        \
      "This sheet is general information for practitioner and client, not medical advice. It does not replace a doctor, the "  \
      "clinic's own rules or local law.")

typedef enum fol__word {
#define FOL__AS_ENUM(identifier, key, text) FOL__WORD_##identifier,
    FOL__WORDS(FOL__AS_ENUM)
#undef FOL__AS_ENUM
    FOL__WORD_COUNT
} fol__word;

typedef struct fol__words {
    const char *texts[FOL__WORD_COUNT]; /* borrowed */
} fol__words;

/* The defaults with the caller's in their place. FOL_ERR_NAME for a key that is none, FOL_ERR_VALUE for a translation that
 * asks for something which that text does not fill in. */
fol_status fol__words_make(const fol_word *own, size_t count, fol__words *words, fol_error *err);

/* What a name in braces stands for. */
typedef struct fol__slot {
    const char *name;
    const char *value;
} fol__slot;

/* The text with its braces filled, cut at a whole character where it passes `size`. Returns `out`. */
char *fol__words_fill(const fol__words *words, fol__word word, const fol__slot *slots, size_t count, char *out, size_t size);

#endif
