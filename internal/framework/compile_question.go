package framework

// options numbers the answers of a question: bit 0 for the first one.
func (k *compiler) options(q *question, scales map[string]*Scale) {
	switch q.Type {
	case "yes_no":
		q.options = []Option{{ID: "yes", Label: Text{"nl": "Ja", "en": "Yes"}}, {ID: "no", Label: Text{"nl": "Nee", "en": "No"}}}
	case "pull":
		q.options = []Option{
			{ID: "meeting", Label: Text{"nl": "Pleit voor ontmoeten", "en": "Speaks for meeting"}},
			{ID: "distance", Label: Text{"nl": "Pleit voor afstand", "en": "Speaks for distance"}},
			{ID: "both", Label: Text{"nl": "Allebei", "en": "Both"}},
			{ID: "neither", Label: Text{"nl": "Geen van beide", "en": "Neither"}},
		}
	case "choice", "choices":
		q.options = q.Options.List
		if q.Options.Scale.ID != "" {
			if s := scales[q.Options.Scale.ID]; s != nil {
				q.options = s.Options
			} else {
				k.unknown(q.Options.Scale, "scale", keysOf(scales))
				return
			}
		}
		if len(q.options) < 2 && q.Type == "choice" || len(q.options) < 1 {
			k.add(q.Pos, "too-few-options", q.ID)
		}
		if len(q.options) > MaxOptions {
			k.add(q.Pos, "too-many", "options", MaxOptions)
			q.options = q.options[:MaxOptions]
		}
	}
	if q.Type != "choice" && q.Type != "choices" && (q.Options.Scale.ID != "" || len(q.Options.List) > 0) {
		k.add(q.Pos, "options-not-for-type", q.ID, q.Type)
	}
	for i, o := range q.options {
		if _, twice := q.opt[string(o.ID)]; twice {
			k.add(o.Pos, "double-id", "options", o.ID)
		}
		q.opt[string(o.ID)] = i
		q.full |= 1 << i
		if o.Points != nil && q.cons.Kind != KindRule {
			k.add(o.Pos, "score-on-other-kind", o.ID, q.cons.Kind)
		}
	}
}

// questionKeys looks whether the keys of a question go together, and notes which extra answers it takes.
func (k *compiler) questionKeys(q *question) {
	if q.Type == "number" {
		if q.Min == nil || q.Max == nil || *q.Min > *q.Max {
			k.add(q.Pos, "number-needs-range", q.ID)
			zero, one := 0.0, 1.0
			q.Min, q.Max = &zero, &one
		}
		if q.Step != nil && *q.Step <= 0 {
			k.add(q.Pos, "bad-step", q.ID)
		}
	} else if q.Min != nil || q.Max != nil || q.Step != nil || !q.Unit.Empty() {
		k.add(q.Pos, "number-keys-only", q.ID, q.Type)
	}
	if q.Type == "text" && len(q.Per) > 0 {
		k.add(q.Pos, "text-per-person", q.ID)
	}
	if q.Type == "pull" && q.cons.Kind != KindValue && q.cons.Kind != KindIntuition {
		k.add(q.Pos, "pull-kind", q.ID, q.cons.Kind)
	}
	if q.Value.ID != "" && q.Type != "pull" {
		k.add(q.Value.Pos, "value-only-pull", q.ID)
	}
	if q.WhenOld != "" && q.MaxAge == 0 {
		k.add(q.Pos, "when-old-without-age", q.ID)
	}
	q.states = stateAnswered | stateUnknown
	if q.Type == "text" || q.Type == "pull" {
		q.states = stateAnswered
	}
	if q.May == nil {
		return
	}
	q.states = stateAnswered
	for _, m := range *q.May {
		switch m.ID {
		case "unknown":
			q.states |= stateUnknown
		case "refused":
			q.states |= stateRefused
		default:
			k.unknownWord(m, "may", []string{"unknown", "refused"})
		}
	}
}

// reckoned tells whether conditions may look at the answer. Values and intuition are shown, never reckoned.
func (q *question) reckoned() bool {
	return q.Type != "pull" && q.Type != "text" && q.cons.Kind != KindValue && q.cons.Kind != KindIntuition
}

// optionIDs lists the answers by name.
func (q *question) optionIDs() []string {
	out := make([]string, len(q.options))
	for i, o := range q.options {
		out[i] = string(o.ID)
	}
	return out
}

// set turns option names into bits. Unknown names are told with the nearest right one.
func (k *compiler) set(q *question, words []Ref) uint64 {
	var bits uint64
	for _, w := range words {
		i, ok := q.opt[w.ID]
		if !ok {
			k.unknownWord(w, string(q.ID), q.optionIDs())
			continue
		}
		bits |= 1 << i
	}
	return bits
}
