package deliberation

import (
	"context"
	"strconv"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// beginning is what somebody chooses to begin with.
type beginning struct {
	Resident, Framework string
	Setting             record.Setting
	Follows             string // a deliberation that is closed
}

var (
	fileClosed = fault.Say("Dit dossier is afgesloten. Heropen het eerst.", "This file is closed. Open it again first.")
	notYet     = fault.Say("Deze afweging is nog open. Ga daarin verder.", "This deliberation is still open. Go on in it.")
)

// start makes a deliberation, fills in what the file knows, and carries over the answers of the one that it follows on.
// Both count only as long as somebody leaves them, and say where they come from.
func (f *Feature) start(ctx context.Context, tx db.Tx, b beginning) (string, error) {
	file, err := f.Desk.Open(ctx, tx, access.Add, record.Kind, b.Resident)
	if err != nil {
		return "", err
	}
	if file.ClosedOn != "" {
		return "", fault.New(fault.Conflict, fileClosed)
	}
	now := f.Desk.Now()
	d := record.Deliberation{ID: people.NewID(now.Time()), Resident: file.ID, Framework: b.Framework, Setting: b.Setting, Follows: b.Follows, State: record.Open,
		StartedAt: now, StartedBy: file.Actor.ID, Change: 1}
	fw, err := f.Framework(ctx, d)
	if err != nil {
		return "", err
	}
	d.Version = fw.Base.Head.Version
	if err := record.Insert(ctx, tx, file.Actor, d); err != nil {
		return "", err
	}
	var have []record.Answer
	if b.Follows != "" {
		if have, err = f.carried(ctx, tx, file.Actor, fw, b.Follows); err != nil {
			return "", err
		}
	}
	if have, err = f.filled(ctx, tx, record.Opened{Deliberation: d, File: file}, fw, have); err != nil {
		return "", err
	}
	for _, x := range have {
		x.ChangedAt, x.ChangedBy = now, file.Actor.ID
		if _, err := record.PutAnswer(ctx, tx, file.Actor, d.ID, 0, x); err != nil {
			return "", err
		}
	}
	return d.ID, f.Audit.Record(ctx, tx, record.Opened{Deliberation: d, File: file}.Line("deliberation.started", "known:"+strconv.Itoa(len(have))))
}

// carried are the answers of the deliberation before, as far as this version of the framework takes them.
func (f *Feature) carried(ctx context.Context, q db.Query, a access.Actor, fw *framework.Framework, id string) ([]record.Answer, error) {
	before, err := record.Find(ctx, q, a, id)
	if err != nil {
		return nil, err
	}
	all, err := record.AnswersOf(ctx, q, a, id)
	if err != nil {
		return nil, err
	}
	on := string(people.DayOf(before.ClosedAt.Time(), f.Zone))
	var out []record.Answer
	for _, x := range all {
		if _, problem := fw.Parse(x.At, x.Given); len(x.Given) == 0 || problem != nil {
			continue
		}
		if x.AskedOn == "" {
			x.AskedOn = on
		}
		out = append(out, record.Answer{At: x.At, Given: x.Given, AskedOn: x.AskedOn, Source: record.FromEarlier, SourceOn: on})
	}
	return out, nil
}

// filled adds what the file knows of what is asked now. What was carried over stands: the file is a proposal beside it.
func (f *Feature) filled(ctx context.Context, q db.Query, x record.Opened, fw *framework.Framework, have []record.Answer) ([]record.Answer, error) {
	file, err := f.fileOf(ctx, q, x.File)
	if err != nil {
		return nil, err
	}
	facts := f.knownBy(fw, file, x.Setting.Plan)
	for range 4 { // one answer can bring up a question that the file knows too
		c, _ := record.CaseOf(fw, x.Setting, record.MomentOf(f.Clock.Now(), f.Zone), have)
		asks, grown := asksNow(fw, c), false
		for question, k := range facts {
			at := framework.Asked{Question: question}
			if _, there := c.Answers[at]; there || k.Beside || !asks[question] {
				continue
			}
			have = append(have, record.Answer{At: at, Given: k.Given, AskedOn: string(k.On), Source: record.FromFile, SourceOn: string(k.On)})
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
	Answer record.Answer
}

// store saves the answers that were touched in a page, each on the version that the page showed. Nothing is overwritten:
// what somebody else answered otherwise in the meantime stays, with this answer beside it.
func (f *Feature) store(ctx context.Context, id, page string, changes []change) (record.Opened, []outcome, error) {
	var x record.Opened
	var out []outcome
	err := f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		var err error
		if x, err = f.Open(ctx, tx, access.Weigh, id); err != nil {
			return err
		}
		fw, err := f.Framework(ctx, x.Deliberation)
		if err != nil {
			return err
		}
		stands, err := standing(ctx, tx, x)
		if err != nil {
			return err
		}
		if out = judge(fw, page, changes, stands); !anything(out) {
			if x.State != record.Open {
				return fault.New(fault.Conflict, record.IsClosed)
			}
			return nil
		}
		if err := record.Raise(ctx, tx, x.Actor, id); err != nil {
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
		return f.Audit.Record(ctx, tx, x.Line("deliberation.answered", "answers:"+strconv.Itoa(written)))
	})
	return x, out, err
}

func standing(ctx context.Context, q db.Query, x record.Opened) (map[framework.Asked]record.Answer, error) {
	all, err := record.AnswersOf(ctx, q, x.Actor, x.Deliberation.ID)
	out := make(map[framework.Asked]record.Answer, len(all))
	for _, a := range all {
		out[a.At] = a
	}
	return out, err
}

func judge(fw *framework.Framework, page string, changes []change, stands map[framework.Asked]record.Answer) []outcome {
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

func (f *Feature) put(ctx context.Context, tx db.Tx, x record.Opened, page string, c change, o *outcome, stands record.Answer) error {
	asked := c.AskedOn
	if asked == "" {
		asked = record.MomentOf(f.Clock.Now(), f.Zone).String()
	}
	switch o.What {
	case saved:
		a := record.Answer{At: c.At, Given: c.Given, AskedOn: asked, Source: record.FromWorker, ChangedAt: f.Desk.Now(), ChangedBy: x.Actor.ID, Page: page}
		stood, err := record.PutAnswer(ctx, tx, x.Actor, x.Deliberation.ID, stands.Version, a)
		if err != nil {
			return err
		}
		if !stood { // cannot be while raise holds the row
			return record.ErrMoved
		}
		a.Version = stands.Version + 1
		o.Answer = a
	case beside:
		return record.PutBeside(ctx, tx, x.Actor, x.Deliberation.ID, record.Beside{At: c.At, By: x.Actor.ID, Given: c.Given, AskedOn: asked, GivenAt: f.Desk.Now()})
	}
	return nil
}

// pick is a choice between what stands and something else: what the file says now, or what somebody put beside it.
type pick struct {
	At   framework.Asked
	Seen int64
	Take record.Answer // what is taken; its Source says from where. None of it when what stands is left
	Keep bool
}

// picked settles choices. What was not chosen is gone from the open deliberation; the audit trail has that it was changed.
func (f *Feature) picked(ctx context.Context, tx db.Tx, id string, picks []pick) error {
	x, err := f.Open(ctx, tx, access.Weigh, id)
	if err != nil {
		return err
	}
	if err := record.Raise(ctx, tx, x.Actor, id); err != nil {
		return err
	}
	stands, err := standing(ctx, tx, x)
	if err != nil {
		return err
	}
	for _, p := range picks {
		if stands[p.At].Version != p.Seen {
			return record.ErrMoved
		}
		if !p.Keep {
			a := p.Take
			a.At, a.ChangedAt, a.ChangedBy = p.At, f.Desk.Now(), x.Actor.ID
			if stood, err := record.PutAnswer(ctx, tx, x.Actor, id, p.Seen, a); err != nil || !stood {
				return firstOf(err, record.ErrMoved)
			}
		}
		if err := record.DropBeside(ctx, tx, x.Actor, id, p.At); err != nil {
			return err
		}
	}
	return f.Audit.Record(ctx, tx, x.Line("deliberation.answered", "chosen:"+strconv.Itoa(len(picks))))
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
func (f *Feature) set(ctx context.Context, id string, seen int64, s record.Setting) (moved bool, err error) {
	err = f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		x, err := f.Open(ctx, tx, access.Weigh, id)
		if err != nil {
			return err
		}
		if sameSetting(x.Setting, s) {
			return nil
		}
		if err := record.Raise(ctx, tx, x.Actor, id); err != nil {
			return err
		}
		stood, err := record.SetSetting(ctx, tx, x.Actor, id, seen, s)
		if err != nil {
			return err
		}
		if !stood {
			moved = true
			return record.ErrMoved
		}
		return f.Audit.Record(ctx, tx, x.Line("deliberation.answered", "setting"))
	})
	if moved {
		err = nil
	}
	return moved, err
}

func sameSetting(a, b record.Setting) bool {
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

// follow begins a new deliberation on one that is closed.
func (f *Feature) follow(ctx context.Context, tx db.Tx, id, plan string) (string, error) {
	x, err := f.Open(ctx, tx, access.See, id)
	if err != nil {
		return "", err
	}
	if x.State == record.Open {
		return "", fault.New(fault.Conflict, notYet)
	}
	s := x.Setting
	s.Plan = plan
	return f.start(ctx, tx, beginning{Resident: x.File.ID, Framework: x.Framework, Setting: s, Follows: id})
}
