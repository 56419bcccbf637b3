// Package once makes sure that a form has its effect one time, however often it is sent: pressed twice, sent again after
// a lost connection, or reached with the back button.
//
// A page that shows a form writes a fresh Key in the hidden field once. The use case behind the form does its work inside
// Do, in its own transaction; what came of it is stored with the key, and the same key answers the same result later.
package once

import (
	"context"
	"errors"

	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"

	"github.com/google/uuid"
)

// Field is the name of the hidden field of a form.
const Field = "once"

// Keep is how many days a key is remembered.
const Keep = 30

// maxResult bounds what is kept of a result: an id or an address, not a page.
const maxResult = 500

// Key makes a fresh key for a form that is shown now.
func Key() string { return uuid.NewString() }

// Do runs fn, unless this actor sent a form with this key before: then fn is not run, replayed is true and result is
// what fn gave the first time. The result is what the page needs to go on, such as the id of what was made. Two requests
// at the same time with one key have one effect too: the second waits for the first. A key is only used up when the
// transaction commits.
func Do(ctx context.Context, tx db.Tx, actor access.Actor, key string, fn func() (string, error)) (replayed bool, result string, err error) {
	if actor.ID == "" || actor.Org == "" {
		return false, "", fault.New(fault.SignInNeeded, fault.Text{})
	}
	id, err := parse(key)
	if err != nil {
		return false, "", err
	}
	taken, err := db.Exec(ctx, tx, `insert into once (organisation_id, worker_id, form_key, result, stored_at)
		values ($1, $2, $3, '', $4) on conflict (organisation_id, worker_id, form_key) do nothing`,
		actor.Org, actor.ID, id, db.InstantOf(clock.System{}.Now()))
	if err != nil {
		return false, "", err
	}
	if taken == 0 {
		result, err = db.One(ctx, tx, scanText, `select result from once
			where organisation_id = $1 and worker_id = $2 and form_key = $3`, actor.Org, actor.ID, id)
		return err == nil, result, err
	}
	if result, err = fn(); err != nil {
		return false, "", err
	}
	if len(result) > maxResult {
		return false, "", errors.New("once: the result is too long to keep; keep an id")
	}
	_, err = db.Exec(ctx, tx, `update once set result = $4
		where organisation_id = $1 and worker_id = $2 and form_key = $3`, actor.Org, actor.ID, id, result)
	return false, result, err
}

// Sweep forgets the keys from before a moment and gives how many there were.
func Sweep(ctx context.Context, tx db.Tx, before db.Instant) (int64, error) {
	return db.Exec(ctx, tx, `delete from once where stored_at < $1`, before)
}

// parse takes a key in its one spelling. Another spelling would be another key, and with it a second effect.
func parse(key string) (string, error) {
	id, err := uuid.Parse(key)
	if err != nil || len(key) != 36 || id.String() != key {
		return "", fault.New(fault.Invalid, fault.Say("Deze pagina is verouderd. Open haar opnieuw en probeer het nog een keer.",
			"This page is out of date. Open it again and try once more."))
	}
	return key, nil
}

func scanText(row db.Row) (s string, err error) { return s, row.Scan(&s) }
