package framework

// Scan tells what other content does to decisions that stand, one after another, from their compact cases. It is not for
// several goroutines at once; each makes its own.
type Scan struct {
	pairing        *Pairing
	old, new       *Reader
	oldIn, newIn   *Input
	oldOut, newOut *Verdict
}

// NewScan makes a scan of decisions whose compact cases have this layout, from one framework to another.
func NewScan(old, new *Framework, layout string) (*Scan, error) {
	s := &Scan{pairing: Pair(old, new), oldOut: old.NewVerdict(), newOut: new.NewVerdict()}
	var err error
	if s.old, err = old.Reader(layout); err != nil {
		return nil, err
	}
	if s.new, err = new.Reader(layout); err != nil {
		return nil, err
	}
	s.oldIn, s.newIn = s.old.NewInput(), s.new.NewInput()
	if s.pairing.alike {
		s.newIn.shareAnswers(s.oldIn)
	}
	return s, nil
}

// maxAhead bounds how many changes of content ahead are looked at: a decision stands for weeks, not for years.
const maxAhead = 8

// Shift compares one decision. It stands from a day (NoDay: the planned day) until the day before it is looked at again
// anyway (NoDay: not known); the content may change in between, so every stretch of days is compared and the greatest
// difference counts. What both old and new content say from some day on is no difference.
func (s *Scan) Shift(compact []byte, form string, from, look Day) (Shift, error) {
	if _, err := s.old.Read(compact, s.oldIn); err != nil {
		return Same, err
	}
	if s.pairing.alike { // the same questions: one input will do for both
		s.new.follow(s.old)
	} else if _, err := s.new.Read(compact, s.newIn); err != nil {
		return Same, err
	}
	day := s.oldIn.day
	if from != NoDay {
		day = from
	}
	worst := Same
	for range maxAhead {
		s.old.On(s.oldIn, day)
		s.new.On(s.newIn, day)
		s.newIn.day = s.oldIn.day
		if !s.pairing.pair(s.oldIn.set, s.newIn.set).alike {
			s.oldOut.Judge(s.oldIn)
			s.newOut.Judge(s.newIn)
			if worst = max(worst, s.pairing.Of(s.oldOut, s.newOut, form)); worst == OtherAdvice {
				break
			}
		}
		if day = earliest(s.old.fw.after(day), s.new.fw.after(day)); day == NoDay || look != NoDay && day >= look {
			break
		}
	}
	return worst, nil
}

// shareAnswers lets an input be another setting of what is answered in the other one.
func (in *Input) shareAnswers(of *Input) {
	in.a, in.b, in.lo, in.hi, in.state, in.given = of.a, of.b, of.lo, of.hi, of.state, of.given
}

// after is the first day after this one on which something in the content changes, or NoDay.
func (fw *Framework) after(d Day) Day {
	if s := fw.stretch(d); s < len(fw.changes) {
		return fw.changes[s]
	}
	return NoDay
}

func earliest(a, b Day) Day {
	if a == NoDay || b != NoDay && b < a {
		return b
	}
	return a
}
