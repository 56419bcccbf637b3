module nabij/bench

go 1.26.0

require (
	cel.dev/cel-go v0.33.2
	golang.org/x/sys v0.49.0
	nabij v0.0.0
)

require (
	cel.dev/expr v0.25.1 // indirect
	github.com/antlr4-go/antlr/v4 v4.13.1 // indirect
	go.yaml.in/yaml/v3 v3.0.6 // indirect
	golang.org/x/exp v0.0.0-20240823005443-9b4947da3948 // indirect
	google.golang.org/genproto/googleapis/api v0.0.0-20240826202546-f6391c0de4c7 // indirect
	google.golang.org/genproto/googleapis/rpc v0.0.0-20240826202546-f6391c0de4c7 // indirect
	google.golang.org/protobuf v1.36.10 // indirect
)

replace nabij => ../

replace github.com/google/pprof => github.com/google/pprof v0.0.0-20260906184651-6331bc6350fe
