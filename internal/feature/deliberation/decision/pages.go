package decision

import (
	"context"
	"embed"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
)

//go:embed views/*.html
var viewsFS embed.FS

// pagesFS holds the pages, with the parts that all pages about a record share.
var pagesFS = web.Beside(viewsFS, record.PartsFS)

var texts = record.Texts

// Reviews hears that a decision began or ended to be open. Whoever looks again at decisions is one; nil: nobody does.
type Reviews interface {
	Opened(ctx context.Context, tx db.Tx, org, deliberation, resident string, fw *framework.Framework, c framework.Case, form string, next, look db.Date) error
	Closed(ctx context.Context, tx db.Tx, org, deliberation string) error
}

// Flags tells whether there is a sign of danger about a resident, beside the rule itself. Nil: nobody knows.
type Flags interface {
	InDanger(ctx context.Context, q db.Query, a access.Actor, resident string) (bool, error)
}

// Pages are the pages of deciding and of what was decided.
type Pages struct {
	*record.Book
	Reviews Reviews // may be nil
	Flags   Flags   // may be nil
	Program string  // version of the program, for receipts
}

// Routes registers the addresses.
func (f *Pages) Routes(r *web.Router) {
	get := func(path string, h web.Handler) { r.Get(path, f.Desk.Guard(h)) }
	post := func(path string, h web.Handler) { r.Post(path, f.Desk.Guard(h)) }
	get("/afwegingen/{id}/eerder", f.earlier)
	get("/afwegingen/{id}/besluit", f.decide)
	post("/afwegingen/{id}/besluit", f.decided)
	post("/afwegingen/{id}/beeindigen", f.end)
	get("/afwegingen/{id}/verslag", f.paper)
	get("/afwegingen/{id}/brief", f.letter)
	post("/afwegingen/{id}/brief", f.letterAnyway)
}
