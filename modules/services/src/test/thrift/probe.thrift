/** What the tests of own services call, in both directions. */
namespace java io.thriftplugins.services.probe

/** The one exception that methods declare. */
exception Refused {
  1: string reason,
  2: i32 code,
}

struct Item {
  1: required string name,
  2: optional binary data,
  3: optional list<Item> parts,
}

service Base {
  /** Who the implementation thinks that the caller is. */
  string caller(),
}

service Probe extends Base {
  string echo(1: string text),

  Item mirror(1: Item item),

  /** The same item many times. */
  list<Item> repeat(1: Item item, 2: i32 count),

  void refuse(1: string reason, 2: i32 code) throws (1: Refused refused),

  /** Throws what is not declared. */
  string fail(1: string message),

  /** Returns null. */
  string nothing(),

  /** Calls the same method of the other side until the depth is 0. Returns how deep it was. */
  i64 nest(1: i64 depth),

  /** Lasts until the thread is interrupted, and leaves notes: "lingering", then "interrupted". */
  void linger(1: string name),

  oneway void remember(1: string name, 2: string note),

  string note(1: string name),

  /** Kills the process. */
  void die(),
}
