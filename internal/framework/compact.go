package framework

import (
	"encoding/binary"
	"math"
)

// The compact form of a case holds what rules can look at, as numbers that a Reader puts into an Input without maps and
// without memory of its own: the setting, the planned moment, today, and each answer with the moment it was asked. It
// holds no texts. A case of sixty answers takes some 200 bytes.
//
//	1 byte   form: 1
//	4 bytes  mark of the layout
//	6 ×      length and name: variant, region, level, place, organisation, flow. In full, because another version may
//	         look at a name that this one does not
//	varint   planned day, minute + 1; today as minutes before that
//	answers  in the order of the layout: slots passed over, whether a moment follows, how it was given; the moment as
//	         minutes before today; the answer
const compactForm = 1

// maxCompact bounds a compact case: more than any framework can ask for.
const maxCompact = 64 << 10

// minutesADay has one minute more than a day: the first stands for "only the day is known".
const minutesADay = 24*60 + 1

// inMinutes counts a moment.
func (m Moment) inMinutes() int64 {
	return int64(m.Day)*minutesADay + int64(min(max(m.Minute, -1), 24*60-1)) + 1
}

// maxMinutes lies beyond every moment and every difference between two.
const maxMinutes = 1 << 44

// settingNames is how many names a setting has.
const settingNames = 6

// Compact gives the compact form of a case. Answers that do not suit their question are left out, as Check would refuse
// them; so are names of a setting that are longer than any name in a pack.
func (fw *Framework) Compact(c Case) []byte {
	l := fw.layout()
	b := make([]byte, 0, 64+4*len(c.Answers))
	b = append(append(b, compactForm), l.mark[:]...)
	for _, name := range [settingNames]string{c.Variant, c.Region, c.Level, c.Place, c.Organisation, c.Flow} {
		if len(name) > maxName {
			name = ""
		}
		b = append(append(b, byte(len(name))), name...)
	}
	today := c.today().inMinutes()
	b = binary.AppendVarint(b, c.Plan.inMinutes())
	b = binary.AppendVarint(b, c.Plan.inMinutes()-today)
	last := -1
	for s, sl := range fw.slots {
		a, ok := c.Answers[Asked{string(sl.q.ID), sl.name()}]
		if !ok || !sl.q.suits(a) {
			continue
		}
		head := uint64(s-last-1)<<3 | givenBits(a.Given)
		last = s
		ago := today - c.asked(a).inMinutes()
		if ago != 0 {
			head |= hasMoment
		}
		b = binary.AppendUvarint(b, head)
		if ago != 0 {
			b = binary.AppendVarint(b, ago)
		}
		if a.Given == Answered {
			b = sl.q.appendAnswer(b, a, c.Plan.Day)
		}
	}
	return b
}

const maxName = 100

// The lowest bits before an answer.
const (
	givenMask = 3
	hasMoment = 4
)

func givenBits(g Given) uint64 {
	switch g {
	case Unknown:
		return 2
	case Refused:
		return 3
	}
	return 1
}

// appendAnswer writes an answer that suits the question.
func (q *question) appendAnswer(b []byte, a Answer, plan Day) []byte {
	switch q.kind() {
	case asOption:
		b = append(b, byte(q.opt[a.Words[0]]))
	case asOptions:
		var set uint64
		for _, w := range a.Words {
			set |= 1 << q.opt[w]
		}
		b = binary.AppendUvarint(b, set)
	case asNumber:
		if n := int64(a.Number); float64(n) == a.Number && n > -1<<40 && n < 1<<40 {
			return binary.AppendUvarint(b, uint64(n<<1^n>>63)<<1)
		}
		b = binary.AppendUvarint(b, 1)
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(a.Number))
	case asDay:
		b = binary.AppendVarint(b, int64(plan)-int64(a.Day))
	}
	return b
}
