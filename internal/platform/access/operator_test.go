package access

import (
	"strings"
	"testing"

	"nabij/internal/platform/fault"
)

func TestTheOperatorLetsSomebodyBeginAnew(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		watcher := h.hire("fg@example.nl", nil, PrivacyOfficer)
		operator := With(t.Context(), Actor{ID: "program", Org: h.org, Via: "cli"})
		if all, err := h.Everyone(operator); err != nil || len(all) != 2 {
			t.Fatal(all, err)
		}
		_, _, err := h.Restart(operator, "niemand@example.nl")
		wantKind(t, "nobody", err, fault.NotFound)
		_, _, err = h.Restart(With(t.Context(), Actor{ID: "program", Org: newID(), Via: "cli"}), "ada@example.nl")
		wantKind(t, "somebody of another organisation", err, fault.NotFound)

		path, p, err := h.Restart(operator, " ADA@example.nl ")
		h.must(err)
		if p.ID != h.admin.id || !strings.HasPrefix(path, InvitationPath) {
			t.Fatal(p, path)
		}
		if _, err := h.Resolve(t.Context(), h.admin.session); fault.KindOf(err) != fault.SignInNeeded {
			t.Errorf("the session goes on: %v", err)
		}
		if _, err := h.signIn(h.admin, here); fault.KindOf(err) != fault.Invalid {
			t.Errorf("the old password still opens: %v", err)
		}
		// Lost again: a second link replaces the first.
		older := path
		path, _, err = h.Restart(operator, "ada@example.nl")
		h.must(err)
		_, err = h.UseLink(t.Context(), older[len(InvitationPath):], false, here)
		wantKind(t, "the older link", err, fault.NotFound)
		step, err := h.UseLink(t.Context(), path[len(InvitationPath):], false, here)
		h.must(err)
		if e, err := h.Enrolment(t.Context(), step); err != nil || e.By != "" || e.Organisation != "Welzijn Oost" {
			t.Errorf("%+v, %v", e, err)
		}
		_, err = h.EnrolPassword(t.Context(), step, "hele andere woorden nu", "", here)
		h.must(err)
		back := h.finish(step, "ada@example.nl")
		if back.id != h.admin.id || len(h.rolesOf(back.id)) != 1 || h.rolesOf(back.id)[0] != Administrator {
			t.Errorf("%v, %v", back.id, h.rolesOf(back.id))
		}
		if h.countOf(watcher, NoticeRestart) != 2 || h.countOf(back, NoticeRestart) == 0 {
			t.Error("not everybody was told")
		}
		if !h.recorded("account.reset_asked  program "+p.ID+" link:restart") || !h.recorded("account.listed  program") {
			t.Error("the trail does not tell")
		}
	})
}
