namespace Hal.Analyzers.Flow.Values;

/// <summary>What a call mapped.</summary>
/// <param name="Address">The physical address that was asked for; null where the call was made with several.</param>
/// <param name="Size">The size in bytes; null where the call was made with several.</param>
internal sealed record MappedWindow(Value? Address, Value? Size)
{
    /// <summary>What is known of a call that a loop makes again.</summary>
    public MappedWindow And(Value address, Value size) =>
        new(ReferenceEquals(Address, address) ? Address : null, ReferenceEquals(Size, size) ? Size : null);
}
