package publishing

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/frozen"
)

// lookAgain is how long content is used before the database is asked whether something was released since. So two
// processes on one database differ by a second at most.
const lookAgain = time.Second

// held is the content of one organisation in memory. It never changes; a newer one takes its place.
type held struct {
	number int64 // of the last release in it
	at     time.Time
	lib    *framework.Library
	laid   []laid
	left   []LeftOut
}

type shelves struct {
	mu     sync.Mutex
	byOrg  map[string]*held
	asking map[string]bool // organisations for which somebody looks now; others use what there is
	only   string          // the only organisation, for visitors
	onlyAt time.Time
}

// Library gives the content in force for the organisation of the actor in the context; for somebody without an account
// that of the only organisation in the database, and with several of them what comes with the program. It never fails:
// when the database does not answer, what was in force before serves. The pointer changes when something is released or
// taken out of force, so it can be the key of what is worked out from it.
func (f *Feature) Library(ctx context.Context) *framework.Library {
	org := ""
	if a, ok := access.From(ctx); ok {
		org = a.Org
	} else {
		org = f.visitors(ctx)
	}
	if org == "" {
		return f.BuiltIn
	}
	return f.shelf(ctx, org, false).lib
}

// visitors gives the organisation whose content visitors see.
func (f *Feature) visitors(ctx context.Context) string {
	s := &f.held
	now := f.Clock.Now()
	s.mu.Lock()
	org, fresh := s.only, !s.onlyAt.IsZero() && within(now.Sub(s.onlyAt))
	s.mu.Unlock()
	if fresh {
		return org
	}
	found, err := onlyOrganisation(context.WithoutCancel(ctx), f.DB.Read())
	if err != nil {
		f.Log.WarnContext(ctx, "content of visitors not looked up", "error", err)
		found = org
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.only, s.onlyAt = found, now
	return found
}

func within(age time.Duration) bool { return age >= 0 && age < lookAgain }

// shelf gives the content of an organisation. With atOnce the database is asked whatever the moment: after one's own
// release.
func (f *Feature) shelf(ctx context.Context, org string, atOnce bool) *held {
	s := &f.held
	now := f.Clock.Now()
	s.mu.Lock()
	h := s.byOrg[org]
	if h != nil && !atOnce && (within(now.Sub(h.at)) || s.asking[org]) {
		s.mu.Unlock()
		return h
	}
	if s.byOrg == nil {
		s.byOrg, s.asking = map[string]*held{}, map[string]bool{}
	}
	s.asking[org] = true
	s.mu.Unlock()
	next, err := f.load(context.WithoutCancel(ctx), org, h)
	if err != nil {
		f.Log.ErrorContext(ctx, "released content not looked up; what was in force goes on", "organisation", org, "error", err)
		if next = h; next == nil {
			next = &held{lib: f.BuiltIn}
		}
	}
	aged := *next
	aged.at = now
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asking[org] = false
	if newest := s.byOrg[org]; newest != nil && newest != h && newest.number >= aged.number {
		return newest // somebody else was faster; who is slower does not put back what was
	}
	s.byOrg[org] = &aged
	return &aged
}

// load reads what is in force, when that is something else than is held.
func (f *Feature) load(ctx context.Context, org string, h *held) (*held, error) {
	q := f.DB.Read()
	number, err := releaseNumber(ctx, q, org)
	if err != nil || h != nil && h.number == number {
		return h, err
	}
	versions, err := inForce(ctx, q, org)
	if err != nil {
		return nil, err
	}
	next := &held{number: number}
	for _, v := range versions {
		if h != nil {
			if i := slices.IndexFunc(h.laid, func(x laid) bool { return x.Version.ID == v.ID && x.Pack != nil }); i >= 0 {
				next.laid = append(next.laid, h.laid[i])
				continue
			}
		}
		x, err := f.read(ctx, q, v)
		if err != nil {
			return nil, err
		}
		next.laid = append(next.laid, x)
	}
	if err := f.checkFrozen(ctx, org, next.laid); err != nil {
		return nil, err
	}
	next.lib, next.left = assemble(f.BuiltIn, next.laid)
	for _, l := range next.left {
		f.Log.ErrorContext(ctx, "a released version cannot be used and is left out; an older one serves", "organisation", org,
			"pack", l.Version.Key(), "version", l.Version.ID, "why", l.Why.EN)
	}
	return next, nil
}

// read reads a released version and looks whether its text is still that of the release.
func (f *Feature) read(ctx context.Context, q db.Query, v Version) (laid, error) {
	files, err := listFiles(ctx, q, v.Org, v.ID)
	if err != nil {
		return laid{}, err
	}
	x := laid{Version: v}
	if checksumOf(files) != v.Checksum {
		x.Broken = fault.Say("De tekst is na het vrijgeven gewijzigd, buiten Nabij om.", "The text was changed after its release, outside Nabij.")
		return x, nil
	}
	p, issues, err := readPack(files, true)
	if err != nil {
		return laid{}, err
	}
	if errs := issues.Errors(); len(errs) > 0 {
		x.Broken = say2(errs[0])
		return x, nil
	}
	x.Pack = p
	return x, nil
}

// frozenOf names packs for the list of checksums of the program. Organisations share a database and not their names.
func frozenOf(org string, list []laid) []frozen.Pack {
	var out []frozen.Pack
	for _, x := range list {
		if x.Pack != nil {
			out = append(out, frozen.Pack{ID: org + "/" + x.Version.Pack, Version: x.Version.Number, Checksum: x.Pack.Checksum})
		}
	}
	return out
}

// checkFrozen leaves out what has another checksum than when this installation first saw it.
func (f *Feature) checkFrozen(ctx context.Context, org string, list []laid) error {
	err := frozen.Verify(ctx, f.DB, frozenOf(org, list))
	var changed *frozen.Changed
	if !errors.As(err, &changed) {
		return err
	}
	for i := range list {
		for _, c := range changed.Changes {
			if list[i].Pack != nil && c.ID == org+"/"+list[i].Version.Pack && c.Version == list[i].Version.Number {
				list[i].Pack, list[i].Broken = nil, fault.Say(changed.In("nl"), changed.In("en"))
			}
		}
	}
	return nil
}

// Freeze writes down the checksums of everything that is in force, of every organisation. It is done at start and
// after each release.
func (f *Feature) Freeze(ctx context.Context) error {
	orgs, err := organisations(ctx, f.DB.Read())
	if err != nil {
		return err
	}
	var all []error
	for _, org := range orgs {
		err := frozen.Record(ctx, f.DB, f.Clock, frozenOf(org, f.shelf(ctx, org, true).laid))
		if changed := (*frozen.Changed)(nil); errors.As(err, &changed) {
			err = nil // left out already, and told
		}
		all = append(all, err)
	}
	return errors.Join(all...)
}

// around gives the library without one version and with it, whatever of the two is in force now: what its release, or
// taking it out of force, changes.
func (f *Feature) around(ctx context.Context, v Version) (*framework.Library, *framework.Library, error) {
	h := f.shelf(ctx, v.Org, true)
	others := slices.DeleteFunc(slices.Clone(h.laid), func(x laid) bool { return x.Version.ID == v.ID })
	files, err := listFiles(ctx, f.DB.Read(), v.Org, v.ID)
	if err != nil {
		return nil, nil, err
	}
	p, issues, err := readPack(files, true)
	if err != nil {
		return nil, nil, err
	}
	if errs := issues.Errors(); len(errs) > 0 {
		return nil, nil, errs[0]
	}
	without, _ := assemble(f.BuiltIn, others)
	including, left := assemble(without, []laid{{Version: v, Pack: p}})
	if len(left) > 0 {
		return nil, nil, errors.New(left[0].Why.EN)
	}
	return without, including, nil
}

// leans gives a version in force that cannot be used without this one; "" when there is none.
func (f *Feature) leans(ctx context.Context, v Version) string {
	h := f.shelf(ctx, v.Org, true)
	_, left := assemble(f.BuiltIn, slices.DeleteFunc(slices.Clone(h.laid), func(x laid) bool { return x.Version.ID == v.ID }))
	for _, l := range left {
		if !slices.ContainsFunc(h.left, func(o LeftOut) bool { return o.Version.ID == l.Version.ID }) {
			return l.Version.Key()
		}
	}
	return ""
}
