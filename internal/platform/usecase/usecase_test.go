package usecase_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/usecase"
	"nabij/internal/platform/web"
)

// trail keeps what was noted.
type trail struct{ noted []audit.Line }

func (t *trail) Record(context.Context, db.Tx, audit.Line) error { return nil }
func (t *trail) Note(_ context.Context, lines ...audit.Line) error {
	t.noted = append(t.noted, lines...)
	return nil
}

var (
	editor = access.Actor{ID: "worker-1", Org: "org-1", Roles: []access.Role{access.FrameworkEditor}}
	leader = access.Actor{ID: "worker-2", Org: "org-1", Roles: []access.Role{access.Manager}}
)

const known = "0171e4f5-8d70-7bc5-97bf-3271163200b7"

func TestAPageIsForWhoMayAndARefusalIsWrittenDown(t *testing.T) {
	for _, c := range []struct {
		name    string
		actor   *access.Actor
		event   string
		ran     bool
		kind    fault.Kind
		refused string
	}{
		{"nobody", nil, "", false, fault.SignInNeeded, ""},
		{"who may", &editor, "", true, 0, ""},
		{"who may not", &leader, "", false, fault.Forbidden, "access.refused"},
		{"who may not, with an event of its own", &leader, "account.refused", false, fault.Forbidden, "account.refused"},
	} {
		kept, ran := &trail{}, false
		h := usecase.Base{Audit: kept, Refused: c.event}.For(access.Change, "framework", func(http.ResponseWriter, *http.Request) error {
			ran = true
			return nil
		})
		r := httptest.NewRequest("GET", "/", nil)
		if c.actor != nil {
			r = r.WithContext(access.With(r.Context(), *c.actor))
		}
		err := h(httptest.NewRecorder(), r)
		if ran != c.ran || ran == (err != nil) || err != nil && fault.KindOf(err) != c.kind {
			t.Errorf("%s: ran %v with %v", c.name, ran, err)
		}
		switch {
		case c.refused == "" && len(kept.noted) > 0, c.refused != "" && len(kept.noted) != 1:
			t.Errorf("%s: noted %v", c.name, kept.noted)
		case c.refused != "":
			if l := kept.noted[0]; l.Event != c.refused || l.Kind != "framework" || l.Outcome != audit.Refused || l.Detail != "verb:change" || l.Ground == "" {
				t.Errorf("%s: noted %+v", c.name, l)
			}
		}
	}
}

func TestOnlyWhatCanBeAnIDIsWrittenDown(t *testing.T) {
	for id, want := range map[string]string{known: known, "' or 1=1": "", "0171E4F5-8D70-7BC5-97BF-3271163200B7": "", "": ""} {
		kept := &trail{}
		base := usecase.Base{Audit: kept}
		told := errors.New("told")
		err := base.Denied(access.See, "framework", id, "not_found", told)
		if !errors.Is(err, told) {
			t.Errorf("%q: the error became %v", id, err)
		}
		if err := base.Keep(t.Context(), err); err != nil || len(kept.noted) != 1 || kept.noted[0].ID != want {
			t.Errorf("%q: noted %+v (%v)", id, kept.noted, err)
		}
	}
	kept := &trail{}
	if err := (usecase.Base{Audit: kept}).Keep(t.Context(), errors.New("another")); err != nil || len(kept.noted) > 0 {
		t.Errorf("an error that is no refusal was noted: %v", kept.noted)
	}
}

func TestAChangeIsDoneOnceAndWhatWasBegunIsRolledBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		base := usecase.Base{DB: d, Audit: &trail{}}
		ctx := access.With(t.Context(), editor)
		rename := func(name string, fail error) func(context.Context, db.Tx, access.Actor) (string, error) {
			return func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
				_, err := db.Exec(ctx, tx, `update organisation set name = $2 where id = $1`, a.Org, name)
				return name, errors.Join(err, fail)
			}
		}
		if err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			const at = "2020-05-20T10:00:00.000000Z"
			if _, err := db.Exec(ctx, tx, `insert into organisation (id, name, short_name, created_at, version) values ('org-1', 'was', 'one', $1, 1)`, at); err != nil {
				return err
			}
			_, err := db.Exec(ctx, tx, `insert into worker (id, organisation_id, login, name, state, created_at, version) values ('worker-1', 'org-1', 'a@b.example', 'A', 'active', $1, 1)`, at)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		form := func(key string) *web.Form {
			f, err := web.FormOf("nl", url.Values{once.Field: {key}})
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		stands := func(want string) {
			t.Helper()
			got, err := db.One(ctx, d.Read(), func(r db.Row) (s string, err error) { return s, r.Scan(&s) }, `select name from organisation where id = 'org-1'`)
			if err != nil || got != want {
				t.Errorf("the name is %q (%v), want %q", got, err, want)
			}
		}
		if _, _, err := base.Do(t.Context(), form(once.Key()), rename("by nobody", nil)); fault.KindOf(err) != fault.SignInNeeded {
			t.Errorf("nobody: %v", err)
		}
		key := once.Key()
		if _, _, err := base.Do(ctx, form(key), rename("failed", errors.New("no"))); err == nil {
			t.Error("a change that failed was told as done")
		}
		stands("was")
		if again, result, err := base.Do(ctx, form(key), rename("first", nil)); again || result != "first" || err != nil {
			t.Errorf("first: %v %q %v", again, result, err)
		}
		if again, result, err := base.Do(ctx, form(key), rename("second", nil)); !again || result != "first" || err != nil {
			t.Errorf("the same form again: %v %q %v", again, result, err)
		}
		stands("first")
	})
}
