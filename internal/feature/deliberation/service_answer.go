package deliberation

import (
	"context"
	"strconv"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// beginning is what somebody chooses to begin with.
type beginning struct {
	Resident, Framework string
	Setting             Setting
	Follows             string // a deliberation that is closed
}

var (
	fileClosed = fault.Say("Dit dossier is afgesloten. Heropen het eerst.", "This file is closed. Open it again first.")
	notYet     = fault.Say("Deze afweging is nog open. Ga daarin verder.", "This deliberation is still open. Go on in it.")
)

// start makes a deliberation, fills in what the file knows, and carries over the answers of the one that it follows on.
// Both count only as long as somebody leaves them, and say where they come from.
func (f *Feature) start(ctx context.Context, tx db.Tx, b beginning) (string, error) {
	file, err := f.desk.Open(ctx, tx, access.Add, kind, b.Resident)
	if err != nil {
		return "", err
	}
	if file.ClosedOn != "" {
		return "", fault.New(fault.Conflict, fileClosed)
	}
	now := f.desk.Now()
	d := Deliberation{ID: people.NewID(now.Time()), Resident: file.ID, Framework: b.Framework, Setting: b.Setting, Follows: b.Follows, State: Open,
		StartedAt: now, StartedBy: file.Actor.ID, Change: 1}
	fw, err := f.framework(ctx, d)
	if err != nil {
		return "", err
	}
	d.Version = fw.Base.Head.Version
	if err := insert(ctx, tx, file.Actor, d); err != nil {
		return "", err
	}
	var have []Answer
	if b.Follows != "" {
		if have, err = f.carried(ctx, tx, file.Actor, fw, b.Follows); err != nil {
			return "", err
		}
	}
	if have, err = f.filled(ctx, tx, record{d, file, f}, fw, have); err != nil {
		return "", err
	}
	for _, x := range have {
		x.ChangedAt, x.ChangedBy = now, file.Actor.ID
		if _, err := putAnswer(ctx, tx, file.Actor, d.ID, 0, x); err != nil {
			return "", err
		}
	}
	return d.ID, f.Audit.Record(ctx, tx, record{d, file, f}.line("deliberation.started", "known:"+strconv.Itoa(len(have))))
}

// carried are the answers of the deliberation before, as far as this version of the framework takes them.
func (f *Feature) carried(ctx context.Context, q db.Query, a access.Actor, fw *framework.Framework, id string) ([]Answer, error) {
	before, err := find(ctx, q, a, id)
	if err != nil {
		return nil, err
	}
	all, err := answersOf(ctx, q, a, id)
	if err != nil {
		return nil, err
	}
	on := string(people.DayOf(before.ClosedAt.Time(), f.Zone))
	var out []Answer
	for _, x := range all {
		if _, problem := fw.Parse(x.At, x.Given); len(x.Given) == 0 || problem != nil {
			continue
		}
		if x.AskedOn == "" {
			x.AskedOn = on
		}
		out = append(out, Answer{At: x.At, Given: x.Given, AskedOn: x.AskedOn, Source: FromEarlier, SourceOn: on})
	}
	return out, nil
}

// filled adds what the file knows of what is asked now. What was carried over stands: the file is a proposal beside it.
func (f *Feature) filled(ctx context.Context, q db.Query, x record, fw *framework.Framework, have []Answer) ([]Answer, error) {
	file, err := f.fileOf(ctx, q, x.File)
	if err != nil {
		return nil, err
	}
	facts := f.knownBy(fw, file, x.Setting.Plan)
	for range 4 { // one answer can bring up a question that the file knows too
		c, _ := caseOf(fw, x.Setting, momentOf(f.Clock.Now(), f.Zone), have)
		asks, grown := asksNow(fw, c), false
		for question, k := range facts {
			at := framework.Asked{Question: question}
			if _, there := c.Answers[at]; there || k.Beside || !asks[question] {
				continue
			}
			have = append(have, Answer{At: at, Given: k.Given, AskedOn: string(k.On), Source: FromFile, SourceOn: string(k.On)})
			grown = true
		}
		if !grown {
			break
		}
	}
	return have, nil
}

// change is one answer as a page sends it.
type change struct {
	At      framework.Asked
	Given   []string
	AskedOn string // a day, when somebody told it
	Seen    int64
	Touched bool
}

// outcome tells what came of it. Answer is what stands now.
type outcome struct {
	At     framework.Asked
	What   string
	Answer Answer
}

// store saves the answers that were touched in a page, each on the version that the page showed. Nothing is overwritten:
// what somebody else answered otherwise in the meantime stays, with this answer beside it.
func (f *Feature) store(ctx context.Context, id, page string, changes []change) (record, []outcome, error) {
	var x record
	var out []outcome
	err := f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		var err error
		if x, err = f.open(ctx, tx, access.Weigh, id); err != nil {
			return err
		}
		fw, err := f.framework(ctx, x.Deliberation)
		if err != nil {
			return err
		}
		stands, err := standing(ctx, tx, x)
		if err != nil {
			return err
		}
		if out = judge(fw, page, changes, stands); !anything(out) {
			if x.State != Open {
				return fault.New(fault.Conflict, isClosed)
			}
			return nil
		}
		if err := raise(ctx, tx, x.Actor, id); err != nil {
			return err
		}
		// Read again: now nobody else can change anything of it before this ends.
		if stands, err = standing(ctx, tx, x); err != nil {
			return err
		}
		out = judge(fw, page, changes, stands)
		written := 0
		for i := range out {
			if err := f.put(ctx, tx, x, page, changes[i], &out[i], stands[changes[i].At]); err != nil {
				return err
			}
			if out[i].What == saved || out[i].What == beside {
				written++
			}
		}
		return f.Audit.Record(ctx, tx, x.line("deliberation.answered", "answers:"+strconv.Itoa(written)))
	})
	return x, out, err
}

func standing(ctx context.Context, q db.Query, x record) (map[framework.Asked]Answer, error) {
	all, err := answersOf(ctx, q, x.Actor, x.Deliberation.ID)
	out := make(map[framework.Asked]Answer, len(all))
	for _, a := range all {
		out[a.At] = a
	}
	return out, err
}

func judge(fw *framework.Framework, page string, changes []change, stands map[framework.Asked]Answer) []outcome {
	out := make([]outcome, len(changes))
	for i, c := range changes {
		out[i] = outcome{At: c.At, What: settle(c.Touched, c.Seen, page, c.Given, c.AskedOn, stands[c.At]), Answer: stands[c.At]}
		if out[i].What != same && len(c.Given) > 0 {
			if _, problem := fw.Parse(c.At, c.Given); problem != nil {
				out[i].What = wrong
			}
		}
	}
	return out
}

func anything(out []outcome) bool {
	for _, o := range out {
		if o.What == saved || o.What == beside {
			return true
		}
	}
	return false
}

func (f *Feature) put(ctx context.Context, tx db.Tx, x record, page string, c change, o *outcome, stands Answer) error {
	asked := c.AskedOn
	if asked == "" {
		asked = momentOf(f.Clock.Now(), f.Zone).String()
	}
	switch o.What {
	case saved:
		a := Answer{At: c.At, Given: c.Given, AskedOn: asked, Source: FromWorker, ChangedAt: f.desk.Now(), ChangedBy: x.Actor.ID, Page: page}
		stood, err := putAnswer(ctx, tx, x.Actor, x.Deliberation.ID, stands.Version, a)
		if err != nil {
			return err
		}
		if !stood { // cannot be while raise holds the row
			return errMoved
		}
		a.Version = stands.Version + 1
		o.Answer = a
	case beside:
		return putBeside(ctx, tx, x.Actor, x.Deliberation.ID, Beside{At: c.At, By: x.Actor.ID, Given: c.Given, AskedOn: asked, GivenAt: f.desk.Now()})
	}
	return nil
}

// pick is a choice between what stands and something else: what the file says now, or what somebody put beside it.
type pick struct {
	At   framework.Asked
	Seen int64
	Take Answer // what is taken; its Source says from where. None of it when what stands is left
	Keep bool
}

// picked settles choices. What was not chosen is gone from the open deliberation; the audit trail has that it was changed.
func (f *Feature) picked(ctx context.Context, tx db.Tx, id string, picks []pick) error {
	x, err := f.open(ctx, tx, access.Weigh, id)
	if err != nil {
		return err
	}
	if err := raise(ctx, tx, x.Actor, id); err != nil {
		return err
	}
	stands, err := standing(ctx, tx, x)
	if err != nil {
		return err
	}
	for _, p := range picks {
		if stands[p.At].Version != p.Seen {
			return errMoved
		}
		if !p.Keep {
			a := p.Take
			a.At, a.ChangedAt, a.ChangedBy = p.At, f.desk.Now(), x.Actor.ID
			if stood, err := putAnswer(ctx, tx, x.Actor, id, p.Seen, a); err != nil || !stood {
				return firstOf(err, errMoved)
			}
		}
		if err := dropBeside(ctx, tx, x.Actor, id, p.At); err != nil {
			return err
		}
	}
	return f.Audit.Record(ctx, tx, x.line("deliberation.answered", "chosen:"+strconv.Itoa(len(picks))))
}

func firstOf(errs ...error) error {
	for _, e := range errs {
		if e != nil {
			return e
		}
	}
	return nil
}

// set changes the setting, on the version that was seen; moved tells that somebody else did so in the meantime.
func (f *Feature) set(ctx context.Context, id string, seen int64, s Setting) (moved bool, err error) {
	err = f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		x, err := f.open(ctx, tx, access.Weigh, id)
		if err != nil {
			return err
		}
		if sameSetting(x.Setting, s) {
			return nil
		}
		if err := raise(ctx, tx, x.Actor, id); err != nil {
			return err
		}
		stood, err := setSetting(ctx, tx, x.Actor, id, seen, s)
		if err != nil {
			return err
		}
		if !stood {
			moved = true
			return errMoved
		}
		return f.Audit.Record(ctx, tx, x.line("deliberation.answered", "setting"))
	})
	if moved {
		err = nil
	}
	return moved, err
}

var errMoved = fault.New(fault.Conflict, fault.Text{})

func sameSetting(a, b Setting) bool {
	if len(a.Layers) != len(b.Layers) {
		return false
	}
	for i := range a.Layers {
		if a.Layers[i] != b.Layers[i] {
			return false
		}
	}
	return a.Plan == b.Plan && a.Variant == b.Variant && a.Level == b.Level && a.Flow == b.Flow
}
