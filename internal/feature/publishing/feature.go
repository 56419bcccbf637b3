package publishing

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/usecase"
	"nabij/internal/platform/web"
)

//go:embed views/*.html
var viewsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

//go:embed follow.js jump.js
var scriptFS embed.FS

var (
	texts = web.MustTexts(localeFS)
	// followScript refreshes the progress of work in the background. Without it there is a link.
	followScript = web.MustAsset(scriptFS, "follow.js")
	// jumpScript leads from a finding to its line. Without it the line stands under the finding.
	jumpScript = web.MustAsset(scriptFS, "jump.js")
)

// Impacts knows the open decisions of an organisation; the slice that keeps them satisfies it.
type Impacts interface {
	// Impact reckons how many open decisions come out differently under other content. It changes nothing.
	Impact(ctx context.Context, org string, from, to *framework.Library, progress func(done, total int)) (Impact, error)
	// BringBack puts those that come out differently on the lists of their workers. The same release twice has one effect,
	// and after a stop it goes on where it was.
	BringBack(ctx context.Context, org, release string, from, to *framework.Library, progress func(done, total int)) (Impact, error)
}

// Deps are what the slice needs of the program.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Zone    *time.Location
	Audit   usecase.Trail
	Log     *slog.Logger
	BuiltIn *framework.Library // the content that comes with the program
	Files   fs.FS              // its files
	Impact  Impacts            // may be nil: then nobody knows how many decisions are touched, and the pages say so
	// NewRemarks counts the remarks of each pack that nobody answered yet; may be nil.
	NewRemarks func(ctx context.Context, q db.Query, a access.Actor) (map[string]int, error)
}

// Feature is the work of a framework editor.
type Feature struct {
	Deps
	held   shelves
	checks checkCache
	wake   chan struct{} // work was put in the queue
	wait   time.Duration // how long a page waits for a check
}

// New makes the slice.
func New(d Deps) (*Feature, error) {
	if d.DB == nil || d.Clock == nil || d.Zone == nil || d.Audit == nil || d.BuiltIn == nil || d.Files == nil {
		return nil, errors.New("publishing needs a database, a clock, a place, the audit trail and the content of the program")
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	return &Feature{Deps: d, wake: make(chan struct{}, 1), wait: checkWait}, nil
}

// Name of the slice.
func (f *Feature) Name() string { return "publishing" }

// Texts of the slice.
func (f *Feature) Texts() *web.Texts { return texts }

// Menu of the slice: for who writes content. Others come by links.
func (f *Feature) Menu() []web.MenuItem {
	return []web.MenuItem{{Section: "publishing", Key: "publishing.menu", Path: "/kaderbeheer", Shown: func(ctx context.Context) bool {
		a, ok := access.From(ctx)
		return ok && access.MayAny(a, access.Change, "framework")
	}}}
}

// Routes of the slice.
func (f *Feature) Routes(r *web.Router) {
	r.Asset(followScript)
	r.Asset(jumpScript)
	get := func(path string, h web.Handler) { r.Get(path, f.base().Guard(h)) }
	post := func(path string, h web.Handler) { r.Post(path, f.base().Guard(h)) }
	get("/kaderbeheer", f.overview)
	post("/kaderbeheer/nieuw", f.start)
	get("/kaderbeheer/{pack}", f.packPage)
	get("/kaderbeheer/versie/{id}", f.versionPage)
	post("/kaderbeheer/versie/{id}", f.act)
	get("/kaderbeheer/versie/{id}/bestand", f.filePage)
	r.PostUpTo(4*MaxFileBytes, "/kaderbeheer/versie/{id}/bestand", f.base().Guard(f.saveFile)) // a form spells some letters with three
	r.PostUpTo(MaxZipBytes+64<<10, "/kaderbeheer/versie/{id}/bestanden", f.base().Guard(f.upload))
	get("/kaderbeheer/versie/{id}/gevolgen", f.progressPart)
	post("/kaderbeheer/versie/{id}/gevolgen", f.startImpact)
}
