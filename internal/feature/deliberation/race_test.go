package deliberation

import (
	"slices"
	"sync"
	"testing"

	"nabij/internal/feature/deliberation/record"
)

// TestDecidingWhileOthersWrite lets five pages write without a pause while one decides. Whatever wins, the receipt holds
// exactly the answers that stand.
func TestDecidingWhileOthersWrite(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		var all sync.WaitGroup
		for _, q := range []string{"wish:meet:no-meet", "contact-now:thin:lost", "can-express:well:with-help", "informed:yes:no", "suicide:none:worry"} {
			name, one, two := cut3(q)
			form := w.open("near/bram", at, "weigh")
			all.Add(1)
			go func() {
				defer all.Done()
				for i := range 6 {
					a, _ := w.post("near/bram", at, set(form, "q."+name, []string{one, two}[i%2]))
					if a.Status != 303 && a.Status != 409 && a.Status != 503 {
						t.Errorf("%s: %d", name, a.Status)
					}
				}
			}()
		}
		decided := false
		for range 30 {
			form := w.open("near/anna", at+"/besluit?vorm=phone", "decide", "reden", "x", "ingestemd", "yes")
			for _, f := range []string{"afwijken", "zonder_overleg", "zonder_akkoord"} {
				if form.Has(f) {
					form.Set(f, "x")
				}
			}
			if a, _ := w.post("near/anna", at+"/besluit", form); a.Status == 303 {
				decided = true
				break
			}
		}
		all.Wait()
		if !decided {
			t.Fatal("nobody could decide")
		}
		ctx, q, a, id := t.Context(), w.d.Read(), w.who["near/anna"], at[12:]
		r, _, err := record.ReceiptOf(ctx, q, a, id)
		if err != nil {
			t.Fatal(err)
		}
		stands, err := record.AnswersOf(ctx, q, a, id)
		if err != nil {
			t.Fatal(err)
		}
		names, err := record.NamesOf(ctx, q, a, w.who["near/anna"].ID, w.who["near/bram"].ID)
		if err != nil {
			t.Fatal(err)
		}
		kept := record.KeptAnswers(stands, names)
		if !slices.EqualFunc(kept, r.Answers, func(x, y record.AnswerKept) bool {
			return x.Question == y.Question && slices.Equal(x.Given, y.Given) && x.At == y.At
		}) {
			t.Errorf("the receipt and the answers differ:\n%v\n%v", r.Answers, kept)
		}
		if err := r.Reckon(builtIn); err != nil {
			t.Error(err)
		}
	})
}

func cut3(s string) (a, b, c string) {
	parts := [3]string{}
	i := 0
	for _, r := range s {
		if r == ':' {
			i++
			continue
		}
		parts[i] += string(r)
	}
	return parts[0], parts[1], parts[2]
}

// BenchmarkSavingAnAnswer is one answer of the script: stored, with its audit line, and the advice that follows.
func BenchmarkSavingAnAnswer(b *testing.B) {
	w := benchTown(b)
	at := w.begin("near/anna", "mine", "day", "2020-05-20")
	form := w.open("near/anna", at, "weigh")
	for i := 0; b.Loop(); i++ {
		set(form, "q.age", []string{"70", "71", "72", "73"}[i%4])
		if a := w.live("near/anna", at, form); a.Status != 200 {
			b.Fatal(a.Status)
		}
	}
}

// BenchmarkOpeningADeliberation is the page with everything on it.
func BenchmarkOpeningADeliberation(b *testing.B) {
	w := benchTown(b)
	at := w.begin("near/anna", "mine", "day", "2020-05-20")
	for b.Loop() {
		if a, _ := w.get("near/anna", at); a.Status != 200 {
			b.Fatal(a.Status)
		}
	}
}
