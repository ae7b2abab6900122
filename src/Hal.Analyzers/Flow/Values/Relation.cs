namespace Hal.Analyzers.Flow.Values;

/// <summary>How two values compare. Unknown is the answer that every rule is silent on.</summary>
internal enum Relation : byte
{
    Unknown,
    Same,
    Different,
}
