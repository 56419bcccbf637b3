package access

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"testing"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// TestG24Links guesses at links, from one network and from many; see docs/reliability.md. NABIJ_G24 says how often:
// 1000000 is the stated number, and takes long because each guess is a transaction.
func TestG24Links(t *testing.T) {
	n := 2_000
	if text := os.Getenv("NABIJ_G24"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		for i := range 50 { // links that work, to be hit
			h.invite("w"+strconv.Itoa(i)+"@example.nl", nil, Worker)
		}
		began := time.Now()
		tried, slow := 0, 0
		guess := func(b Browser) {
			for _, setup := range []bool{false, true} {
				switch _, err := h.UseLink(t.Context(), newToken(), setup, b); fault.KindOf(err) {
				case fault.NotFound:
					tried++
				case fault.TooMany:
					slow++
				default:
					t.Fatalf("a guess opened something: %v", err)
				}
			}
		}
		for i := range n / 2 {
			guess(Browser{Network: "10." + strconv.Itoa(i/10/250/250) + "." + strconv.Itoa(i/10/250%250) + "." + strconv.Itoa(i/10%250)})
		}
		if tried < n/2*2 || slow != 0 {
			t.Errorf("%d of %d guesses from many networks were looked up, %d told to wait", tried, n, slow)
		}
		many := tried
		for range n / 2 {
			guess(Browser{Network: "203.0.113.50"})
		}
		if tried-many != 20 {
			t.Errorf("%d guesses from one network were looked up", tried-many)
		}
		t.Logf("%d guesses from %d networks and %d from one: 0 hits; of the one network %d looked up, %d told to wait; %s",
			many, n/20+1, n, tried-many, slow, time.Since(began).Round(time.Second))
	})
}

// TestLookingAtALinkIsNothing: no method by which a program looks at a link reaches the database at all, because the page
// is made without it. What a page shows is tested where it is made.
func TestLookingAtALinkIsNothing(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		link := h.invite("sanne@example.nl", nil, Worker)
		count := func() (n int64) {
			n, err := db.One(t.Context(), h.db.Read(), scanCount, `select count(*) from access_link where used_at is null`)
			h.must(err)
			return n
		}
		before := count()
		for range 100 {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				r := httptest.NewRequest(method, InvitationPath+link, nil)
				r.Header.Set("Sec-Purpose", "prefetch")
				if _, err := h.Enter(Cookies{}, "GET "+InvitationPath+"{link}", r); err != nil {
					t.Fatal(err)
				}
			}
		}
		if count() != before {
			t.Error("looking used a link up")
		}
		// Dead at once: after use, when taken back, and when its time is over.
		use := func(link string) error { _, err := h.UseLink(t.Context(), link, false, here); return err }
		h.must(use(link))
		wantKind(t, "used", use(link), fault.NotFound)
		id := ""
		taken := h.invite("tom@example.nl", nil, Worker)
		all, err := listPersons(t.Context(), h.db.Read(), h.org)
		h.must(err)
		for _, p := range all {
			if p.Login == "tom@example.nl" {
				id = p.ID
			}
		}
		h.must(h.as(h.admin, func(ctx context.Context, tx db.Tx, a Actor) error { return h.Withdraw(ctx, tx, a, id) }))
		wantKind(t, "taken back", use(taken), fault.NotFound)
		late := h.invite("els@example.nl", nil, Worker)
		h.clock.Advance(InvitationLife)
		wantKind(t, "too late", use(late), fault.NotFound)
	})
}
