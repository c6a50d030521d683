// A plugin in Go: docs/handshake.md put into practice, with nothing but what the Thrift compiler generates.
package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/apache/thrift/lib/go/thrift"
	wire "go-files/thriftplugins"
)

type value = wire.VariantValue

var pipe = filepath.Join(os.TempDir(), "CoreFxPipe_") // socket files are in TMPDIR, or else in /tmp

func refusal(kind wire.ErrorType, code string, message string) error {
	return &wire.QueryCatPluginException{Type: kind, ErrorCode: &code, ErrorMessage: message}
}

// A blob: a file, read where the host wants it. The host calls the methods as Blob_Read and so on.
type blob struct{ file *os.File }

func (b *blob) GetName() (*string, error)        { return thrift.Pointer(filepath.Base(b.file.Name())), nil }
func (b *blob) GetContentType() (*string, error) { return &unknown, nil }
func (b *blob) GetLength() (*int64, error)       { end, err := b.file.Seek(0, io.SeekEnd); return &end, err }
func (b *blob) Read(offset, count int32) ([]byte, error) {
	return io.ReadAll(io.NewSectionReader(b.file, int64(max(0, offset)), int64(max(0, min(count, 1<<23)))))
}

// A row set: the files of a directory. The host calls the methods as RowsSet_GetRows and so on.
type files struct {
	directory string
	only      *string       // the host's value for the key column "name"
	left      []os.DirEntry // nil before the first row is read
}

var columns = []*wire.Column{
	{Name: "name", Type: wire.DataType_STRING}, {Name: "size", Type: wire.DataType_INTEGER},
	{Name: "modified", Type: wire.DataType_TIMESTAMP}, {Name: "is_directory", Type: wire.DataType_BOOLEAN},
}
var keys, unknown = []*wire.KeyColumn{{ColumnIndex: 0, Operations: []string{"Equals"}}}, "application/octet-stream"

func (f *files) Open() error                                         { f.left = nil; return nil }
func (f *files) Reset() error                                        { f.left = nil; return nil }
func (f *files) GetColumns() ([]*wire.Column, error)                 { return columns, nil }
func (f *files) GetKeyColumns() ([]*wire.KeyColumn, error)           { return keys, nil }
func (f *files) SetKeyColumnValue(_ int32, _ string, v *value) error { f.only = v.String_; return nil }
func (f *files) UnsetKeyColumnValue(_ int32, _ string) error         { f.only = nil; return nil }
func (f *files) GetRows(count int32) (rows *wire.RowsList, err error) {
	if f.left == nil {
		f.left, err = os.ReadDir(f.directory)
	}
	all := []*value{}
	for ; count > 0 && len(f.left) > 0; f.left = f.left[1:] {
		info, err := f.left[0].Info()
		if err != nil || f.only != nil && *f.only != info.Name() {
			continue // an error means that the file is deleted by now
		}
		name, size, at, d := info.Name(), info.Size(), wire.Timestamp(info.ModTime().Unix()), info.IsDir()
		all = append(all, &value{String_: &name}, &value{Integer: &size}, &value{Timestamp: &at}, &value{Boolean_: &d})
		count--
	}
	return &wire.RowsList{Values: all, HasMore: count == 0}, err
}

// Answers for a handle of no object, or of one that can't do this. All other calls are refused then.
var defaults = map[string]any{
	"Open": nil, "Close": nil, "Reset": nil, "SetContext": nil, "Seek": nil, "SetKeyColumnValue": nil,
	"UnsetKeyColumnValue": nil, "Position": thrift.Pointer(int32(-1)), "TotalRows": thrift.Pointer(int32(-1)),
	"GetUniqueKey": []string{}, "GetKeyColumns": []*wire.KeyColumn{}, "GetDescription": &wire.ModelDescription{},
}

// The service "plugin". Its methods run on as many goroutines as the host has connections.
type plugin struct {
	network, address, root    string             // the root is of the host's configuration
	callback, handles         atomic.Int64       // the token, -1 before the registration; how many handles were given
	objects, infos, listeners sync.Map           // the first two by handle, until the host closes it
	stop                      context.CancelFunc // ends the program
}

// Call answers all calls of the host: Serve with p.Serve(), Blob_Read with Read() of the object in question. It is the
// other end of a generated client, which stands for a service of any kind, and so for all methods of this one.
func (p *plugin) Call(_ context.Context, method string, args, reply thrift.TStruct) (m thrift.ResponseMeta, err error) {
	given, target, name := reflect.ValueOf(args).Elem(), any(p), method
	var arguments []reflect.Value
	for i := 1; i < given.NumField(); i++ {
		arguments = append(arguments, given.Field(i))
	}
	if kind, short, _ := strings.Cut(method, "_"); kind == "Blob" || kind == "RowsSet" {
		target, _ = p.objects.Load(given.Field(1).Interface())
		name, arguments = short, arguments[1:]
	}
	success := reflect.ValueOf(reply).Elem().FieldByName("Success")
	if answer, known := defaults[name]; given.Field(0).Int() != p.callback.Load() {
		err = refusal(wire.ErrorType_INVALID_AUTH_TOKEN, "INVALID_AUTHORIZATION_TOKEN", "Not the callback token")
	} else if target != nil && reflect.ValueOf(target).MethodByName(name).IsValid() {
		answers := reflect.ValueOf(target).MethodByName(name).Call(arguments)
		if err, _ = answers[len(answers)-1].Interface().(error); len(answers) == 2 {
			success.Set(answers[0])
		}
	} else if !known {
		err = refusal(wire.ErrorType_INVALID_OBJECT, "INVALID_OBJECT", "No object for "+method+", or no more")
	} else if answer != nil {
		success.Set(reflect.ValueOf(answer))
	}
	return
}

func (p *plugin) CallFunction(name string, given *wire.FunctionCallArguments, _ wire.Handle) (*value, error) {
	values := given.Positional
	for _, named := range given.Named {
		values = append(values, named)
	}
	if len(values) != 1 || values[0].String_ == nil {
		return nil, refusal(wire.ErrorType_ARGUMENT, "INVALID_ARGUMENT", "The only argument is a text")
	}
	text, path := *values[0].String_, filepath.Join(p.root, *values[0].String_)
	switch strings.ToLower(name) {
	case "sha256":
		return &value{String_: thrift.Pointer(fmt.Sprintf("%x", sha256.Sum256([]byte(text))))}, nil
	case "files":
		return p.keep(wire.ObjectType_ROWS_INPUT, path, &files{directory: path}), nil
	case "file":
		file, err := os.Open(path)
		if err != nil {
			return nil, refusal(wire.ErrorType_GENERIC, "FUNCTION_FAILED", err.Error())
		}
		return p.keep(wire.ObjectType_BLOB, filepath.Base(path), &blob{file}), nil
	}
	return nil, refusal(wire.ErrorType_INVALID_FUNCTION, "INVALID_FUNCTION", "There is no function "+name)
}

func (p *plugin) keep(kind wire.ObjectType, name string, object any) *value {
	info := &wire.ObjectValue{Type: kind, Handle: wire.Handle(p.handles.Add(1) - 1), Name: name}
	p.objects.Store(info.Handle, object)
	p.infos.Store(info.Handle, info)
	return &value{Object: info}
}
func (p *plugin) Thread_GetHandleInfo(handle wire.Handle) (*wire.ObjectValue, error) {
	if info, open := p.infos.Load(handle); open {
		return info.(*wire.ObjectValue), nil
	}
	return &wire.ObjectValue{Type: wire.ObjectType_NONE, Handle: -1, Name: "NULL"}, nil
}
func (p *plugin) Thread_CloseHandle(handle wire.Handle) error {
	if handle < 0 || int64(handle) >= p.handles.Load() {
		return refusal(wire.ErrorType_INTERNAL, "INVALID_OBJECT", "There was never such a handle")
	}
	p.infos.Delete(handle)
	p.objects.Delete(handle) // the garbage collector closes its file
	return nil
}
func (p *plugin) Shutdown() error { time.AfterFunc(time.Second/10, p.stop); return nil } // the host waits for an answer

// Serve listens on one more endpoint, which the host can dial, many times, as soon as this returns.
func (p *plugin) Serve() (*string, error) {
	name := "qcatp-" + rand.Text()[:12]
	listener, err := net.Listen(p.network, map[string]string{"unix": pipe + name, "tcp": "127.0.0.1:0"}[p.network])
	if err != nil {
		return nil, err
	}
	p.listeners.Store(listener, nil)
	processor := thrift.NewTMultiplexedProcessor()
	processor.RegisterProcessor("plugin", wire.NewPluginProcessor(wire.NewPluginClient(p)))
	bound := func(net.Addr) (net.Listener, error) { return listener, nil }
	socket := thrift.NewTServerSocketFromFactoryTimeout(bound, listener.Addr(), 0)
	framed := thrift.NewTFramedTransportFactoryConf(thrift.NewTTransportFactory(), nil)
	go thrift.NewTSimpleServer4(processor, socket, framed, thrift.NewTBinaryProtocolFactoryConf(nil)).Serve()
	uris := map[string]string{"unix": "net.pipe://127.0.0.1/" + name, "tcp": "tcp://" + listener.Addr().String()}
	return thrift.Pointer(uris[p.network]), nil
}

func (p *plugin) register(token string) error {
	callback, err := p.Serve() // from here on in the order of the handshake
	if err != nil {
		return err
	}
	connection, err := net.Dial(p.network, p.address)
	for tries := 250; err != nil && tries > 0; tries-- { // for 5 seconds: a host may listen late
		time.Sleep(20 * time.Millisecond)
		connection, err = net.Dial(p.network, p.address)
	}
	if err != nil {
		return err
	}
	defer connection.Close()
	transport := thrift.NewTFramedTransportConf(thrift.NewTSocketFromConnConf(connection, nil), nil)
	protocol := thrift.NewTMultiplexedProtocol(thrift.NewTBinaryProtocolConf(transport, nil), "plugins-manager")
	host, now := wire.NewPluginsManagerClient(thrift.NewTStandardClient(protocol, protocol)), context.Background()
	safe, features := true, []string{"callback-token", "shared-endpoint", "error-code"}
	about := &wire.PluginData{Name: "go-files", Version: "1.0.0", Features: features, Functions: []*wire.Function{
		{Signature: "sha256(text: string): string", Description: "The SHA-256 of a text", IsSafe: &safe},
		{Signature: "files(directory: string): object<IRowsInput>", Description: "Rows: its files", IsSafe: &safe},
		{Signature: "file(path: string): blob", Description: "What is in a file", IsSafe: &safe},
	}}
	answer, err := host.RegisterPlugin(now, token, *callback, about)
	if err != nil {
		return err
	}
	p.callback.Store(answer.GetCallbackToken()) // 0 if the host doesn't know this addition
	if root, err := host.GetConfigValue(now, answer.Token, "go-files.root"); err == nil {
		p.root = root.GetString_() // all paths are below it
	}
	return host.PluginReady(now, answer.Token)
}

func main() {
	given, pid := map[string]string{"token": os.Getenv("THRIFT_PLUGINS_TOKEN")}, 0
	for _, argument := range os.Args[1:] {
		name, text, _ := strings.Cut(strings.TrimPrefix(argument, "--"), "=")
		given[name] = text
	}
	fmt.Sscan(given["parent-pid"], &pid)
	scheme, where, _ := strings.Cut(given["server-endpoint"], "://")
	if where == "" || given["token"] == "" {
		log.Fatal("Only a host can start this plugin, with an endpoint and a token")
	}
	running, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	p := &plugin{network: "tcp", address: strings.TrimSuffix(where, "/"), stop: stop}
	if scheme == "net.pipe" {
		p.network, p.address = "unix", pipe+filepath.Base(where)
	}
	p.callback.Store(-1)
	syscall.Umask(0o177) // nobody else may dial the socket files
	err := p.register(given["token"])
	for err == nil && running.Err() == nil && syscall.Kill(pid, 0) != syscall.ESRCH { // 0 is ourselves
		select {
		case <-running.Done():
		case <-time.After(time.Second):
		}
	}
	p.listeners.Range(func(listener, _ any) bool { return listener.(net.Listener).Close() == nil }) // and socket file
	if err != nil {
		log.Fatal("Could not register with the host: ", err)
	}
}
