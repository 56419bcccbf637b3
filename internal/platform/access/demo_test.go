package access

import (
	"context"
	"testing"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// TestNobodyComesInByNameAlone holds the innermost lock of the door of a demonstration: a normal program has no such way in.
func TestNobodyComesInByNameAlone(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		if in, err := h.EnterDemo(t.Context(), h.admin.login, here); fault.KindOf(err) != fault.NotFound || in.Session != "" {
			t.Errorf("the administrator came in without a password: %v", err)
		}
		admin, err := h.Resolve(t.Context(), h.admin.session)
		if err != nil {
			t.Fatal(err)
		}
		admit := func(login string) (id string, err error) {
			err = h.db.InTx(With(t.Context(), admin), func(ctx context.Context, tx db.Tx) (err error) {
				if id, _, err = h.Invite(ctx, tx, admin, "Bo Nieuw", login, []Role{Worker}, nil); err != nil {
					return err
				}
				return h.AdmitDemo(ctx, tx, admin, id)
			})
			return id, err
		}
		if _, err := admit("bo@example.nl"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("somebody was let in without a password: %v", err)
		}
		h.demo = true
		if _, err := admit("bo@example.nl"); err != nil {
			t.Fatal(err)
		}
		if in, err := h.EnterDemo(t.Context(), "bo@example.nl", here); err != nil || in.Session == "" {
			t.Errorf("who was admitted does not come in: %v", err)
		}
		if _, err := h.SignIn(t.Context(), Attempt{Login: "bo@example.nl", Password: "", Browser: here}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("who has no password comes in with none: %v", err)
		}
		in, err := h.EnterDemo(t.Context(), h.admin.login, here)
		if err != nil || in.Session == "" {
			t.Errorf("nobody comes in to a demonstration: %v", err)
		}
		if _, err := h.EnterDemo(t.Context(), "nobody@example.nl", here); fault.KindOf(err) != fault.NotFound {
			t.Errorf("somebody who does not exist: %v", err)
		}
		held, err := Held(t.Context(), h.db.Read())
		if err != nil || len(held) != 2 || held[0] != (Holds{"Welzijn Oost", "ada@example.nl"}) {
			t.Errorf("the installation holds %v (%v)", held, err)
		}
	})
}
