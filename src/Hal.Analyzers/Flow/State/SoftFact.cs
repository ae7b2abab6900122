using System;

namespace Hal.Analyzers.Flow.State;

/// <summary>The outcome of a test that may turn out differently when it is made again, and the block that made it.</summary>
internal readonly record struct SoftFact(bool Truth, int Block);
