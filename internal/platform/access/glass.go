package access

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// GlassReasons are the reasons for opening a closed file in an emergency. A sentence of explanation goes with each.
var GlassReasons = []string{"danger", "colleague_away", "asked_by_resident", "other"}

// GlassOutcomes are what a review may say.
var GlassOutcomes = []string{"right", "wrong", "talk"}

// GlassKept is how long what was reviewed stays on the list.
const GlassKept = 365 * 24 * time.Hour

// MaxExplanation bounds the explanation, in characters.
const MaxExplanation = 1000

// Glass is a file that was opened in an emergency. Its terms are those of the moment it began.
type Glass struct {
	ID, Worker, Resident            string
	Reason, Explanation             string
	Began, Until, Ended, ReviewBy   db.Instant
	Reviewed                        db.Instant
	ReviewedBy, Outcome, ReviewNote string
}

// Open tells whether it still holds at a moment.
func (g Glass) Open(at db.Instant) bool {
	return g.Ended.IsZero() && g.Began.String() <= at.String() && at.String() < g.Until.String()
}

// Break opens one file for sixty minutes. It needs a second factor of the last five minutes, a reason and an explanation;
// the lead of the file's teams and the privacy officers are told at once. The same file a second time within thirty days
// waits for the lead to look at the first time. The caller found the resident, within the organisation, and tells how the
// actor stands to them.
func (s *Service) Break(ctx context.Context, tx db.Tx, a Actor, o Object, teams []string, reason, explanation string) (Glass, error) {
	d := May(a, BreakGlass, o)
	if !d.Allowed || o.Kind != "resident" || o.ID == "" {
		return Glass{}, fault.New(fault.Forbidden, fault.Text{})
	}
	marked, err := s.Marked(ctx, tx, a, o.ID)
	if err != nil || marked {
		return Glass{}, errors.Join(err, fault.New(fault.Forbidden, fault.Text{}))
	}
	if err := s.strong(a, GlassStrong); err != nil {
		return Glass{}, err
	}
	problems := fault.New(fault.Invalid, fault.Text{})
	if !slices.Contains(GlassReasons, reason) {
		problems = problems.At("reason", fault.Say("Kies een reden.", "Choose a reason."))
	}
	explanation = strings.TrimSpace(explanation)
	if n := utf8.RuneCountInString(explanation); n < 10 || n > MaxExplanation {
		problems = problems.At("explanation", fault.Say("Schrijf in een zin waarom dit nu nodig is.", "Write in one sentence why this is needed now."))
	}
	if len(problems.Fields) > 0 {
		return Glass{}, problems
	}
	earlier, err := listGlass(ctx, tx, a.Org, a.ID, o.ID, s.after(-GlassAgain))
	if err != nil {
		return Glass{}, err
	}
	now := s.now()
	for _, g := range earlier {
		if g.Open(now) {
			return g, nil
		}
		if g.Outcome != "right" {
			return Glass{}, fault.New(fault.Conflict, fault.Say("Je opende dit dossier kort geleden al eens. Vraag je leidinggevende om daar eerst naar te kijken.",
				"You opened this file a short time ago. Ask your team lead to look at that first."))
		}
	}
	g := Glass{ID: newID(), Worker: a.ID, Resident: o.ID, Reason: reason, Explanation: explanation, Began: now, Until: s.after(GlassLife), ReviewBy: s.after(GlassReview)}
	if err := insertGlass(ctx, tx, a.Org, g); err != nil {
		return g, err
	}
	if err := s.tellOfGlass(ctx, tx, a, g.ID, NoticeGlass, teams); err != nil {
		return g, err
	}
	return g, s.record(With(ctx, a), tx, Event{Code: "break_glass.opened", Kind: "break_glass", ID: g.ID, Resident: o.ID, Ground: d.Ground, Detail: "reason:" + reason})
}

// tellOfGlass tells the leads of some teams, or all leads when there is none there, and the privacy officers.
func (s *Service) tellOfGlass(ctx context.Context, tx db.Tx, a Actor, about, kind string, teams []string) error {
	var leads []string
	var err error
	if len(teams) > 0 {
		leads, err = withRole(ctx, tx, a.Org, TeamLead, teams...)
	}
	if err == nil && len(leads) == 0 {
		leads, err = withRole(ctx, tx, a.Org, TeamLead)
	}
	if err != nil {
		return err
	}
	watchers, err := withRole(ctx, tx, a.Org, PrivacyOfficer)
	if err != nil {
		return err
	}
	all := append(leads, watchers...)
	slices.Sort(all)
	for _, id := range slices.Compact(all) {
		if id == a.ID {
			continue
		}
		if err := insertNotice(ctx, tx, notice(a.Org, id, kind, about, a.ID, s.now())); err != nil {
			return err
		}
	}
	return nil
}

// EndGlass closes a file again before its time.
func (s *Service) EndGlass(ctx context.Context, tx db.Tx, a Actor, id string) error {
	g, err := findGlass(ctx, tx, a.Org, id)
	if err != nil {
		return err
	}
	if g.Worker != a.ID {
		return fault.New(fault.NotFound, fault.Text{})
	}
	if !g.Open(s.now()) {
		return nil
	}
	if err := endGlass(ctx, tx, a.Org, a.ID, id, s.now()); err != nil {
		return err
	}
	return s.record(With(ctx, a), tx, Event{Code: "break_glass.ended", Kind: "break_glass", ID: id, Resident: g.Resident})
}

// Grounds gives the grounds that this actor has now for a resident, besides role and relation: a broken glass. It is asked
// each time, and holds no longer than the request.
func (s *Service) Grounds(ctx context.Context, q db.Query, a Actor, resident string) ([]Ground, error) {
	all, err := listGlass(ctx, q, a.Org, a.ID, resident, s.after(-GlassLife))
	var grounds []Ground
	for _, g := range all {
		if g.Open(s.now()) {
			grounds = append(grounds, Ground{kind: breakGlassGround, id: g.ID, resident: g.Resident})
		}
	}
	return grounds, err
}

// OpenGlass gives the actor's broken glass of a resident that holds now, for the banner on the page; zero when there is none.
func (s *Service) OpenGlass(ctx context.Context, q db.Query, a Actor, resident string) (Glass, error) {
	all, err := listGlass(ctx, q, a.Org, a.ID, resident, s.after(-GlassLife))
	for _, g := range all {
		if g.Open(s.now()) {
			return g, err
		}
	}
	return Glass{}, err
}

// Reviews lists what was opened in an emergency, what was not reviewed first. Privacy officers see all; leads see what the
// members of their teams opened. Nobody reviews their own.
func (s *Service) Reviews(ctx context.Context, a Actor) ([]Glass, error) {
	all := MayAny(a, ReviewAudit, "break_glass")
	if !all {
		_, err := s.allowed(ctx, a, ReviewAudit, "break_glass", None)
		return nil, err
	}
	list, err := reviewGlass(ctx, s.db.Read(), a.Org, s.after(-GlassKept))
	if err != nil {
		return nil, err
	}
	var mine []Glass
	for _, g := range list {
		ok, err := s.reviews(ctx, s.db.Read(), a, g)
		if err != nil {
			return nil, err
		}
		if ok {
			mine = append(mine, g)
		}
	}
	return mine, nil
}

// reviews tells whether this actor may review what somebody opened.
func (s *Service) reviews(ctx context.Context, q db.Query, a Actor, g Glass) (bool, error) {
	if g.Worker == a.ID {
		return false, nil
	}
	o := Object{Kind: "break_glass", ID: g.ID, Org: a.Org, Relation: None}
	if May(a, ReviewAudit, o).Allowed {
		return true, nil
	}
	told, err := countTold(ctx, q, a.Org, a.ID, g.ID)
	if err != nil || told == 0 {
		return false, err
	}
	o.Relation = OwnTeam
	return May(a, ReviewAudit, o).Allowed, nil
}

// Review keeps what somebody else thought of it.
func (s *Service) Review(ctx context.Context, tx db.Tx, a Actor, id, outcome, note string) error {
	g, err := findGlass(ctx, tx, a.Org, id)
	if err != nil {
		return err
	}
	ok, err := s.reviews(ctx, tx, a, g)
	if err != nil || !ok {
		return errors.Join(err, fault.New(fault.NotFound, fault.Text{}))
	}
	if !slices.Contains(GlassOutcomes, outcome) || utf8.RuneCountInString(note) > MaxExplanation {
		return fault.New(fault.Invalid, fault.Text{}).At("outcome", fault.Say("Kies wat je ervan vond.", "Choose what you thought of it."))
	}
	ok, err = putReview(ctx, tx, a.Org, id, a.ID, outcome, strings.TrimSpace(note), s.now())
	if err != nil || !ok {
		return errors.Join(err, changedMeanwhile())
	}
	return s.record(With(ctx, a), tx, Event{Code: "break_glass.reviewed", Kind: "break_glass", ID: id, Resident: g.Resident, Detail: "outcome:" + outcome})
}

// Mark keeps that the actor knows this resident privately: the file closes for them at the next request, and nobody asks why.
// The teams are those of the resident, whose leads must find somebody else.
func (s *Service) Mark(ctx context.Context, tx db.Tx, a Actor, worker string, o Object, teams []string) error {
	ask := Object{Kind: "conflict", ID: o.ID, Org: o.Org, Resident: o.ID, Relation: o.Relation}
	if worker != a.ID {
		ask.Relation = None
	}
	d := May(a, Add, ask)
	if !d.Allowed || o.ID == "" {
		return fault.New(fault.Forbidden, fault.Text{})
	}
	if _, err := findPerson(ctx, tx, a.Org, worker); err != nil {
		return err
	}
	added, err := insertMark(ctx, tx, a.Org, worker, o.ID, a.ID, s.now())
	if err != nil || !added {
		return err
	}
	if err := endGlassOf(ctx, tx, a.Org, worker, o.ID, s.now()); err != nil {
		return err
	}
	if err := s.tellOfGlass(ctx, tx, Actor{ID: worker, Org: a.Org}, o.ID, NoticeConflict, teams); err != nil {
		return err
	}
	return s.record(With(ctx, a), tx, Event{Code: "conflict.marked", Kind: "conflict", ID: worker, Resident: o.ID, Ground: d.Ground})
}

// Lift removes a mark. The one it is about cannot.
func (s *Service) Lift(ctx context.Context, tx db.Tx, a Actor, worker, resident string) error {
	d := May(a, Erase, Object{Kind: "conflict", ID: worker, Org: a.Org, Resident: resident, Relation: None})
	if !d.Allowed || worker == a.ID {
		return fault.New(fault.Forbidden, fault.Text{})
	}
	gone, err := deleteMark(ctx, tx, a.Org, worker, resident)
	if err != nil || !gone {
		return err
	}
	return s.record(With(ctx, a), tx, Event{Code: "conflict.lifted", Kind: "conflict", ID: worker, Resident: resident, Ground: d.Ground})
}

// Marked tells whether the actor knows a resident privately; Object.Conflict for May.
func (s *Service) Marked(ctx context.Context, q db.Query, a Actor, resident string) (bool, error) {
	n, err := countMark(ctx, q, a.Org, a.ID, resident)
	return n > 0, err
}

// Conflicts gives all residents that the actor knows privately, for lists and searches.
func (s *Service) Conflicts(ctx context.Context, q db.Query, a Actor) ([]string, error) {
	return listMarks(ctx, q, a.Org, a.ID)
}

// StrongForGlass refuses an actor whose second factor was too long ago to open a closed file.
func (s *Service) StrongForGlass(a Actor) error { return s.strong(a, GlassStrong) }

// EraseResident takes away what is kept here about a resident whose file is erased; see people.Eraser.
func (s *Service) EraseResident(ctx context.Context, tx db.Tx, org, resident string) (int64, error) {
	return eraseResident(ctx, tx, org, resident)
}
