package once_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
)

var (
	first  = access.Actor{ID: "worker-1", Org: "org-1"}
	second = access.Actor{ID: "worker-2", Org: "org-1"}
	other  = access.Actor{ID: "worker-3", Org: "org-2"}
)

func setup(t *testing.T, d *db.DB) {
	t.Helper()
	const now = "2020-05-20T10:00:00.000000Z"
	err := d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
		for _, org := range []string{"org-1", "org-2"} {
			if _, err := db.Exec(ctx, tx, `insert into organisation (id, name, short_name, created_at, version) values ($1, $1, $1, $2, 1)`, org, now); err != nil {
				return err
			}
		}
		for _, a := range []access.Actor{first, second, other} {
			if _, err := db.Exec(ctx, tx, `insert into worker (id, organisation_id, login, name, state, created_at, version) values ($1, $2, $1, $1, 'active', $3, 1)`, a.ID, a.Org, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// send sends a form with a key and counts the effect.
func send(t *testing.T, d *db.DB, a access.Actor, key string, effect func() (string, error)) (bool, string, error) {
	t.Helper()
	var replayed bool
	var result string
	err := d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) (err error) {
		replayed, result, err = once.Do(ctx, tx, a, key, effect)
		return err
	})
	return replayed, result, err
}

func TestAFormHasItsEffectOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setup(t, d)
		effects := 0
		effect := func() (string, error) { effects++; return fmt.Sprintf("thing-%d", effects), nil }
		key := once.Key()
		for i := range 3 {
			replayed, result, err := send(t, d, first, key, effect)
			if err != nil || result != "thing-1" || replayed != (i > 0) {
				t.Fatalf("time %d: replayed %v, result %q, error %v", i+1, replayed, result, err)
			}
		}
		if effects != 1 {
			t.Errorf("%d effects, want 1", effects)
		}
		// The key of one person is not the key of another, in the same organisation or not.
		for i, a := range []access.Actor{second, other} {
			if replayed, result, err := send(t, d, a, key, effect); err != nil || replayed || result != fmt.Sprintf("thing-%d", i+2) {
				t.Errorf("somebody else with the same key: replayed %v, result %q, error %v", replayed, result, err)
			}
		}
	})
}

func TestAFailedFormMayBeSentAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setup(t, d)
		key, broken := once.Key(), errors.New("broken")
		if _, _, err := send(t, d, first, key, func() (string, error) { return "", broken }); !errors.Is(err, broken) {
			t.Fatalf("error %v, want the one of the effect", err)
		}
		if replayed, result, err := send(t, d, first, key, func() (string, error) { return "done", nil }); replayed || result != "done" || err != nil {
			t.Errorf("again: replayed %v, result %q, error %v", replayed, result, err)
		}
	})
}

func TestManyAtTheSameTimeHaveOneEffect(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setup(t, d)
		key := once.Key()
		var mu sync.Mutex
		effects := 0
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				err := d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
					_, result, err := once.Do(ctx, tx, first, key, func() (string, error) {
						mu.Lock()
						defer mu.Unlock()
						effects++
						return "one", nil
					})
					if err == nil && result != "one" {
						return fmt.Errorf("result %q", result)
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if effects != 1 {
			t.Errorf("%d effects, want 1", effects)
		}
	})
}

func TestKeysThatWeDidNotMakeAreRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setup(t, d)
		key := once.Key()
		for _, bad := range []string{"", "x", "{" + key + "}", "urn:uuid:" + key, key + " ", key[:35], "00000000000000000000000000000000"} {
			_, _, err := send(t, d, first, bad, func() (string, error) { t.Error("the effect was run"); return "", nil })
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("key %q: error %v, want invalid", bad, err)
			}
		}
		if _, _, err := send(t, d, access.Actor{}, key, nil); fault.KindOf(err) != fault.SignInNeeded {
			t.Errorf("nobody: error %v", err)
		}
	})
}

func TestOldKeysAreForgotten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setup(t, d)
		if _, _, err := send(t, d, first, once.Key(), func() (string, error) { return "", nil }); err != nil {
			t.Fatal(err)
		}
		sweep(t, d, time.Now().Add(-time.Hour), 0)
		sweep(t, d, time.Now().Add(time.Hour), 1)
	})
}

func sweep(t *testing.T, d *db.DB, before time.Time, want int64) {
	t.Helper()
	err := d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
		n, err := once.Sweep(ctx, tx, db.InstantOf(before))
		if n != want {
			t.Errorf("%d keys were forgotten, want %d", n, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
