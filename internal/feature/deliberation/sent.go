package deliberation

import (
	"slices"
	"strconv"
	"strings"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

// sent is a questionnaire as a page sent it.
type sent struct {
	form     *web.Form
	filled   *questionnaire.Filled
	changes  []change
	outcomes map[framework.Asked]outcome
	moved    bool // somebody else changed the setting
	set      bool // this page changed the setting
	live     bool
}

// read takes the answers of a page: of each question that it showed, also when it is empty now.
func (s *sent) read() {
	for _, name := range s.form.Names() {
		asked, ok := strings.CutPrefix(name, sealPrefix)
		if !ok {
			continue
		}
		at, ok := questionnaire.AskedOf(questionnaire.AnswerPrefix + asked)
		if !ok {
			continue
		}
		given := questionnaire.Given(s.filled.Fields[questionnaire.AnswerField(at)])
		on := ""
		if t, ok := web.ParseDay(strings.TrimSpace(record.FirstOne(s.filled.Fields[questionnaire.MomentField(at)]))); ok {
			on = web.ISODay(t)
		}
		seen, touched, ok := unseal(s.form.Text(name), given, on)
		if ok {
			s.changes = append(s.changes, change{At: at, Given: given, AskedOn: on, Seen: seen, Touched: touched})
		}
	}
	slices.SortFunc(s.changes, func(a, b change) int { return strings.Compare(a.At.String(), b.At.String()) })
}

// refused tells whether something could not be stored.
func (s *sent) refused() bool {
	for _, o := range s.outcomes {
		if o.What == wrong {
			return true
		}
	}
	return len(s.filled.Wrong) > 0
}

// bad tells whether something was not stored, or stands beside something else.
func (s *sent) bad() bool {
	for _, o := range s.outcomes {
		if o.What == beside {
			return true
		}
	}
	return s.refused()
}

// setting reads the setting of a page, the version that the page showed, and whether it was touched there. What the framework
// does not know is not taken.
func (s *sent) setting(stands record.Setting) (out record.Setting, seen int64, touched bool) {
	for _, m := range s.filled.Wrong {
		if slices.Contains([]string{questionnaire.FieldDay, questionnaire.FieldVariant, questionnaire.FieldLevel, questionnaire.FieldFlow}, m.Field) {
			return stands, 0, false
		}
	}
	out = record.Setting{Plan: s.filled.Case.Plan.String(), Variant: s.filled.Case.Variant, Level: s.filled.Case.Level, Flow: s.filled.Case.Flow, Layers: stands.Layers}
	if s.form.Has("lagen") {
		out.Layers = slices.DeleteFunc(s.form.All(questionnaire.FieldLayer), func(l string) bool { return l == "" })
	}
	v, was, ok := strings.Cut(s.form.Text(fieldSetting), ".")
	seen, err := strconv.ParseInt(v, 10, 64)
	touched = ok && err == nil && s.form.Has(questionnaire.FieldDay) && was != imprintOf(out)
	if strings.HasPrefix(stands.Plan, out.Plan) {
		out.Plan = stands.Plan // the page shows no time of day
	}
	return out, seen, touched
}

// imprintOf is what a page shows of a setting: the day without its time.
func imprintOf(s record.Setting) string {
	return imprint(append([]string{record.FirstTen(s.Plan), s.Variant, s.Level, s.Flow}, s.Layers...), "")
}

// settingSeal is the seal of the setting for a page; like those of answers, one that a script has already stays as it is
// unless the page changed the setting itself.
func (s *sent) settingSeal(x record.Deliberation) string {
	if s == nil || !s.live || s.set {
		return strconv.FormatInt(x.SettingVersion, 10) + "." + imprintOf(x.Setting)
	}
	return s.form.Text(fieldSetting)
}
