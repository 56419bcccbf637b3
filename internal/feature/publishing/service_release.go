package publishing

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

var (
	errNotReady = fault.New(fault.Conflict, fault.Say("Er staan nog fouten in deze versie. Verbeter die eerst.", "There are still errors in this version. Mend those first."))
	tooLong     = fault.Say("Deze tekst is te lang. Maak hem korter.", "This text is too long. Make it shorter.")
)

// step is one act on a version: load it as the page showed it, ask whether this may, do it.
func (f *Feature) step(ctx context.Context, form *web.Form, id string, verb access.Verb, states []string, fn func(ctx context.Context, tx db.Tx, a access.Actor, v Version) (audit.Line, error)) error {
	seen, _ := form.Int("versie")
	_, err := f.work(ctx, form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		a, d, v, err := f.open(ctx, tx, verb, id)
		if err != nil {
			return "", err
		}
		switch {
		case !slices.Contains(states, v.State):
			return "", errState
		case int64(seen) != v.Version:
			return "", errStale
		}
		line, err := fn(ctx, tx, a, v)
		if err != nil {
			if err == errOwn { // told in words, and written down
				err = f.base().Denied(verb, objectKind(v.Kind), v.ID, "own_version", errOwn)
			}
			return "", err
		}
		line.Kind, line.ID, line.Ground = objectKind(v.Kind), v.ID, d.Ground
		return v.ID, f.Audit.Record(ctx, tx, line)
	})
	return err
}

// readConsulted reads who was consulted. Something must be said of each: a no is possible, with the reason.
func (f *Feature) readConsulted(form *web.Form) []Consulted {
	var out []Consulted
	for _, party := range Parties {
		c := Consulted{Party: party, Said: true, Words: form.Text("hoe." + party)}
		switch form.OneOf("gevraagd."+party, "ja", "nee") {
		case "ja":
			c.Asked = true
			day, ok := form.Day("dag." + party)
			switch {
			case !ok && form.At("dag."+party) == "":
				form.Problem("dag."+party, fault.Say("Vul in op welke dag.", "Enter on which day."))
			case ok && day.Format(time.DateOnly) > f.today():
				form.Problem("dag."+party, fault.Say("Deze dag moet nog komen.", "This day is still to come."))
			}
			c.Day = day.Format(time.DateOnly)
			if c.Words == "" {
				form.Problem("hoe."+party, fault.Say("Schrijf hoe, in een paar woorden.", "Write how, in a few words."))
			}
		case "nee":
			if c.Words == "" {
				form.Problem("hoe."+party, fault.Say("Schrijf waarom niet.", "Write why not."))
			}
		default:
			if form.At("gevraagd."+party) == "" {
				form.Problem("gevraagd."+party, fault.Say("Kies ja of nee.", "Choose yes or no."))
			}
		}
		checkWords(form, "hoe."+party)
		out = append(out, c)
	}
	return out
}

func checkWords(form *web.Form, field string) {
	if utf8.RuneCountInString(form.Text(field)) > MaxWords {
		form.Problem(field, tooLong)
	}
}

// propose asks for release.
func (f *Feature) propose(ctx context.Context, form *web.Form, id string) error {
	said := f.readConsulted(form)
	checkWords(form, "toelichting")
	if err := form.Err(); err != nil {
		return err
	}
	if err := f.mustBeReady(ctx, id); err != nil {
		return err
	}
	return f.step(ctx, form, id, access.Change, []string{Draft}, func(ctx context.Context, tx db.Tx, a access.Actor, v Version) (audit.Line, error) {
		for _, c := range said {
			if err := putConsulted(ctx, tx, a, v.ID, c); err != nil {
				return audit.Line{}, err
			}
		}
		if err := propose(ctx, tx, a, v); err != nil {
			return audit.Line{}, err
		}
		return audit.Line{Event: eventAsked(v.Kind), Detail: "act:proposed"}, f.wroteDown(ctx, tx, a, v, "proposed", form.Text("toelichting"))
	})
}

// eventAsked names the act of asking; guidelines have no event of their own for it.
func eventAsked(kind string) string {
	if kind == "guidelines" {
		return "guideline.changed"
	}
	return "framework.release_asked"
}

// mustBeReady looks at the text before an act that needs it to be right. The act itself sees by the version that the
// text is still the one that was looked at.
func (f *Feature) mustBeReady(ctx context.Context, id string) error {
	a, _, v, err := f.open(ctx, f.DB.Read(), access.See, id)
	if err != nil {
		return err
	}
	files, err := listFiles(ctx, f.DB.Read(), a.Org, v.ID)
	if err != nil {
		return err
	}
	c, err := f.check(ctx, v, files, "nl")
	switch {
	case err != nil:
	case c.Busy:
		err = errBusy
	case !c.Ready():
		err = errNotReady
	}
	return err
}

// sendBack makes a proposal a draft again: by whoever reads it, with words, or by who proposed it.
func (f *Feature) sendBack(ctx context.Context, form *web.Form, id string) error {
	if form.Text("terug") == "" {
		form.Problem("terug", fault.Say("Schrijf wat er anders moet.", "Write what must be different."))
	}
	checkWords(form, "terug")
	if err := form.Err(); err != nil {
		return err
	}
	return f.step(ctx, form, id, access.Change, []string{Proposed}, func(ctx context.Context, tx db.Tx, a access.Actor, v Version) (audit.Line, error) {
		if err := sendBack(ctx, tx, a, v); err != nil {
			return audit.Line{}, err
		}
		return audit.Line{Event: event(v.Kind, "changed"), Detail: "act:sent_back"}, f.wroteDown(ctx, tx, a, v, "sent_back", form.Text("terug"))
	})
}

// release puts a version in force at once, by a second person, and has the open decisions looked at in the background.
func (f *Feature) release(ctx context.Context, form *web.Form, id string) error {
	if err := f.mustBeReady(ctx, id); err != nil {
		return err
	}
	err := f.step(ctx, form, id, access.Release, []string{Proposed}, func(ctx context.Context, tx db.Tx, a access.Actor, v Version) (audit.Line, error) {
		if f.Impact != nil && form.Text("zonder") != "ja" {
			last, err := lastRun(ctx, tx, a, v.ID, "impact")
			if err != nil {
				return audit.Line{}, err
			}
			if last.State != "done" || last.Checksum != v.Checksum {
				return audit.Line{}, fault.New(fault.Invalid, fault.Text{}).At("zonder", fault.Say("De gevolgen voor lopende besluiten zijn nog niet berekend. Bereken ze, of kruis aan dat je zonder vrijgeeft.",
					"The effects on open decisions are not reckoned yet. Reckon them, or tick that you release without."))
			}
		}
		files, err := listFiles(ctx, tx, a.Org, v.ID)
		if err != nil {
			return audit.Line{}, err
		}
		if checksumOf(files) != v.Checksum { // changed outside Nabij: what would be frozen is not what was read
			return audit.Line{}, errStale
		}
		if _, err := release(ctx, tx, a, v, f.now()); err != nil {
			return audit.Line{}, err
		}
		if err := f.queue(ctx, tx, a, v, "back", false); err != nil {
			return audit.Line{}, err
		}
		return audit.Line{Event: event(v.Kind, "released"), Detail: "pack:" + v.Pack + ",version:" + v.Number}, f.wroteDown(ctx, tx, a, v, "released", "")
	})
	if err != nil {
		return err
	}
	f.released(ctx)
	return nil
}

// released makes what was decided hold in this process at once; others see it within a second.
func (f *Feature) released(ctx context.Context) {
	a, _ := access.From(ctx)
	f.shelf(ctx, a.Org, true)
	if err := f.Freeze(context.WithoutCancel(ctx)); err != nil { // done again at the next start; the release stands
		f.Log.ErrorContext(ctx, "checksums of released content not written down", "error", err)
	}
	f.ring()
}

// withdraw gives a version up, or takes it out of force. One person may do that: when something turns out to be wrong,
// going back to the older version must not wait for a second.
func (f *Feature) withdraw(ctx context.Context, form *web.Form, id string) error {
	if form.Text("intrekken") == "" {
		form.Problem("intrekken", fault.Say("Schrijf waarom.", "Write why."))
	}
	checkWords(form, "intrekken")
	if err := form.Err(); err != nil {
		return err
	}
	_, _, v, err := f.open(ctx, f.DB.Read(), access.Change, id)
	if err != nil {
		return err
	}
	if v.State == Released {
		if other := f.leans(ctx, v); other != "" {
			return fault.New(fault.Conflict, fault.Say("Versie "+other+" werkt niet zonder deze. Trek die eerst in.", "Version "+other+" does not work without this one. Withdraw that one first."))
		}
	}
	wasInForce := false
	err = f.step(ctx, form, id, access.Change, []string{Draft, Proposed, Released}, func(ctx context.Context, tx db.Tx, a access.Actor, v Version) (audit.Line, error) {
		line := audit.Line{Event: event(v.Kind, "changed"), Detail: "act:withdrawn"}
		if wasInForce = v.State == Released; wasInForce {
			if _, _, err := f.base().May(ctx, access.Release, objectKind(v.Kind), v.ID); err != nil {
				return line, err
			}
			line = audit.Line{Event: event(v.Kind, "retired"), Detail: "pack:" + v.Pack + ",version:" + v.Number}
			if err := f.queue(ctx, tx, a, v, "back", true); err != nil {
				return line, err
			}
		}
		if err := withdraw(ctx, tx, a, v, f.now()); err != nil {
			return line, err
		}
		return line, f.wroteDown(ctx, tx, a, v, "withdrawn", form.Text("intrekken"))
	})
	if err == nil && wasInForce {
		f.released(ctx)
	}
	return err
}

// queue puts a run in the queue, when somebody knows the open decisions.
func (f *Feature) queue(ctx context.Context, tx db.Tx, a access.Actor, v Version, task string, leaving bool) error {
	if f.Impact == nil {
		return nil
	}
	id, err := f.newID()
	if err != nil {
		return err
	}
	return addRun(ctx, tx, a, Run{ID: id, VersionID: v.ID, Task: task, Leaving: leaving, Checksum: v.Checksum}, f.now())
}

// reckonImpact starts reckoning what a version changes. What runs already is not started twice.
func (f *Feature) reckonImpact(ctx context.Context, form *web.Form, id string) error {
	if f.Impact == nil {
		return fault.New(fault.Unavailable, fault.Say("Dit kan hier niet: niemand kent de lopende besluiten.", "This is not possible here: nobody knows the open decisions."))
	}
	if err := f.mustBeReady(ctx, id); err != nil {
		return err
	}
	_, err := f.work(ctx, form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		a, d, v, err := f.open(ctx, tx, access.Change, id)
		if err != nil {
			return "", err
		}
		if v.State == Withdrawn {
			return "", errState
		}
		last, err := lastRun(ctx, tx, a, v.ID, "impact")
		if err != nil || last.ID != "" && !last.Over() && last.Checksum == v.Checksum {
			return v.ID, err
		}
		if err := f.queue(ctx, tx, a, v, "impact", v.State == Released); err != nil {
			return "", err
		}
		return v.ID, f.Audit.Record(ctx, tx, audit.Line{Event: "framework.effects_seen", Kind: objectKind(v.Kind), ID: v.ID, Ground: d.Ground, Detail: "pack:" + strings.ToLower(v.Pack)})
	})
	if err == nil {
		f.ring()
	}
	return err
}

// again puts a run back that was interrupted: bringing back is never left half done.
func (f *Feature) again(ctx context.Context, form *web.Form, id string) error {
	_, err := f.work(ctx, form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		a, d, v, err := f.open(ctx, tx, access.Change, id)
		if err != nil {
			return "", err
		}
		last, err := lastRun(ctx, tx, a, v.ID, "back")
		if err != nil || last.State != "interrupted" {
			return v.ID, err
		}
		if err := f.queue(ctx, tx, a, v, "back", last.Leaving); err != nil {
			return "", err
		}
		return v.ID, f.Audit.Record(ctx, tx, audit.Line{Event: event(v.Kind, "changed"), Kind: objectKind(v.Kind), ID: v.ID, Ground: d.Ground, Detail: "act:begun_again"})
	})
	if err == nil {
		f.ring()
	}
	return err
}
