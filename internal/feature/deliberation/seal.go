package deliberation

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"nabij/internal/feature/deliberation/record"
)

// What comes of saving one answer.
const (
	saved  = "saved"
	same   = "same"   // it stood so already
	beside = "beside" // somebody answered otherwise in the meantime: both stand
	wrong  = "wrong"  // it is no answer to this question
)

// settle decides what becomes of an answer that a page sends. touched tells whether somebody changed it in that page; seen
// is the version that the page showed. stands is what stands now, with version 0 when nothing does. A page is never in
// conflict with itself: it may not have heard that its last answer was stored.
func settle(touched bool, seen int64, page string, given []string, askedOn string, stands record.Answer) string {
	switch {
	case !touched, slices.Equal(given, stands.Given) && (askedOn == "" || askedOn == stands.AskedOn):
		return same
	case seen == stands.Version, page != "" && page == stands.Page:
		return saved
	}
	return beside
}

// seal tells a page what it shows of an answer: its version, and what it says, so that what was not touched in the page is
// left alone when it comes back.
func seal(x record.Answer) string {
	return strconv.FormatInt(x.Version, 10) + "." + imprint(x.Given, dayTold(x.AskedOn))
}

// unseal reads a seal: the version, and whether what is sent now differs from what was shown.
func unseal(s string, given []string, askedOn string) (version int64, touched, ok bool) {
	v, was, cut := strings.Cut(s, ".")
	version, err := strconv.ParseInt(v, 10, 64)
	return version, was != imprint(given, askedOn), cut && err == nil && version >= 0
}

func imprint(given []string, askedOn string) string {
	h := sha256.New()
	for _, v := range append(slices.Clone(given), askedOn) {
		fmt.Fprintf(h, "%d:%s", len(v), v)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// dayTold is the moment of asking as somebody told it: a day. What the program noted itself has a time.
func dayTold(askedOn string) string {
	if len(askedOn) > len(time.DateOnly) {
		return ""
	}
	return askedOn
}
