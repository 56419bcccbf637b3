package framework

// cond looks up the names in a condition and sees whether the comparison suits what is compared.
func (k *compiler) cond(c *Cond, depth int) {
	if c == nil || c.Op == 0 {
		return
	}
	if depth > MaxCondDepth {
		k.add(c.Pos, "cond-too-deep", MaxCondDepth)
		return
	}
	fw := k.fw
	switch c.Op {
	case opCondition:
		if n := fw.conds[c.Ref.ID]; n == nil {
			k.unknown(c.Ref, "condition", keysOf(fw.conds))
		} else {
			k.used[n] = true
		}
	case opRule:
		if fw.ruleByID[c.Ref.ID] == nil {
			k.unknown(c.Ref, "rule", keysOf(fw.ruleByID))
		}
	case opFlow:
		k.flow(c.Ref)
	case opVariant:
		have := make([]string, len(fw.variants))
		for i, v := range fw.variants {
			have[i] = string(v.ID)
		}
		k.words(c, "variant", have)
	case opWeekday:
		k.words(c, "weekday", weekdayWords[:])
	case opDay:
		if c.Span.From == NoDay && c.Span.Until == NoDay {
			k.add(c.Pos, "missing", "from", "First planned day.")
		}
		if c.Span.From != NoDay && c.Span.Until != NoDay && c.Span.From > c.Span.Until {
			k.add(c.Pos, "from-after-until", "day")
		}
	case opCount:
		if c.Count < 1 && !c.AtMost || c.Count > len(c.Kids) {
			k.add(c.Pos, "count-range", len(c.Kids))
		}
	case opScore:
		if s := fw.scores[c.Ref.ID]; s == nil {
			k.unknown(c.Ref, "score", keysOf(fw.scores))
		} else {
			k.used[s] = true
		}
		k.numeric(c, c.Ref.ID, "score")
	case opParam:
		k.condParam(c)
	case opFunction:
		k.condFunction(c)
	case opAnswer:
		k.condAnswer(c)
	}
	k.amount(c.A)
	k.amount(c.B)
	for _, kid := range c.Kids {
		k.cond(kid, depth+1)
	}
}

var weekdayWords = [7]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

func (k *compiler) words(c *Cond, what string, have []string) {
	for _, w := range c.Words {
		found := false
		for _, h := range have {
			found = found || h == w.ID
		}
		if !found {
			k.unknownWord(w, what, have)
		}
	}
}

// numeric demands a comparison of numbers.
func (k *compiler) numeric(c *Cond, name, what string) bool {
	switch c.Cmp {
	case 0: // told when it was read
		return false
	case cmpAtLeast, cmpAtMost, cmpMoreThan, cmpLessThan, cmpBetween:
		if c.Cmp == cmpBetween && c.A != nil && c.B != nil && c.A.Param.ID == "" && c.B.Param.ID == "" && c.A.Fixed > c.B.Fixed {
			k.add(c.A.Pos, "between-reversed", name)
		}
		return true
	}
	k.add(c.Pos, "comparison-not-for", name, what, "at_least, at_most, more_than, less_than, between")
	return false
}

func (k *compiler) condParam(c *Cond) {
	p := k.fw.params[c.Ref.ID]
	if p == nil {
		k.unknown(c.Ref, "parameter", keysOf(k.fw.params))
		return
	}
	k.used[p] = true
	switch {
	case c.Cmp == 0: // told when it was read
	case c.Cmp == cmpState && p.Type == "number":
		k.words(c, "state", []string{"limited"})
	case p.Type == "number":
		k.numeric(c, c.Ref.ID, "number")
	case c.Cmp == cmpIs || c.Cmp == cmpIsNot || c.Cmp == cmpOneOf:
		k.words(c, c.Ref.ID, keysOfInt(p.opt))
	default:
		k.add(c.Pos, "comparison-not-for", c.Ref.ID, p.Type, "is, is_not, one_of")
	}
}

func (k *compiler) condFunction(c *Cond) {
	if _, ok := functions[c.Fn]; !ok {
		k.add(c.Pos, "unknown-id", "function", cut(c.Fn), Nearest(c.Fn, functionNames()))
	}
	q := k.questionFor(c)
	if q != nil && (q.Type != "day" || len(q.Per) > 0) {
		k.add(c.Ref.Pos, "computed-from-day", c.Ref.ID)
	}
	k.numeric(c, c.Fn, "function")
}

// questionFor finds the question that a condition looks at, and refuses those that may not be reckoned with.
func (k *compiler) questionFor(c *Cond) *question {
	q := k.fw.questionByID[c.Ref.ID]
	if q == nil {
		k.unknown(c.Ref, "question", keysOf(k.fw.questionByID))
		return nil
	}
	if !q.reckoned() {
		k.add(c.Ref.Pos, "not-reckoned", c.Ref.ID, q.cons.Kind)
		return nil
	}
	k.used[q] = true
	return q
}

func (k *compiler) condAnswer(c *Cond) {
	q := k.questionFor(c)
	if q == nil {
		return
	}
	if (c.Quant != quantNone) != (len(q.Per) > 0) {
		code := "needs-persons"
		if c.Quant != quantNone {
			code = "not-per-person"
		}
		k.add(c.Pos, code, c.Ref.ID)
		return
	}
	for _, x := range c.Persons {
		if k.fw.personByID[x.ID] == nil {
			k.unknown(x, "person", keysOf(k.fw.personByID))
		} else if !containsRef(q.Per, x.ID) {
			k.add(x.Pos, "person-not-asked", x.ID, c.Ref.ID)
		}
	}
	if c.Cmp == 0 { // told when it was read
		return
	}
	if c.Cmp == cmpState {
		k.words(c, "state", []string{"answered", "unknown", "refused"})
		for _, w := range c.Words {
			if s := stateWords[w.ID]; s != 0 && s&q.states == 0 {
				k.add(w.Pos, "state-not-offered", w.ID, c.Ref.ID)
			}
		}
		return
	}
	switch q.Type {
	case "yes_no", "choice":
		if c.Cmp != cmpIs && c.Cmp != cmpIsNot && c.Cmp != cmpOneOf {
			k.add(c.Pos, "comparison-not-for", c.Ref.ID, q.Type, "is, is_not, one_of, state")
			return
		}
		if k.set(q, c.Words) == q.full && c.Cmp != cmpIsNot {
			k.warn(c.Pos, "all-options", q.ID)
		}
	case "choices":
		if c.Cmp != cmpIncludes && c.Cmp != cmpIncludesAny && c.Cmp != cmpIncludesAll {
			k.add(c.Pos, "comparison-not-for", c.Ref.ID, q.Type, "includes, includes_any, includes_all, state")
			return
		}
		k.set(q, c.Words)
	case "number":
		if k.numeric(c, c.Ref.ID, "number") {
			k.inRange(c, q)
		}
	case "day":
		switch c.Cmp {
		case cmpBefore, cmpAfter, cmpOnOrBefore, cmpOnOrAfter, cmpDaysAgo:
		default:
			k.add(c.Pos, "comparison-not-for", c.Ref.ID, q.Type, "before, after, on_or_before, on_or_after, days_ago, state")
		}
	}
}

// inRange tells when a number is compared with something that no answer can be.
func (k *compiler) inRange(c *Cond, q *question) {
	for _, a := range []*Amount{c.A, c.B} {
		if a != nil && a.Param.ID == "" && (a.Fixed < *q.Min || a.Fixed > *q.Max) {
			k.warn(a.Pos, "outside-range", q.ID, *q.Min, *q.Max)
		}
	}
}

func containsRef(refs []Ref, id string) bool {
	for _, r := range refs {
		if r.ID == id {
			return true
		}
	}
	return false
}
