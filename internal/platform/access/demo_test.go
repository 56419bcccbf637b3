package access

import (
	"testing"

	"nabij/internal/platform/fault"
)

// TestNobodyComesInByNameAlone holds the innermost lock of the door of a demonstration: a normal program has no such way in.
func TestNobodyComesInByNameAlone(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		if in, err := h.EnterDemo(t.Context(), h.admin.login, here); fault.KindOf(err) != fault.NotFound || in.Session != "" {
			t.Errorf("the administrator came in without a password: %v", err)
		}
		h.demo = true
		in, err := h.EnterDemo(t.Context(), h.admin.login, here)
		if err != nil || in.Session == "" {
			t.Errorf("nobody comes in to a demonstration: %v", err)
		}
		if _, err := h.EnterDemo(t.Context(), "nobody@example.nl", here); fault.KindOf(err) != fault.NotFound {
			t.Errorf("somebody who does not exist: %v", err)
		}
		held, err := Held(t.Context(), h.db.Read())
		if err != nil || len(held) != 1 || held[0] != (Holds{"Welzijn Oost", "ada@example.nl"}) {
			t.Errorf("the installation holds %v (%v)", held, err)
		}
	})
}
