namespace java io.thriftplugins.example.greeter

exception Unknown {
  1: string name,
}

service Greeter {
  string greet(1: string name) throws (1: Unknown unknown),
}
